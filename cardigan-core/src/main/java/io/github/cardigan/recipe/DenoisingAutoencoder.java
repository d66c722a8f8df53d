package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * An autoencoder that is shown corrupted samples and must give the clean ones: its codes may be wide, since copying does not help. As {@link
 * AutoencoderRecipe}, with a {@link PixelCorruption} before the encoder.
 *
 * <p>Where it deviates from the papers: two hidden layers a side where they stack layers with tied weights one by one, and the squared error
 * unless {@code loss=bernoulli} asks for their cross entropy.
 */
public final class DenoisingAutoencoder implements Recipe {

    private static final Option<PixelCorruption> CORRUPTION = Option.choice(
            "corruption",
            PixelCorruption.class,
            PixelCorruption.MASKING,
            "gaussian adds noise, masking blackens pixels, salt-and-pepper turns them black or white.");
    private static final Option<Double> AMOUNT = Option.positive(
            "amount",
            0.3,
            1,
            "",
            "Share of the pixels that are corrupted; of gaussian its deviation for images from 0 to 1.");

    @Override
    public String name() {
        return "denoising-autoencoder";
    }

    @Override
    public String summary() {
        return "Denoising autoencoder: clean samples out of corrupted ones, for features that hold";
    }

    @Override
    public String paper() {
        return "Vincent, Larochelle, Bengio, Manzagol 2008, Extracting and Composing Robust Features with Denoising"
                + " Autoencoders, doi:10.1145/1390156.1390294; Vincent, Larochelle, Lajoie, Bengio, Manzagol 2010, Stacked"
                + " Denoising Autoencoders, JMLR 11";
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(
                        AutoencoderOptions.all(128).stream(),
                        Stream.<Option<?>>of(AutoencoderOptions.LOSS, CORRUPTION, AMOUNT))
                .toList();
    }

    @Override
    public int defaultBatch() {
        return 100;
    }

    @Override
    public Budget defaultBudget() {
        return new Budget(0, 20, 4.5);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        PixelCorruption corruption = options.get(CORRUPTION);
        double amount = options.get(AMOUNT);
        return AutoencoderOptions.plan(
                options, samples, (clean, chance) -> corruption.apply(clean, amount, chance), device, random);
    }
}
