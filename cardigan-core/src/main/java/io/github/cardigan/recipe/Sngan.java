package io.github.cardigan.recipe;

import java.util.List;

/**
 * Spectrally normalised GAN: each weight of the discriminator divided by its largest singular value; the hinge loss of the authors' code. Networks
 * of {@link DcganNetworks}.
 */
public final class Sngan extends ConvolutionalGan {

    @Override
    public String name() {
        return "sngan";
    }

    @Override
    public String summary() {
        return "Spectrally normalised GAN: every layer of the discriminator kept from being steep";
    }

    @Override
    public String paper() {
        return "Miyato, Kataoka, Koyama, Yoshida 2018, Spectral Normalization for Generative Adversarial Networks,"
                + " arXiv:1802.05957";
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(
                ObjectiveOptions.OBJECTIVE.withDefault(ObjectiveKind.HINGE),
                StabiliserOptions.SPECTRAL_NORM.withDefault(true),
                GanOptions.GENERATOR_RATE.withDefault(2e-4),
                GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4),
                DROPOUT.withDefault(0.0),
                NORM.withDefault(ConvNorm.NONE));
    }
}
