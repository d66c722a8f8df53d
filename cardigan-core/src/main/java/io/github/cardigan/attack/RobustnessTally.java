package io.github.cardigan.attack;

import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Counts, batch by batch, what becomes of images under attack. */
final class RobustnessTally {

    /** What rounding may add to a distance. */
    private static final double ROUNDING = 1e-6;

    private final List<Double> epsilons;
    private final int mostExamples;
    private final double falseAlarms;
    private final int[] right;
    private final int[] succeeded;
    private final double[] distance;
    private final List<List<Float>> suspicions = new ArrayList<>();
    private final List<Float> honest = new ArrayList<>();
    private final List<Example> fooled = new ArrayList<>();
    private final List<Example> resisted = new ArrayList<>();
    private int images;
    private int cleanRight;
    private int open;
    private int silent;

    RobustnessTally(List<Double> epsilons, int mostExamples, double falseAlarms) {
        this.epsilons = epsilons;
        this.mostExamples = mostExamples;
        this.falseAlarms = falseAlarms;
        right = new int[epsilons.size()];
        succeeded = new int[epsilons.size()];
        distance = new double[epsilons.size()];
        epsilons.forEach(epsilon -> suspicions.add(new ArrayList<>()));
    }

    /**
     * The clean images of a batch.
     *
     * @param silentGradients how many of them have no gradient
     * @param suspicion a detector's scores; empty without one
     */
    void clean(Reading before, int silentGradients, float[] suspicion) {
        silent += silentGradients;
        for (int i = 0; i < before.read().length; i++) {
            images++;
            cleanRight += before.right()[i] ? 1 : 0;
            open += before.reached()[i] ? 0 : 1;
        }
        for (float score : suspicion) {
            honest.add(score);
        }
    }

    /** The same images attacked, for the epsilon at this position. */
    void attacked(int e, Reading before, Reading after, float[] distances, float[] suspicion) {
        for (int i = 0; i < distances.length; i++) {
            boolean inside = distances[i] <= epsilons.get(e) + ROUNDING;
            right[e] += before.right()[i] && (after.right()[i] || !inside) ? 1 : 0;
            if (inside && !before.reached()[i] && after.reached()[i]) {
                succeeded[e]++;
                distance[e] += distances[i];
                if (suspicion.length > 0) {
                    suspicions.get(e).add(suspicion[i]);
                }
            }
        }
    }

    /** Keeps pictures of a batch, until there are enough. Images that needed no attack are left out. */
    void keep(Tensor x, Tensor perturbed, int[] labels, Reading before, Reading after, float[] distances) {
        double largest = epsilons.get(epsilons.size() - 1);
        for (int i = 0; i < distances.length && fooled.size() < mostExamples; i++) {
            boolean success = after.reached()[i] && distances[i] <= largest + ROUNDING;
            if (before.reached()[i] || (!success && resisted.size() >= mostExamples)) {
                continue;
            }
            (success ? fooled : resisted)
                    .add(new Example(
                            Tensors.toFloats(x.select(0, i)),
                            Tensors.toFloats(perturbed.select(0, i)),
                            labels[i],
                            before.read()[i],
                            after.read()[i],
                            after.probability()[i],
                            distances[i]));
        }
    }

    Robustness result(AttackSeries series) {
        Double threshold = honest.isEmpty() ? null : SqueezeDetector.threshold(floats(honest), falseAlarms);
        List<RobustnessPoint> points = new ArrayList<>();
        for (int e = 0; e < epsilons.size(); e++) {
            points.add(new RobustnessPoint(
                    epsilons.get(e),
                    share(right[e], images),
                    share(succeeded[e], open),
                    succeeded[e] == 0 ? 0 : distance[e] / succeeded[e],
                    threshold == null ? null : above(suspicions.get(e), threshold)));
        }
        return new Robustness(
                series.at(epsilons.get(epsilons.size() - 1)).name(),
                series.norm(),
                images,
                share(cleanRight, images),
                share(silent, images),
                points,
                Stream.concat(fooled.stream(), resisted.stream())
                        .limit(mostExamples)
                        .toList(),
                threshold == null ? null : above(honest, threshold));
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static @Nullable Double above(List<Float> scores, double threshold) {
        return scores.isEmpty()
                ? null
                : (double) scores.stream().filter(score -> score > threshold).count() / scores.size();
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }
}
