package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.objective.MutualInformation;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * InfoGAN: part of the generator's input is a code that can be read off what it makes, found without any label. The discriminator's body also
 * ends in Q(c | x), the guess of the code; the bound of the mutual information L_I is raised by both players, as in the authors' code: {@code
 * min over G, Q, max over D of V(D, G) - lambda L_I(G, Q)} (equation 6).
 *
 * <p>The categorical code is what the generator is asked for: "code 0" to "code 9", of which {@code cardigan generate --label} takes one. The continuous
 * codes are the last values of z. All of z is uniform in [-1, 1), codes and noise, as in the authors' code for MNIST. Records {@code information},
 * the bound for the categorical code, and {@code continuous_information}, in nats.
 *
 * <p>Where it deviates from the paper: the networks of {@link DcganNetworks}; Q has no hidden layer of its own; the deviations that Q says are
 * held above 0.05 ({@link MutualInformation#continuous}).
 */
public final class Infogan implements Recipe {

    private static final Option<Integer> NOISE = Option.integer(
            GanOptions.LATENT.name(), 62, 1, 4096, "values", "Noise in the generator's input z, uniform in [-1, 1).");
    private static final Option<Integer> CATEGORIES =
            Option.integer("categories", 10, 2, 1000, "values", "Values of the categorical code.");
    private static final Option<Integer> CONTINUOUS = Option.integer(
            "continuous", 2, 0, 1000, "codes", "Continuous codes: the last values of z, uniform in [-1, 1).");
    private static final Option<Double> WEIGHT =
            Option.below("information-weight", 1, 1000, "", "Weight of the categorical code's information, lambda.");
    private static final Option<Double> CONTINUOUS_WEIGHT =
            Option.below("continuous-weight", 0.1, 1000, "", "Weight of the continuous codes' information.");

    @Override
    public String name() {
        return "infogan";
    }

    @Override
    public String summary() {
        return "InfoGAN: finds codes such as the kind of digit and its slant, without labels";
    }

    @Override
    public String paper() {
        return "Chen, Duan, Houthooft, Schulman, Sutskever, Abbeel 2016, InfoGAN: Interpretable Representation Learning by"
                + " Information Maximizing Generative Adversarial Nets, arXiv:1606.03657";
    }

    @Override
    public List<Option<?>> options() {
        return OptionLists.of(
                List.of(DcganHeads.WIDTH, DcganHeads.DROPOUT, NOISE, CATEGORIES, CONTINUOUS, WEIGHT, CONTINUOUS_WEIGHT),
                GanOptions.all());
    }

    @Override
    public int defaultBatch() {
        return 32;
    }

    @Override
    public Budget defaultBudget() {
        return new Budget(3500, 0, 4.5);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        Shape sample = samples.shape();
        int noise = options.get(NOISE);
        int categories = options.get(CATEGORIES);
        int continuous = options.get(CONTINUOUS);
        Conditions code = Conditions.of(
                IntStream.range(0, categories).mapToObj(i -> "code " + i).toList());
        Generator generator =
                DcganHeads.generator(options, sample, Latent.uniform(noise + continuous), code, device, random);
        HeadedDiscriminator discriminator =
                DcganHeads.discriminator(options, sample, 1 + categories + 2 * continuous, device, random);
        NonSaturatingLoss gan = new NonSaturatingLoss();
        Codes codes = new Codes(noise, categories, continuous);
        Scalar lambda = new Scalar(options.get(WEIGHT).doubleValue());
        Scalar continuousLambda = new Scalar(options.get(CONTINUOUS_WEIGHT).doubleValue());

        Player g = GanOptions.generator(options, generator.network(), List.of());
        Player d = GanOptions.discriminator(options, discriminator.network(), List.of());
        int repeats = options.get(GanOptions.DISCRIMINATOR_STEPS);
        Phase discriminatorPhase = new Phase("discriminator", d, repeats, step -> {
            var verdicts = discriminator.ofBoth(step.real(), step.fakeWithoutHistory(), step.pass());
            HeadedDiscriminator.Verdict real = verdicts.get(0);
            HeadedDiscriminator.Verdict fake = verdicts.get(1);
            Tensor categorical = codes.categorical(fake, step);
            Tensor values = codes.continuous(fake, step);
            step.record("d_real", gan.read(real.score()).mean());
            step.record("d_fake", gan.read(fake.score()).mean());
            step.record("information", categorical);
            step.record("continuous_information", values);
            return gan.discriminatorLoss(real.score(), fake.score())
                    .sub(categorical.mul(lambda))
                    .sub(values.mul(continuousLambda));
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            HeadedDiscriminator.Verdict fake = discriminator.of(step.fake(), step.pass());
            return gan.generatorLoss(fake.score())
                    .sub(codes.categorical(fake, step).mul(lambda))
                    .sub(codes.continuous(fake, step).mul(continuousLambda));
        });
        return new Plan(generator, List.of(g, d), List.of(discriminatorPhase, generatorPhase));
    }

    /**
     * Where codes and guesses lie: z is noise and then continuous codes; after the score come the categorical code's logits, then means and log
     * variances of the continuous ones. Both methods give L_I.
     */
    private record Codes(int noise, int categories, int continuous) {

        Tensor categorical(HeadedDiscriminator.Verdict fake, Step step) {
            return MutualInformation.categorical(fake.after(0, categories), step.fakeLabels());
        }

        Tensor continuous(HeadedDiscriminator.Verdict fake, Step step) {
            return MutualInformation.continuous(
                    fake.after(categories, continuous),
                    fake.after(categories + continuous, continuous),
                    step.z().narrow(1, noise, continuous));
        }
    }
}
