package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Latent;
import io.github.cardigan.objective.MutualInformation;
import io.github.cardigan.training.SideTask;
import io.github.cardigan.training.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
public final class Infogan extends ConvolutionalGan {

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
    List<Option<?>> networkOptions() {
        List<Option<?>> options = new ArrayList<>(super.networkOptions());
        options.addAll(List.of(CATEGORIES, CONTINUOUS, WEIGHT, CONTINUOUS_WEIGHT));
        return options;
    }

    @Override
    List<Option<?>> changedDefaults() {
        return List.of(NOISE);
    }

    @Override
    Conditions asked(OptionValues options, Samples samples) {
        return Conditions.of(IntStream.range(0, options.get(CATEGORIES))
                .mapToObj(i -> "code " + i)
                .toList());
    }

    @Override
    Conditions told(OptionValues options, Samples samples) {
        return Conditions.NONE;
    }

    @Override
    Latent latent(OptionValues options) {
        return Latent.uniform(options.get(NOISE) + options.get(CONTINUOUS));
    }

    @Override
    int answers(OptionValues options, Samples samples) {
        return options.get(CATEGORIES) + 2 * options.get(CONTINUOUS);
    }

    @Override
    Optional<SideTask> sideTask(OptionValues options, Samples samples) {
        return Optional.of(new Information(
                options.get(NOISE),
                options.get(CATEGORIES),
                options.get(CONTINUOUS),
                options.get(WEIGHT),
                options.get(CONTINUOUS_WEIGHT)));
    }

    /**
     * To guess the codes, -lambda L_I. z is noise and then continuous codes; answers are the categorical code's logits, then means and log variances of
     * the continuous ones.
     */
    private record Information(int noise, int categories, int continuous, double weight, double continuousWeight)
            implements SideTask {

        @Override
        public Tensor discriminatorLoss(Tensor real, Tensor fake, Step step) {
            step.record("information", categorical(fake, step));
            step.record("continuous_information", continuous(fake, step));
            return generatorLoss(fake, step);
        }

        @Override
        public Tensor generatorLoss(Tensor fake, Step step) {
            return categorical(fake, step)
                    .mul(new Scalar(-weight))
                    .sub(continuous(fake, step).mul(new Scalar(continuousWeight)));
        }

        private Tensor categorical(Tensor fake, Step step) {
            return MutualInformation.categorical(fake.narrow(1, 0, categories), step.fakeLabels());
        }

        private Tensor continuous(Tensor fake, Step step) {
            return MutualInformation.continuous(
                    fake.narrow(1, categories, continuous),
                    fake.narrow(1, categories + continuous, continuous),
                    step.z().narrow(1, noise, continuous));
        }
    }
}
