package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.TranslationLosses.first;
import static io.github.cardigan.recipe.TranslationLosses.guide;
import static io.github.cardigan.recipe.TranslationLosses.scores;
import static io.github.cardigan.recipe.TranslationLosses.second;

import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.BothWays;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Retouch;
import io.github.cardigan.network.Translator;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Step;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Makeup transfer, PairedCycleGAN: G puts the makeup of a face y on a face x without, F takes it off. Five losses (Chang et al. 2018, section 3.2): G's
 * results are to look like made-up faces and F's like plain ones (adversarial, D_Y and D_X); taking off what was put on gives x again,
 * {@code ||F(G(x, y)) - x||_1} (identity); putting it back, with the result as the reference, gives y again,
 * {@code ||G(F(y), G(x, y)) - y||_1} (style); and a fifth network judges whether two faces wear the same makeup, shown y beside a
 * rough transfer W(x, y) for yes and y beside G(x, y) for no (style discriminator, D_S).
 *
 * <p>The data says W where it knows it, as {@code makeup} does; of two domains without it, the other four losses are left.
 *
 * <p>Where it deviates from the paper: one pair of networks for the whole face, not one for each of eyes, lips and skin; both answer with a change of
 * their input; critics of patches.
 */
public final class MakeupRecipe implements Recipe {

    private static final Option<Double> ADVERSARIAL =
            Option.below("adversarial", 0.1, 1e6, "", "Weight of looking like faces of the target, made up or plain.");
    private static final Option<Double> STYLE_JUDGED = Option.below(
            "style-judged", 0.1, 1e6, "", "Weight of the style discriminator; needs data that has a rough transfer.");
    private static final Option<Double> IDENTITY =
            Option.below("identity", 1, 1e6, "", "Weight of getting the plain face back.");
    private static final Option<Double> STYLE =
            Option.below("style", 1, 1e6, "", "Weight of getting the made-up face back.");

    /** What the generators make in one step. */
    private record Made(Tensor styled, Tensor plain) {}

    @Override
    public String name() {
        return "makeup";
    }

    @Override
    public String summary() {
        return "PairedCycleGAN: the makeup of one face on another, and off again";
    }

    @Override
    public String paper() {
        return "Chang, Lu, Yu, Finkelstein 2018, PairedCycleGAN: Asymmetric Style Transfer for Applying and Removing Makeup,"
                + " CVPR 2018";
    }

    @Override
    public List<Option<?>> options() {
        return OptionLists.of(
                List.of(ADVERSARIAL, STYLE_JUDGED, IDENTITY, STYLE, ObjectiveOptions.OBJECTIVE),
                TranslationOptions.all());
    }

    @Override
    public boolean samplesAreTwoImages() {
        return true;
    }

    @Override
    public int defaultBatch() {
        return 4;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(20);
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        ImagePair pair = samples.requireDomains(name());
        pair.requireEqualChannels(name());
        TranslationOptions.refuseUnboundedCritics(options);
        Shape face = pair.first(samples.shape());
        int channels = face.channels();
        Shape beside = Shape.image(2 * channels, face.height(), face.width());
        Translator translator = new Translator(Network.build(
                new BothWays(
                        new Retouch(TranslationOptions.generator(options, beside, channels)),
                        new Retouch(TranslationOptions.generator(options, face, channels)),
                        channels),
                beside,
                device,
                random,
                TranslationNetworks::start));
        Translator remover = translator.backward().orElseThrow();
        Network judgeX = TranslationOptions.judge(options, face, device, random);
        Network judgeY = TranslationOptions.judge(options, face, device, random);
        boolean guided = pair.guideChannels() > 0 && options.get(STYLE_JUDGED) > 0;
        List<Player> judges = new ArrayList<>(List.of(
                GanOptions.discriminator("discriminator-plain", options, judgeX),
                GanOptions.discriminator("discriminator-styled", options, judgeY)));
        Network judgeS = guided ? TranslationOptions.judge(options, beside, device, random) : judgeY;
        if (guided) {
            judges.add(GanOptions.discriminator("discriminator-style", options, judgeS));
        }
        Player g = GanOptions.generator(options, translator.network(), List.of());
        Objective objective = ObjectiveOptions.objective(options);
        Augmentation augmentation = TranslationOptions.augmentation(options, samples.shape());

        Phase discriminatorPhase = new Phase("discriminator", judges, 1, iteration -> true, step -> {
            Tensor all = TranslationLosses.augmented(step, augmentation);
            Tensor x = first(all, pair);
            Tensor y = second(all, pair);
            Tensor styled = made(step, translator, remover, x, y).styled().detach();
            Tensor plain = made(step, translator, remover, x, y).plain().detach();
            Tensor realX = scores(judgeX, x, step.pass());
            Tensor realY = scores(judgeY, y, step.pass());
            Tensor fakeX = scores(judgeX, plain, step.pass());
            Tensor fakeY = scores(judgeY, styled, step.pass());
            step.record("d_real", TranslationLosses.meanReading(objective, realX, realY));
            step.record("d_fake", TranslationLosses.meanReading(objective, fakeX, fakeY));
            Tensor loss = objective.discriminatorLoss(realX, fakeX).add(objective.discriminatorLoss(realY, fakeY));
            return guided
                    ? loss.add(objective.discriminatorLoss(
                            scores(judgeS, beside(y, guide(all, pair)), step.pass()),
                            scores(judgeS, beside(y, styled), step.pass())))
                    : loss;
        });
        Phase generatorPhase = new Phase("generator", g, 1, step -> {
            Tensor all = TranslationLosses.augmented(step, augmentation);
            Tensor x = first(all, pair);
            Tensor y = second(all, pair);
            Made made = made(step, translator, remover, x, y);
            Tensor identity = TranslationLosses.distance(remover.translate(made.styled(), step.pass()), x);
            Tensor style =
                    TranslationLosses.distance(translator.translate(made.plain(), made.styled(), step.pass()), y);
            step.record("identity", identity);
            step.record("style", style);
            Tensor loss = objective
                    .generatorLoss(scores(judgeY, made.styled(), step.pass()))
                    .add(objective.generatorLoss(scores(judgeX, made.plain(), step.pass())))
                    .mul(weight(options, ADVERSARIAL))
                    .add(identity.mul(weight(options, IDENTITY)))
                    .add(style.mul(weight(options, STYLE)));
            return guided
                    ? loss.add(objective
                            .generatorLoss(scores(judgeS, beside(y, made.styled()), step.pass()))
                            .mul(weight(options, STYLE_JUDGED)))
                    : loss;
        });
        List<Player> players = new ArrayList<>(List.of(g));
        players.addAll(judges);
        return new Plan(translator, players, List.of(discriminatorPhase, generatorPhase));
    }

    /** G(x, y) and F(y) with their history, made once for all players. */
    private static Made made(Step step, Translator translator, Translator remover, Tensor x, Tensor y) {
        Network both = translator.network();
        return new Made(
                step.onceThrough(both, "styled", () -> translator.translate(x, y, step.pass())),
                step.onceThrough(both, "plain", () -> remover.translate(y, step.pass())));
    }

    private static Tensor beside(Tensor image, Tensor other) {
        return torch.cat(new TensorVector(image, other), 1);
    }

    private static Scalar weight(OptionValues options, Option<Double> option) {
        return new Scalar(options.get(option).doubleValue());
    }
}
