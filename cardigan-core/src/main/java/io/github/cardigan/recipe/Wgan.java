package io.github.cardigan.recipe;

import java.util.List;

/**
 * Wasserstein GAN, algorithm 1: a critic whose weights are clipped to 0.01, five of its updates for each of the generator's.
 *
 * <p>Where it deviates from the paper: Adam without momentum (beta1 = 0) in place of RMSProp, which it equals but for the correction of its
 * first steps.
 */
public final class Wgan extends ConvolutionalGan {

    @Override
    public String name() {
        return "wgan";
    }

    @Override
    public String summary() {
        return "Wasserstein GAN: a critic with clipped weights measures a distance that falls as samples get better";
    }

    @Override
    public String paper() {
        return "Arjovsky, Chintala, Bottou 2017, Wasserstein GAN, arXiv:1701.07875";
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(
                ObjectiveOptions.OBJECTIVE.withDefault(ObjectiveKind.WASSERSTEIN),
                StabiliserOptions.WEIGHT_CLIPPING.withDefault(0.01),
                GanOptions.DISCRIMINATOR_STEPS.withDefault(5),
                GanOptions.GENERATOR_RATE.withDefault(5e-5),
                GanOptions.DISCRIMINATOR_RATE.withDefault(5e-5),
                GanOptions.BETA1.withDefault(0.0),
                DROPOUT.withDefault(0.0));
    }
}
