package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.evaluation.Images;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Measures accuracy against epsilon. An attack that looks for the nearest image runs once and counts at every epsilon it keeps
 * within; others run once per epsilon.
 *
 * @param victim what is attacked
 * @param series the attack
 * @param epsilons for images in [0, 1], each in the range of the norm; sorted here, doubles dropped
 * @param seed of everything random in the attack
 * @param batch images at once, at least 1; changes memory and speed only
 * @param examples how many images to keep for pictures
 * @param detector looks at what succeeded; null for none
 */
public record RobustnessMeter(
        Victim victim,
        AttackSeries series,
        List<Double> epsilons,
        long seed,
        int batch,
        int examples,
        @Nullable Detection detector) {

    private static final double FALSE_ALARMS = 0.05;

    /**
     * A detector and the bare classifier it reads.
     *
     * @param squeezing how suspicious images are told
     * @param classifier without a defence
     */
    public record Detection(SqueezeDetector squeezing, Victim classifier) {}

    /**
     * @throws ConfigurationException if an epsilon is out of range or the target is no class of the victim
     */
    public RobustnessMeter {
        epsilons = epsilons.stream().distinct().sorted().toList();
        if (epsilons.isEmpty() || batch < 1 || examples < 0) {
            throw new IllegalArgumentException("expected an epsilon, batch >= 1 and examples >= 0, got " + epsilons
                    + ", " + batch + ", " + examples);
        }
        epsilons.forEach(series::at); // complains about what is out of range before anything is computed
        int target = series.options().goal().target();
        if (target >= victim.classes()) {
            throw new ConfigurationException(
                    "expected a target class from 0 to " + (victim.classes() - 1) + ", got " + target,
                    "classes count from 0");
        }
    }

    /** Without a detector, 100 images at once, 10 examples. */
    public static RobustnessMeter of(Victim victim, AttackSeries series, List<Double> epsilons, long seed) {
        return new RobustnessMeter(victim, series, epsilons, seed, 100, 10, null);
    }

    /** The same, but with an attack that follows the gradients of another model. */
    public RobustnessMeter following(Victim other) {
        return new RobustnessMeter(victim, series.following(other), epsilons, seed, batch, examples, detector);
    }

    /**
     * Attacks every image.
     *
     * @param images with labels
     * @param progress told the share that is done, from 0 to 1
     * @throws ConfigurationException if the images do not fit the victim, carry no labels, or the victim's logits are not finite
     */
    public Robustness measure(Images images, DoubleConsumer progress) {
        requireFit(images);
        RobustnessTally tally = new RobustnessTally(epsilons, examples, FALSE_ALARMS);
        for (int first = 0; first < images.size(); first += batch) {
            int count = Math.min(batch, images.size() - first);
            try (TensorScope scope = new TensorScope()) {
                attack(victim.device().move(images.batch(first, count)), labels(images, first, count), first, tally);
            }
            progress.accept((double) (first + count) / images.size());
        }
        return tally.result(series);
    }

    private static int[] labels(Images images, int first, int count) {
        return IntStream.range(first, first + count).map(images::label).toArray();
    }

    /**
     * Refuses images that the victim cannot be shown, or that do not say what they show.
     *
     * @throws ConfigurationException if so
     */
    public void requireFit(Images images) {
        if (!images.shape().equals(victim.shape())) {
            throw new ConfigurationException(
                    "expected images " + victim.shape() + " for this model, got " + images.shape() + " from "
                            + images.name(),
                    "give the data the model was trained for; --size HxW brings images to its size");
        }
        for (int i = 0; i < images.size(); i++) {
            int label = images.label(i);
            if (label < 0 || label >= victim.classes()) {
                throw new ConfigurationException(
                        "expected labels from 0 to " + (victim.classes() - 1) + " for this model, got "
                                + (label < 0 ? "an image without one" : label) + " in " + images.name(),
                        "an attack needs to know what the images show");
            }
        }
    }

    /** All epsilons for one batch. */
    private void attack(Tensor x, int[] labels, int first, RobustnessTally tally) {
        Tensor y = Rows.index(labels, victim.device());
        Goal goal = series.options().goal();
        Reading before = Reading.of(victim, x, y, goal);
        before.requireFinite();
        tally.clean(before, silent(x, y), suspicion(x));
        Tensor perturbed = x;
        for (int e = 0; e < epsilons.size(); e++) {
            if (e == 0 || !series.method().minimal()) {
                ImageRandom random = ImageRandom.of(new RandomSource(seed), first, labels.length);
                perturbed = series.at(epsilons.get(e)).perturb(victim, x, y, random);
            }
            float[] distances = Tensors.toFloats(series.norm().distance(x, perturbed));
            Reading after = Reading.of(victim, perturbed, y, goal);
            tally.attacked(e, before, after, distances, suspicion(perturbed));
            if (e == epsilons.size() - 1) {
                tally.keep(x, perturbed, labels, before, after, distances);
            }
        }
    }

    /** At how many images the loss has no slope at all. */
    private int silent(Tensor x, Tensor y) {
        try (TensorScope scope = new TensorScope()) {
            Tensor gradient = Ascent.slope(victim, x, y, AttackLoss.CROSS_ENTROPY, Goal.untargeted())
                    .gradient();
            return Rows.where(Norm.LINF.length(Rows.flat(gradient)).eq(new Scalar(0.0))).length;
        }
    }

    private float[] suspicion(Tensor x) {
        try (TensorScope scope = new TensorScope()) {
            return detector == null
                    ? new float[0]
                    : Tensors.toFloats(detector.squeezing().scores(detector.classifier(), x));
        }
    }
}
