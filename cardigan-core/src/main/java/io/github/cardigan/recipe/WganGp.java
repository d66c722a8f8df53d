package io.github.cardigan.recipe;

import java.util.List;

/**
 * Wasserstein GAN with gradient penalty, algorithm 1: five critic updates for each of the generator's, a penalty of weight 10 on slopes other
 * than 1 between real and generated samples, Adam with beta1 = 0 and beta2 = 0.9. Layer norm in the critic, as the paper recommends.
 */
public final class WganGp extends ConvolutionalGan {

    @Override
    public String name() {
        return "wgan-gp";
    }

    @Override
    public String summary() {
        return "Wasserstein GAN with gradient penalty: steady training for nearly any network";
    }

    @Override
    public String paper() {
        return "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville 2017, Improved Training of Wasserstein GANs, arXiv:1704.00028";
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(
                ObjectiveOptions.OBJECTIVE.withDefault(ObjectiveKind.WASSERSTEIN),
                ObjectiveOptions.PENALTY.withDefault(PenaltyKind.GRADIENT),
                GanOptions.DISCRIMINATOR_STEPS.withDefault(5),
                GanOptions.GENERATOR_RATE.withDefault(1e-4),
                GanOptions.DISCRIMINATOR_RATE.withDefault(1e-4),
                GanOptions.BETA1.withDefault(0.0),
                GanOptions.BETA2.withDefault(0.9),
                DROPOUT.withDefault(0.0),
                NORM.withDefault(ConvNorm.LAYER));
    }
}
