package io.github.cardigan.recipe;

import io.github.cardigan.training.AugmentationPipeline;
import io.github.cardigan.training.DifferentiableAugmentation;
import io.github.cardigan.training.InstanceNoise;
import java.util.List;

/** What keeps a GAN from collapsing, oscillating or diverging, as options that go with every adversarial recipe. */
final class StabiliserOptions {

    static final Option<Boolean> SPECTRAL_NORM = Option.flag(
            "spectral-norm", false, "Divide each weight of the discriminator by its largest singular value.");
    static final Option<Double> WEIGHT_CLIPPING = Option.below(
            "weight-clipping",
            0,
            1e3,
            "",
            "After each update the discriminator's weights are clamped to this; 0 never.");
    static final Option<Integer> MINIBATCH_DISCRIMINATION = Option.integer(
            "minibatch-discrimination",
            0,
            0,
            1024,
            "features",
            "Features that tell the discriminator how near a sample's neighbours are.");
    static final Option<Boolean> MINIBATCH_DEVIATION =
            Option.flag("minibatch-deviation", false, "Tell the discriminator how much the samples of a batch differ.");
    static final Option<Integer> PACKING = Option.integer(
            "packing", 1, 1, 16, "samples", "How many samples the discriminator judges at once, with one score.");
    static final Option<InstanceNoise> INSTANCE_NOISE = new Option<>(
            "instance-noise",
            InstanceNoise.parse("0"),
            "DEVIATION[:UNTIL], UNTIL a share of the budget",
            "images span -1 to 1",
            "Noise on real and generated samples that fades away.",
            InstanceNoise::parse,
            noise -> true);
    static final Option<Integer> WARMUP = Option.integer(
            "discriminator-warmup", 0, 0, 1_000_000, "steps", "The discriminator learns alone for so long.");
    static final Option<Double> FEATURE_MATCHING = Option.below(
            "feature-matching",
            0,
            1e6,
            "weight",
            "The generator also brings the mean of the discriminator's features near that of real samples.");
    static final Option<Double> HISTORICAL_AVERAGING = Option.below(
            "historical-averaging", 0, 1e6, "weight", "Price for both players' distance from their own past.");
    static final Option<Boolean> EQUALISED_RATE = Option.flag(
            "equalised-learning-rate", false, "Weights start as N(0, 1) and are scaled when used, in both networks.");
    static final Option<DifferentiableAugmentation> AUGMENT = new Option<>(
            "augment",
            DifferentiableAugmentation.parse("none"),
            "none, or some of colour,translation,cutout",
            "",
            "Change real and generated images alike before they are judged; for little data.",
            DifferentiableAugmentation::parse,
            augmentation -> true);
    static final Option<AugmentationPipeline> ADA = new Option<>(
            "ada",
            AugmentationPipeline.parse("none"),
            "none, or some of mirror,turn,move,scale,colour,noise,cutout",
            "",
            "The same, as often as it takes to keep the discriminator from overfitting.",
            AugmentationPipeline::parse,
            pipeline -> true);
    static final Option<Integer> ADA_SAMPLES = Option.integer(
            "ada-samples",
            500_000,
            1000,
            100_000_000,
            "real samples",
            "In how many real samples ada can go from never to always.");

    private StabiliserOptions() {}

    static List<Option<?>> all() {
        return List.of(
                SPECTRAL_NORM,
                WEIGHT_CLIPPING,
                EQUALISED_RATE,
                MINIBATCH_DISCRIMINATION,
                MINIBATCH_DEVIATION,
                PACKING,
                INSTANCE_NOISE,
                AUGMENT,
                ADA,
                ADA_SAMPLES,
                WARMUP,
                FEATURE_MATCHING,
                HISTORICAL_AVERAGING);
    }
}
