package io.github.cardigan.recipe;

import java.util.List;

/**
 * DRAGAN: the non-saturating loss with a penalty of weight 10 on slopes other than 1 around real samples. Networks of {@link DcganNetworks}.
 */
public final class DraganRecipe extends ConvolutionalGan {

    @Override
    public String name() {
        return "dragan";
    }

    @Override
    public String summary() {
        return "DRAGAN: slopes are held near 1 around real samples, against collapse";
    }

    @Override
    public String paper() {
        return "Kodali, Abernethy, Hays, Kira 2017, On Convergence and Stability of GANs, arXiv:1705.07215";
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(
                ObjectiveOptions.PENALTY.withDefault(PenaltyKind.DRAGAN),
                GanOptions.GENERATOR_RATE.withDefault(2e-4),
                GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4),
                DROPOUT.withDefault(0.0),
                NORM.withDefault(ConvNorm.LAYER));
    }
}
