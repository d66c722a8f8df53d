package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Initializer;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.ParameterSpec;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.Budget;
import java.util.List;

/** The family's members that share the networks of {@link DcganNetworks} and differ in how these are trained. */
abstract class ConvolutionalGan extends AdversarialRecipe {

    static final Option<Integer> WIDTH = Option.integer(
            "width",
            64,
            4,
            512,
            "channels",
            "Channels next to the image; they double with every halving of its sides.");
    static final Option<Double> DROPOUT = Option.below(
            "dropout",
            0.3,
            1,
            "probability",
            "Dropout in the discriminator of the 28x28 grey networks; others have norm.");
    static final Option<ConvNorm> NORM = Option.choice(
            "norm",
            ConvNorm.class,
            ConvNorm.BATCH,
            "What normalises in the discriminator; the 28x28 grey one has none.");

    @Override
    List<Option<?>> networkOptions() {
        return List.of(WIDTH, DROPOUT, NORM);
    }

    /** Small batches and larger steps than the paper's (128 and 2e-4) learn the digits sooner; 28x28 needs no more care. */
    @Override
    public int defaultBatch() {
        return 32;
    }

    /** Under five minutes, on any machine. */
    @Override
    public Budget defaultBudget() {
        return new Budget(3500, 0, 4.5);
    }

    @Override
    Layer generator(OptionValues options, Shape sample) {
        return DcganNetworks.generator(sample, options.get(WIDTH));
    }

    @Override
    Sequential discriminator(OptionValues options, Shape sample, Conditions told) {
        return DcganNetworks.discriminator(sample, options.get(WIDTH), options.get(DROPOUT), options.get(NORM));
    }

    @Override
    ConvNorm norm(OptionValues options, Shape sample) {
        return DcganNetworks.isTextbook(sample) ? ConvNorm.NONE : options.get(NORM);
    }

    @Override
    Initializer start(OptionValues options, Shape sample, ParameterSpec parameter) {
        return options.get(StabiliserOptions.EQUALISED_RATE)
                ? parameter.initializer()
                : DcganNetworks.start(sample, parameter);
    }
}
