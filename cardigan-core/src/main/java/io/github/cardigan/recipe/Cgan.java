package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.network.Conditions;

/**
 * The first conditional GAN: {@link Gan} with the class beside the latent and beside the sample. {@code cardigan generate --label} asks for one.
 */
public final class Cgan extends Gan {

    @Override
    public String name() {
        return "cgan";
    }

    @Override
    public String summary() {
        return "Conditional GAN: dense networks that are asked for a class";
    }

    @Override
    public String paper() {
        return "Mirza, Osindero 2014, Conditional Generative Adversarial Nets, arXiv:1411.1784";
    }

    @Override
    Conditions asked(OptionValues options, Samples samples) {
        return Conditions.of(samples.requireLabels(name()).classes());
    }
}
