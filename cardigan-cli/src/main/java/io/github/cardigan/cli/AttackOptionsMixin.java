package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.attack.AttackLoss;
import io.github.cardigan.attack.AttackOptions;
import io.github.cardigan.attack.Goal;
import io.github.cardigan.attack.Method;
import io.github.cardigan.attack.Norm;
import io.github.cardigan.recipe.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which attack, and how: a mixin. */
final class AttackOptionsMixin {

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "noise, gaussian, fgsm, bim, pgd, deepfool or cw. Default: ${DEFAULT-VALUE}.")
    private String method = "pgd";

    @Option(
            names = "--epsilon",
            split = ",",
            paramLabel = "X[,X...]",
            description =
                    "Largest changes to look at, for images from 0 to 1. Default: 0,0.05,0.1,0.15,0.2,0.25,0.3 in linf;"
                            + " 0,0.5,1,1.5,2,2.5,3 in l2.")
    private List<String> epsilons = new ArrayList<>();

    @Option(
            names = "--norm",
            paramLabel = "linf|l2",
            description = "How changes are measured. Default: linf; l2 for deepfool and cw.")
    private @Nullable Norm norm;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "What pgd climbs: cross_entropy or margin, which does not fade where the model is sure."
                    + " Default: cross_entropy.")
    private @Nullable AttackLoss loss;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of an iterative attack. Default: the method's.")
    private @Nullable Integer steps;

    @Option(
            names = "--step-size",
            paramLabel = "X",
            description =
                    "Length of a step, for images from 0 to 1; of cw, Adam's learning rate. Default: the method's.")
    private @Nullable Double stepSize;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Random starts of pgd, draws of noise, searches of cw. Default: 1; 9 for cw.")
    private @Nullable Integer restarts;

    @Option(
            names = "--target",
            paramLabel = "K",
            description = "The class that images shall be read as, counted from 0. Default: any wrong one.")
    private @Nullable Integer target;

    /**
     * @throws ConfigurationException for an unknown name; suggests a near one
     */
    Method method() {
        try {
            return Method.valueOf(method.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String all = "the methods are " + String.join(", ", Method.names());
            throw new ConfigurationException(
                    "unknown method '" + method + "'", Nearest.hint(method, Method.names(), all), e);
        }
    }

    AttackOptions options() {
        Goal goal = target == null ? Goal.untargeted() : Goal.target(target);
        return new AttackOptions(norm, goal, loss, steps, stepSize, restarts);
    }

    /**
     * @throws ConfigurationException if one is no number; its range is the attack's to check
     */
    List<Double> epsilons(Norm of) {
        if (epsilons.isEmpty()) {
            double scale = of == Norm.LINF ? 0.05 : 0.5;
            return java.util.stream.IntStream.rangeClosed(0, 6)
                    .mapToObj(i -> Math.round(i * scale * 100) / 100.0)
                    .toList();
        }
        return epsilons.stream().map(AttackOptionsMixin::number).toList();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "expected numbers after --epsilon, got '" + text + "'", "for example 0.1,0.2,0.3", e);
        }
    }
}
