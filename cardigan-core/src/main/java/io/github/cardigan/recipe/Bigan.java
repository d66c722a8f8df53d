package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Diversity;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Bidirectional GAN: beside the generator an encoder, its inverse, which no reconstruction is ever asked of. The discriminator judges pairs, (x, E(x))
 * against (G(z), z), and can be fooled only if E inverts G (theorem 2). The product is an autoencoder with the prior N(0, I): it embeds, reconstructs
 * and generates. Encoder and generator move together, on the same equation with the pairs' roles exchanged (section 3.4).
 *
 * <p>Where it deviates from the papers: z is normal, as in ALI, not uniform; 512 units, not 1024, and no weight decay; with conv networks those of
 * {@link DcganNetworks}, whose discriminator sees the code behind its convolutions. E is deterministic, as in BiGAN.
 */
public final class Bigan implements Recipe {

    private static final Option<Integer> LATENT = Option.integer(
            GanOptions.LATENT.name(), 50, 1, 4096, "values", "Values of a code, and of z, drawn from N(0, 1).");
    private static final Option<Integer> HIDDEN =
            Option.integer("hidden", 512, 4, 8192, "units", "Units of each dense layer between.");
    private static final Option<Double> GENERATOR_RATE = GanOptions.GENERATOR_RATE.withDefault(2e-4);
    private static final Option<Double> DISCRIMINATOR_RATE = GanOptions.DISCRIMINATOR_RATE.withDefault(2e-4);

    @Override
    public String name() {
        return "bigan";
    }

    @Override
    public String summary() {
        return "Bidirectional GAN: a generator and its inverse; embeds, reconstructs and generates";
    }

    @Override
    public String paper() {
        return "Donahue, Kraehenbuehl, Darrell 2016, Adversarial Feature Learning, arXiv:1605.09782; Dumoulin, Belghazi, Poole,"
                + " Mastropietro, Lamb, Arjovsky, Courville 2016, Adversarially Learned Inference, arXiv:1606.00704";
    }

    @Override
    public List<Option<?>> options() {
        return OptionLists.of(
                List.of(
                        NetworkKind.OPTION,
                        HIDDEN,
                        ConvolutionalGan.WIDTH,
                        ConvolutionalGan.DROPOUT,
                        LATENT,
                        GENERATOR_RATE,
                        DISCRIMINATOR_RATE),
                GanOptions.all());
    }

    @Override
    public int defaultBatch() {
        return 128;
    }

    @Override
    public Budget defaultBudget() {
        return new Budget(20_000, 0, 4.5);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        Shape sample = samples.shape();
        Latent latent = Latent.normal(options.get(LATENT));
        BiganNetworks networks = new BiganNetworks(
                NetworkKind.of(options, sample),
                sample,
                latent.size(),
                options.get(HIDDEN),
                options.get(ConvolutionalGan.WIDTH));
        Autoencoder both = new Autoencoder(
                Network.build(networks.encoderAndGenerator(), sample, device, random, networks::start),
                Optional.of(latent));
        Discriminator discriminator = new Discriminator(Network.build(
                networks.discriminator(options.get(ConvolutionalGan.DROPOUT)),
                Shape.of(sample.elements() + latent.size()),
                device,
                random,
                networks::start));
        NonSaturatingLoss objective = new NonSaturatingLoss();

        Player eg = GanOptions.generator(options, both.network(), List.of());
        Player d = GanOptions.discriminator(options, discriminator.network(), List.of());
        Phase discriminatorPhase = new Phase("discriminator", d, options.get(GanOptions.DISCRIMINATOR_STEPS), step -> {
            Tensor encoded = realPairs(both, step).detach();
            Tensor generated = BesideCode.pair(step.fakeWithoutHistory(), step.z());
            List<Tensor> scores = discriminator.scoreBoth(encoded, generated, step.pass());
            step.record("d_real", objective.read(scores.get(0)).mean());
            Diversity.record(step, step.fakeWithoutHistory());
            step.record("d_fake", objective.read(scores.get(1)).mean());
            return objective.discriminatorLoss(scores.get(0), scores.get(1));
        });
        Phase generatorPhase = new Phase("generator", eg, 1, step -> {
            Tensor generated = BesideCode.pair(step.fake(), step.z());
            List<Tensor> scores = discriminator.scoreBoth(realPairs(both, step), generated, step.pass());
            return objective.discriminatorLoss(scores.get(1), scores.get(0)); // the generated pairs are to be real
        });
        return new Plan(both, List.of(eg, d), List.of(discriminatorPhase, generatorPhase));
    }

    /** (x, E(x)), {@code [N, elements + code]}. */
    private static Tensor realPairs(Autoencoder both, Step step) {
        return BesideCode.pair(step.real(), both.encode(step.real(), step.labels(), step.pass()));
    }
}
