package io.github.cardigan.recipe;

import java.util.List;

/**
 * Least squares GAN: what is far on the right side of the boundary is drawn back to it, so that the generator learns from it still. Networks of
 * {@link DcganNetworks}, where the paper has its own.
 */
public final class Lsgan extends ConvolutionalGan {

    @Override
    public String name() {
        return "lsgan";
    }

    @Override
    public String summary() {
        return "Least squares GAN: scores are drawn to 0 and 1, which keeps gradients alive";
    }

    @Override
    public String paper() {
        return "Mao, Li, Xie, Lau, Wang, Smolley 2016, Least Squares Generative Adversarial Networks, arXiv:1611.04076";
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(ObjectiveOptions.OBJECTIVE.withDefault(ObjectiveKind.LEAST_SQUARES));
    }
}
