package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.network.Conditions;

/**
 * Conditional DCGAN: the networks of {@link DcganNetworks} with the class beside the latent, and as channels of ones and zeros beside the image.
 */
public final class Cdcgan extends ConvolutionalGan {

    @Override
    public String name() {
        return "cdcgan";
    }

    @Override
    public String summary() {
        return "Conditional DCGAN: convolutional networks that are asked for a class";
    }

    @Override
    public String paper() {
        return "Mirza, Osindero 2014, Conditional Generative Adversarial Nets, arXiv:1411.1784; networks of Radford et al. 2015,"
                + " arXiv:1511.06434";
    }

    @Override
    Conditions asked(OptionValues options, Samples samples) {
        return Conditions.of(samples.requireLabels(name()).classes());
    }
}
