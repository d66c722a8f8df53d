package io.github.cardigan.attack;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Product;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many images a classifier still reads rightly under attack, of samples that it does not learn from. Its value, {@code
 * robust_accuracy}, decides which model is best: a classifier that learns from single-step attacks may from one epoch to the next hold
 * against these alone and against nothing else (catastrophic overfitting: Wong, Rice, Kolter 2020, arXiv:2001.03994, who
 * stop by such a measure), and its clean accuracy does not tell. The attack is PGD of ten steps from one random point, the same at
 * every measurement; a longer one finds more.
 */
public final class RobustValidation implements Measure {

    private static final String ACCURACY = "robust_accuracy";
    private static final int MOST_IMAGES = 500;
    private static final int STEPS = 10;

    private final Dataset data;
    private final Ball ball;
    private @Nullable LabelledSample images;

    /**
     * @param data labelled like the classifier's training data, of which up to 500 are attacked; not closed
     * @param ball in which the classifier shall hold
     */
    public RobustValidation(Dataset data, Ball ball) {
        this.data = data;
        this.ball = ball;
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
        AttackSeries series = new AttackSeries(
                Method.PGD,
                AttackOptions.defaults().withNorm(ball.norm()).withSteps(STEPS).withRestarts(1));
        double accuracy = RobustnessMeter.of(Victim.of(classifier), series, List.of(ball.epsilon()), 0)
                .measure(images, done -> {})
                .points()
                .get(0)
                .accuracy();
        return Map.of(ACCURACY, accuracy);
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.highest(ACCURACY));
    }
}
