package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.objective.CrossEntropy;
import io.github.cardigan.training.SideTask;
import io.github.cardigan.training.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Auxiliary classifier GAN: the generator is asked for a class, and the discriminator, which is not told it, names the class beside judging.
 * The paper's equations 2 and 3, as losses to be made small: {@code -L_S} is that of a GAN, {@code -L_C} the cross entropy of real and of
 * generated samples; the discriminator minimises {@code -L_S - L_C}, the generator {@code -L_C} beside its own. Records {@code aux_accuracy}, the
 * share of real samples whose class is named right.
 *
 * <p>Where it deviates from the paper: the networks of {@link DcganNetworks}; the generator's part of L_S is the non-saturating one, unless {@code
 * objective} says another.
 */
public final class Acgan extends ConvolutionalGan {

    private static final Option<Double> CLASS_WEIGHT =
            Option.below("class-weight", 1, 1000, "", "Weight of the classes, L_C, beside the source, L_S.");

    @Override
    public String name() {
        return "acgan";
    }

    @Override
    public String summary() {
        return "Auxiliary classifier GAN: asked for a class, judged by one who names classes";
    }

    @Override
    public String paper() {
        return "Odena, Olah, Shlens 2016, Conditional Image Synthesis With Auxiliary Classifier GANs, arXiv:1610.09585";
    }

    @Override
    List<Option<?>> networkOptions() {
        List<Option<?>> options = new ArrayList<>(super.networkOptions());
        options.add(CLASS_WEIGHT);
        return options;
    }

    @Override
    Conditions asked(OptionValues options, Samples samples) {
        return Conditions.of(samples.requireLabels(name()).classes());
    }

    @Override
    Conditions told(OptionValues options, Samples samples) {
        return Conditions.NONE;
    }

    @Override
    int answers(OptionValues options, Samples samples) {
        return samples.classes().size();
    }

    @Override
    Optional<SideTask> sideTask(OptionValues options, Samples samples) {
        return Optional.of(new Naming(options.get(CLASS_WEIGHT)));
    }

    /** To name the class of real and of generated samples: -L_C. */
    private record Naming(double weight) implements SideTask {

        private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy(0);

        @Override
        public Tensor discriminatorLoss(Tensor real, Tensor fake, Step step) {
            step.record("aux_accuracy", CrossEntropy.accuracy(real, step.labels()));
            return CROSS_ENTROPY
                    .loss(real, step.labels())
                    .add(CROSS_ENTROPY.loss(fake, step.fakeLabels()))
                    .mul(new Scalar(weight));
        }

        @Override
        public Tensor generatorLoss(Tensor fake, Step step) {
            return CROSS_ENTROPY.loss(fake, step.fakeLabels()).mul(new Scalar(weight));
        }
    }
}
