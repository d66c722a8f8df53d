package io.github.cardigan.training;

import java.util.Locale;

/**
 * Something that goes wrong with a training, told once when it begins and once when it is over.
 *
 * @param kind what it is
 * @param over whether it has ended; else it begins
 * @param step at which it was noticed
 * @param player whose network; empty where it is the game's as a whole
 * @param value what it was judged by, in the unit of {@link Kind#measure()}
 * @param hint what it means and what to do, in plain words; empty where it is over
 */
public record Finding(Kind kind, boolean over, long step, String player, double value, String hint) {

    /** What can be found, with what it is judged by and what helps against it. */
    public enum Kind {
        /** The generator makes nearly the same sample again and again. */
        MODE_COLLAPSE(
                "mode collapse",
                "diversity",
                "The generated samples are far more alike than the real ones. Slow the generator down"
                        + " (--set generator-learning-rate=..., half of what it is) or the discriminator up, let the discriminator see several samples at"
                        + " once (--set packing=2), or let a smoother one judge (--set spectral-norm=true) where the recipe has these."),
        /** The discriminator tells real from generated so surely that the generator learns little. */
        DISCRIMINATOR_WINS(
                "discriminator wins",
                "D(x) - D(G(z))",
                "It tells real from generated almost without error, and then teaches the generator little. Slow it down (--set"
                        + " discriminator-learning-rate=..., half of what it is) or bound it (--set spectral-norm=true, noise or smoothed"
                        + " labels where the recipe has these); with little data it learns by heart: add augmentation."),
        /** The discriminator takes generated samples for real more often than real ones. */
        DISCRIMINATOR_LOSES(
                "discriminator loses",
                "D(x) - D(G(z))",
                "It takes generated samples for real more than real ones, and then teaches the generator nonsense. Let it learn faster"
                        + " (--set discriminator-learning-rate=..., twice what it is), more often (--set discriminator-steps=2), or with"
                        + " more width; less dropout helps, too."),
        /** Scores or losses swing to and fro: the players chase each other. */
        OSCILLATION(
                "oscillation",
                "steps per swing",
                "Scores or losses swing to and fro: the players chase each other instead of meeting. Lower both learning rates"
                        + " (--set generator-learning-rate=... --set discriminator-learning-rate=..., half of what they are), lower"
                        + " --set beta1=0, or keep an average of the weights (--set ema=0.999)."),
        /** A player's gradient has become so small that it hardly learns. */
        VANISHING_GRADIENT(
                "vanishing gradient",
                "gradient norm",
                "This network hardly learns any more. A generator's gradient vanishes where the discriminator is too sure: slow that one"
                        + " down (--set discriminator-learning-rate=...), or choose an objective that does not saturate; a"
                        + " discriminator's where it has nothing left to learn."),
        /** A player's gradient has become so large that its updates are wild. */
        EXPLODING_GRADIENT(
                "exploding gradient",
                "gradient norm",
                "Updates of this network are wild. Shorten its gradients (--set clip=1), lower its learning rate, or bound the"
                        + " discriminator (--set spectral-norm=true, a gradient penalty) where the recipe has that."),
        /** A loss grows and grows: divergence is likely to follow. */
        RISING_LOSS(
                "rising loss",
                "loss",
                "It grows and grows, and divergence is likely to follow. Lower the learning rates, shorten gradients (--set clip=1), or"
                        + " train with --precision fp32."),
        /** A loss, gradient or weight is not finite: the training has ended there. */
        DIVERGENCE(
                "divergence",
                "last whole step",
                "A number was not finite, and the training ended there. Lower the learning rates, shorten gradients (--set clip=1), or"
                        + " train with --precision fp32.");

        private final String title;
        private final String measure;
        private final String hint;

        Kind(String title, String measure, String hint) {
            this.title = title;
            this.measure = measure;
            this.hint = hint;
        }

        /** What people call it, such as {@code mode collapse}. */
        public String title() {
            return title;
        }

        /** What {@link Finding#value()} is, such as {@code diversity}. */
        public String measure() {
            return measure;
        }

        /** What it means and what to do. */
        public String hint() {
            return hint;
        }

        /** What files call it, such as {@code mode_collapse}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that begins. */
    public static Finding begins(Kind kind, long step, String player, double value) {
        return new Finding(kind, false, step, player, value, kind.hint());
    }

    /** One that is over. */
    public static Finding ends(Kind kind, long step, String player, double value) {
        return new Finding(kind, true, step, player, value, "");
    }

    /** What is wrong with whom: {@code mode collapse, generator}. */
    public String subject() {
        boolean isSaid = player.isEmpty() || kind.title().startsWith(player + " ");
        return isSaid ? kind.title() : kind.title() + ", " + player;
    }

    /** In one line, without the hint: {@code step 1,200: mode collapse, generator (diversity 0.12)}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "step %,d: %s%s (%s %.3g)",
                step,
                subject(),
                over ? " is over" : "",
                kind.measure(),
                value);
    }
}
