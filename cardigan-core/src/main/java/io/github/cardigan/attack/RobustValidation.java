package io.github.cardigan.attack;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Product;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How many images a classifier still reads rightly under attack, of samples that it does not learn from. Its value, {@code
 * robust_accuracy}, decides which model is best: a classifier that learns from single-step attacks may from one epoch to the next hold
 * against these alone and against nothing else (catastrophic overfitting: Wong, Rice, Kolter 2020, arXiv:2001.03994, section 5.4, who
 * stop by such a measure), and its clean accuracy does not tell. The attack is PGD of ten steps from one random point, the same at
 * every measurement; a longer one finds more.
 */
public final class RobustValidation implements Measure {

    private static final String ACCURACY = "robust_accuracy";
    private static final int MOST_IMAGES = 500;
    private static final int BATCH = 100;
    private static final int STEPS = 10;

    private final Dataset data;
    private final Pgd attack;
    private @Nullable LabelledSample images;

    /**
     * @param data labelled like the classifier's training data, of which up to 500 are attacked; not closed
     * @param ball in which the classifier shall hold
     */
    public RobustValidation(Dataset data, Ball ball) {
        this.data = data;
        this.attack = Pgd.of(ball, STEPS, 1);
    }

    @Override
    public Map<String, Double> measure(Product product, long step) {
        if (!(product instanceof Classifier classifier)) {
            throw new IllegalArgumentException("expected a classifier to attack, got " + product);
        }
        if (images == null) {
            images =
                    LabelledSample.of(data, classifier.classes(), MOST_IMAGES, 0, warning -> {}); // others replace them
        }
        int right = 0;
        for (int first = 0; first < images.size(); first += BATCH) {
            right += right(Victim.of(classifier), images, first, Math.min(BATCH, images.size() - first));
        }
        return Map.of(ACCURACY, (double) right / images.size());
    }

    private int right(Victim victim, LabelledSample all, int first, int count) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = victim.device().move(all.batch(first, count));
            int[] labels = IntStream.range(first, first + count).map(all::label).toArray();
            Tensor y = Rows.index(labels, victim.device());
            ImageRandom random = ImageRandom.of(new RandomSource(0), first, count);
            return Rows.where(victim.read(attack.perturb(victim, x, y, random)).eq(y)).length;
        }
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.highest(ACCURACY));
    }
}
