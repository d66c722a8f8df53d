package io.github.cardigan.attack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model stands an attack. An accuracy under attack is what this attack leaves: another may leave less.
 *
 * @param attack its name at the largest epsilon
 * @param norm in which epsilons are measured
 * @param images how many were attacked
 * @param cleanAccuracy share of them read rightly before
 * @param silentGradients share of them at which the gradient of the loss is exactly zero, so that a gradient attack learns nothing: the
 *     accuracy may then flatter the model (Athalye et al. 2018, arXiv:1802.00420)
 * @param points one per epsilon, rising
 * @param examples at the largest epsilon, successful ones first
 * @param falseAlarms share of the clean images that the detector takes for attacked; null without one
 */
public record Robustness(
        String attack,
        Norm norm,
        int images,
        double cleanAccuracy,
        double silentGradients,
        List<RobustnessPoint> points,
        List<Example> examples,
        @Nullable Double falseAlarms) {

    public Robustness {
        points = List.copyOf(points);
        examples = List.copyOf(examples);
    }
}
