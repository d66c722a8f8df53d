package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.TranslationLosses.first;
import static io.github.cardigan.recipe.TranslationLosses.second;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.TurnedPairs;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Image to image from pairs: a network translates, another judges patches of the translation beside its source, and pixels are to be near the
 * pair's other image: {@code G minimises L_GAN(G, D) + lambda E|y - G(x)|} (Isola et al. 2016, equation 4). Networks of {@link
 * TranslationNetworks}.
 *
 * <p>Where it deviates from the paper and its code: instance norm with statistics of its own by default, which is batch norm of a batch of
 * one; a trained model drops the same elements always, so that it answers an image always alike; images are moved by mirrored
 * borders where they crop from a larger image.
 */
public final class Pix2pix implements Recipe {

    /** From which image of a pair to which. */
    enum Direction {
        /** From the first, the left one, to the second. */
        AB,
        /** From the second to the first. */
        BA
    }

    private static final Option<Direction> DIRECTION = Option.choice(
            "direction", Direction.class, Direction.AB, "From a pair's first image to its second, or from B to A.");
    private static final Option<Double> L1 =
            Option.below("l1", 100, 1e6, "", "Weight of the mean distance of pixels in the generator's loss.");
    private static final Option<Double> ADVERSARIAL = Option.below(
            "adversarial", 1, 1e6, "", "Weight of the adversarial loss; 0 leaves the network to its pixels.");

    @Override
    public String name() {
        return "pix2pix";
    }

    @Override
    public String summary() {
        return "Pix2Pix: one image to another, from pairs, judged by patches";
    }

    @Override
    public String paper() {
        return "Isola, Zhu, Zhou, Efros 2016, Image-to-Image Translation with Conditional Adversarial Networks,"
                + " arXiv:1611.07004";
    }

    @Override
    public List<Option<?>> options() {
        return OptionLists.of(
                List.of(DIRECTION, L1, ADVERSARIAL, ObjectiveOptions.OBJECTIVE), TranslationOptions.all());
    }

    @Override
    public boolean samplesAreTwoImages() {
        return true;
    }

    @Override
    public int defaultBatch() {
        return 1;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(200);
    }

    /** With the image that is read first, whatever the direction. */
    @Override
    public Holdout holdOut(OptionValues options, Dataset data, long seed) {
        boolean turned = options.get(DIRECTION) == Direction.BA && data.pair().isPresent();
        return Holdout.nothing(turned ? new TurnedPairs(data) : data);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requirePairs(name());
        TranslationOptions.refuseUnboundedCritics(options);
        Shape input = pair.first(samples.shape());
        Translator translator = new Translator(Network.build(
                TranslationOptions.generator(options, input, pair.secondChannels()),
                input,
                device,
                random,
                TranslationNetworks::start));
        Network judge = TranslationOptions.judge(options, samples.shape(), device, random);
        Player g = GanOptions.generator(options, translator.network(), List.of());
        Player d = GanOptions.discriminator(options, judge, List.of());
        Objective objective = ObjectiveOptions.objective(options);
        Augmentation augmentation = TranslationOptions.augmentation(options, samples.shape());
        Scalar half = new Scalar(0.5); // slows the discriminator down against the generator, as in the paper
        Scalar adversarial = new Scalar(options.get(ADVERSARIAL).doubleValue());
        Scalar l1 = new Scalar(options.get(L1).doubleValue());

        Phase discriminatorPhase = new Phase("discriminator", d, 1, step -> {
            Tensor both = TranslationLosses.augmented(step, augmentation);
            Tensor source = first(both, pair);
            Tensor fake = translated(step, translator, source).detach();
            Tensor real = scores(judge, source, second(both, pair), step.pass());
            Tensor fakes = scores(judge, source, fake, step.pass());
            step.record("d_real", objective.read(real).mean());
            step.record("d_fake", objective.read(fakes).mean());
            return objective.discriminatorLoss(real, fakes).mul(half);
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            Tensor both = TranslationLosses.augmented(step, augmentation);
            Tensor source = first(both, pair);
            Tensor fake = translated(step, translator, source);
            Tensor distance = TranslationLosses.distance(fake, second(both, pair));
            step.record("l1", distance);
            Tensor loss = distance.mul(l1);
            if (options.get(ADVERSARIAL) > 0) {
                loss = loss.add(objective
                        .generatorLoss(scores(judge, source, fake, step.pass()))
                        .mul(adversarial));
            }
            return loss;
        });
        List<Phase> phases =
                options.get(ADVERSARIAL) > 0 ? List.of(discriminatorPhase, generatorPhase) : List.of(generatorPhase);
        return new Plan(translator, List.of(g, d), phases);
    }

    /** G(x) with its history, made once for both players. */
    private static Tensor translated(Step step, Translator translator, Tensor source) {
        return step.onceThrough(translator.network(), "translation", () -> translator.translate(source, step.pass()));
    }

    /** A score for every patch of an image beside its source: {@code [N h w]}. */
    private static Tensor scores(Network judge, Tensor source, Tensor image, Pass pass) {
        return TranslationLosses.scores(judge, torch.cat(new TensorVector(source, image), 1), pass);
    }
}
