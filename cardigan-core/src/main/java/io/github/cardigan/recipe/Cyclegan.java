package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.TranslationLosses.distance;
import static io.github.cardigan.recipe.TranslationLosses.first;
import static io.github.cardigan.recipe.TranslationLosses.scores;
import static io.github.cardigan.recipe.TranslationLosses.second;

import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.BothWays;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Translator;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.ImagePool;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Image to image without pairs: G goes from domain A to B, F back, a critic for each domain judges patches, and who goes there and back is to
 * arrive where he began: {@code L_GAN(G, D_B) + L_GAN(F, D_A) + lambda (E|F(G(a)) - a| + E|G(F(b)) - b|)} (Zhu et al. 2017, equations 1 to
 * 3), with what a translator makes of an image that is of its own target already kept near that image (section 5.2). Critics see the
 * translations of earlier steps, too ({@link ImagePool}). No image is ever compared with the one it is sampled beside.
 *
 * <p>Where it deviates from the paper's code: the critics move first, on translations that are made once for both; instance norm has a scale and a shift;
 * images are moved by mirrored borders where they crop from a larger image.
 */
public final class Cyclegan implements Recipe {

    private static final Option<Double> CYCLE =
            Option.below("cycle", 10, 1e6, "", "Weight of the distance between an image and its way there and back.");
    private static final Option<Double> IDENTITY = Option.below(
            "identity",
            0.5,
            1e3,
            "of cycle",
            "Weight of what is done to images of the target; needs domains with equally many channels, else nothing.");
    private static final Option<Double> ADVERSARIAL = Option.below(
            "adversarial",
            2,
            1e6,
            "",
            "Weight of the adversarial loss; 2 is the paper's with least-squares, which halves it, 1 with others.");
    private static final Option<Integer> POOL =
            Option.integer("pool", 50, 0, 10_000, "images", "Translations of earlier steps that each critic is shown.");

    @Override
    public String name() {
        return "cyclegan";
    }

    @Override
    public String summary() {
        return "CycleGAN: images of one domain to another and back, from two sets without pairs";
    }

    @Override
    public String paper() {
        return "Zhu, Park, Isola, Efros 2017, Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial"
                + " Networks, arXiv:1703.10593";
    }

    @Override
    public List<Option<?>> options() {
        return OptionLists.of(
                List.of(
                        CYCLE,
                        IDENTITY,
                        ADVERSARIAL,
                        POOL,
                        ObjectiveOptions.OBJECTIVE.withDefault(ObjectiveKind.LEAST_SQUARES),
                        TranslationOptions.GENERATOR.withDefault(TranslationNetworks.Kind.RESNET)),
                TranslationOptions.all());
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

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requireDomains(name());
        TranslationOptions.refuseUnboundedCritics(options);
        Shape a = pair.first(samples.shape());
        Shape b = pair.second(samples.shape());
        Translator translator = new Translator(Network.build(
                new BothWays(
                        TranslationOptions.generator(options, a, b.channels()),
                        TranslationOptions.generator(options, b, a.channels()),
                        0),
                a,
                device,
                random,
                TranslationNetworks::start));
        Network criticA = TranslationOptions.judge(options, a, device, random);
        Network criticB = TranslationOptions.judge(options, b, device, random);
        // G and F are parts of one network: one player with one optimizer, one average of weights, one file
        Player g = GanOptions.generator(options, translator.network(), List.of());
        Player dA = GanOptions.discriminator("discriminator-a", options, criticA);
        Player dB = GanOptions.discriminator("discriminator-b", options, criticB);
        ImagePool poolA = new ImagePool("pool-a", options.get(POOL), a, device);
        ImagePool poolB = new ImagePool("pool-b", options.get(POOL), b, device);
        Game game = new Game(
                options,
                pair,
                TranslationOptions.augmentation(options, samples.shape()),
                translator,
                translator.backward().orElseThrow(),
                criticA,
                criticB,
                ObjectiveOptions.objective(options));
        return new Plan(
                translator,
                Optional.empty(),
                List.of(g, dA, dB),
                List.of(
                        new Phase(
                                "discriminator",
                                List.of(dA, dB),
                                1,
                                iteration -> true,
                                step -> game.criticsLoss(step, poolA, poolB)),
                        new Phase("generator", g, 1, game::generatorLoss)),
                List.of(poolA, poolB));
    }

    /** Both ways, who judges them, and what each of them minimises. */
    private record Game(
            OptionValues options,
            ImagePair pair,
            Augmentation augmentation,
            Translator there,
            Translator back,
            Network criticA,
            Network criticB,
            Objective objective) {

        /** {@code L_D(D_A) + L_D(D_B)}; translations may be of earlier steps. With least squares each is half of two means, the paper's halving. */
        Tensor criticsLoss(Step step, ImagePool poolA, ImagePool poolB) {
            Tensor both = TranslationLosses.augmented(step, augmentation);
            Tensor shownA = poolA.exchange(madeA(step, second(both, pair)).detach(), step.random());
            Tensor shownB = poolB.exchange(madeB(step, first(both, pair)).detach(), step.random());
            Tensor realA = scores(criticA, first(both, pair), step.pass());
            Tensor realB = scores(criticB, second(both, pair), step.pass());
            Tensor fakeA = scores(criticA, shownA, step.pass());
            Tensor fakeB = scores(criticB, shownB, step.pass());
            step.record("d_real", TranslationLosses.meanReading(objective, realA, realB));
            step.record("d_fake", TranslationLosses.meanReading(objective, fakeA, fakeB));
            return objective.discriminatorLoss(realA, fakeA).add(objective.discriminatorLoss(realB, fakeB));
        }

        /** {@code adversarial (L_G(D_B, G(a)) + L_G(D_A, F(b))) + cycle (E|F(G(a)) - a| + E|G(F(b)) - b|) + kept}. */
        Tensor generatorLoss(Step step) {
            Tensor both = TranslationLosses.augmented(step, augmentation);
            Tensor realA = first(both, pair);
            Tensor realB = second(both, pair);
            Tensor fakeB = madeB(step, realA);
            Tensor fakeA = madeA(step, realB);
            Tensor adversarial = objective
                    .generatorLoss(scores(criticB, fakeB, step.pass()))
                    .add(objective.generatorLoss(scores(criticA, fakeA, step.pass())));
            Tensor thereAndBack = distance(back.translate(fakeB, step.pass()), realA)
                    .add(distance(there.translate(fakeA, step.pass()), realB));
            step.record("cycle", thereAndBack);
            Tensor loss = adversarial
                    .mul(new Scalar(options.get(ADVERSARIAL)))
                    .add(thereAndBack.mul(new Scalar(options.get(CYCLE))));
            return keeps() ? loss.add(kept(step, realA, realB)) : loss;
        }

        private boolean keeps() {
            return pair.firstChannels() == pair.secondChannels() && options.get(IDENTITY) > 0;
        }

        /** {@code identity cycle (E|G(b) - b| + E|F(a) - a|)} (section 5.2). */
        private Tensor kept(Step step, Tensor realA, Tensor realB) {
            Tensor kept = distance(there.translate(realB, step.pass()), realB)
                    .add(distance(back.translate(realA, step.pass()), realA));
            step.record("identity", kept);
            return kept.mul(new Scalar(options.get(IDENTITY) * options.get(CYCLE)));
        }

        /** G(a), made once for both moves. */
        private Tensor madeB(Step step, Tensor realA) {
            return step.onceThrough(there.network(), "b", () -> there.translate(realA, step.pass()));
        }

        /** F(b), made once for both moves. */
        private Tensor madeA(Step step, Tensor realB) {
            return step.onceThrough(there.network(), "a", () -> back.translate(realB, step.pass()));
        }
    }
}
