package io.github.cardigan.recipe;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.objective.CrossEntropy;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Auxiliary classifier GAN: the generator is asked for a class, and the discriminator, which is not told it, names the class beside judging.
 * The paper's equations 2 and 3, as losses to be made small: {@code -L_S} is that of a GAN, {@code -L_C} the cross entropy of real and of
 * generated samples; the discriminator minimises {@code -L_S - L_C}, the generator {@code -L_C} beside its own. Records {@code aux_accuracy}, the
 * share of real samples whose class is named right.
 *
 * <p>Where it deviates from the paper: the networks of {@link DcganNetworks}; the generator's part of L_S is the non-saturating one.
 */
public final class Acgan implements Recipe {

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
    public List<Option<?>> options() {
        return OptionLists.of(List.of(DcganHeads.WIDTH, DcganHeads.DROPOUT, CLASS_WEIGHT), GanOptions.all());
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
        Conditions conditions = Conditions.of(samples.requireLabels(name()).classes());
        Shape sample = samples.shape();
        int classes = conditions.classes().size();
        Latent latent = Latent.normal(options.get(GanOptions.LATENT));
        Generator generator = DcganHeads.generator(options, sample, latent, conditions, device, random);
        HeadedDiscriminator discriminator = DcganHeads.discriminator(options, sample, 1 + classes, device, random);
        NonSaturatingLoss source = new NonSaturatingLoss();
        CrossEntropy crossEntropy = new CrossEntropy(0);
        Scalar weight = new Scalar(options.get(CLASS_WEIGHT).doubleValue());

        Player g = GanOptions.generator(options, generator.network(), List.of());
        Player d = GanOptions.discriminator(options, discriminator.network(), List.of());
        int repeats = options.get(GanOptions.DISCRIMINATOR_STEPS);
        Phase discriminatorPhase = new Phase("discriminator", d, repeats, step -> {
            var verdicts = discriminator.ofBoth(step.real(), step.fakeWithoutHistory(), step.pass());
            HeadedDiscriminator.Verdict real = verdicts.get(0);
            HeadedDiscriminator.Verdict fake = verdicts.get(1);
            step.record("d_real", source.read(real.score()).mean());
            step.record("d_fake", source.read(fake.score()).mean());
            step.record("aux_accuracy", CrossEntropy.accuracy(real.after(0, classes), step.labels()));
            Tensor named = crossEntropy
                    .loss(real.after(0, classes), step.labels())
                    .add(crossEntropy.loss(fake.after(0, classes), step.fakeLabels()));
            return source.discriminatorLoss(real.score(), fake.score()).add(named.mul(weight));
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            HeadedDiscriminator.Verdict fake = discriminator.of(step.fake(), step.pass());
            Tensor named = crossEntropy.loss(fake.after(0, classes), step.fakeLabels());
            return source.generatorLoss(fake.score()).add(named.mul(weight));
        });
        return new Plan(generator, List.of(g, d), List.of(discriminatorPhase, generatorPhase));
    }
}
