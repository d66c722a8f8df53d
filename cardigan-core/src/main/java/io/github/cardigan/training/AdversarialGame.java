package io.github.cardigan.training;

import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Discriminator.Verdict;
import io.github.cardigan.network.Packing;
import io.github.cardigan.network.Penultimate;
import io.github.cardigan.objective.FeatureMatching;
import io.github.cardigan.objective.LabelFlipping;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.objective.Regulariser;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The two alternating moves of a GAN (Goodfellow et al. 2014, algorithm 1): who judges, by which objective, at what price for steep slopes,
 * and through which eyes samples are seen.
 *
 * <p>Values recorded: {@code d_real}, the mean reading of D(x), {@code d_fake}, that of D(G(z)), {@code penalty}, the penalties with their
 * weights in the steps where there are any, and {@code diversity}, how far generated samples are apart, compared with real ones.
 *
 * @param discriminator the judge
 * @param objective what both players minimise
 * @param flipped how often a real and a generated sample change places before the discriminator, in [0, 0.5)
 * @param regularisers penalties in the discriminator's loss
 * @param sight what real and generated samples pass before they are judged
 * @param featureMatching weight of {@link FeatureMatching} in the generator's loss, 0 for none
 * @param watcher told the scores of real samples at each of the discriminator's moves
 * @param sideTask what the discriminator says beside its scores, if it does
 */
public record AdversarialGame(
        Discriminator discriminator,
        Objective objective,
        double flipped,
        List<Regulariser> regularisers,
        SampleTransform sight,
        double featureMatching,
        Consumer<Tensor> watcher,
        Optional<SideTask> sideTask) {

    public AdversarialGame {
        regularisers = List.copyOf(regularisers);
    }

    /** The plain game; samples are seen as they are. */
    public static AdversarialGame of(Discriminator discriminator, Objective objective) {
        SampleTransform asTheyAre = (samples, random, progress) -> samples;
        return new AdversarialGame(
                discriminator, objective, 0, List.of(), asTheyAre, 0, scores -> {}, Optional.empty());
    }

    public AdversarialGame flipping(double rate) {
        return new AdversarialGame(
                discriminator, objective, rate, regularisers, sight, featureMatching, watcher, sideTask);
    }

    public AdversarialGame priced(List<Regulariser> prices) {
        return new AdversarialGame(
                discriminator, objective, flipped, prices, sight, featureMatching, watcher, sideTask);
    }

    public AdversarialGame seenThrough(SampleTransform eyes) {
        return new AdversarialGame(
                discriminator, objective, flipped, regularisers, eyes, featureMatching, watcher, sideTask);
    }

    public AdversarialGame matchingFeatures(double weight) {
        return new AdversarialGame(discriminator, objective, flipped, regularisers, sight, weight, watcher, sideTask);
    }

    public AdversarialGame watchedBy(Consumer<Tensor> listener) {
        return new AdversarialGame(
                discriminator, objective, flipped, regularisers, sight, featureMatching, listener, sideTask);
    }

    public AdversarialGame beside(SideTask task) {
        return new AdversarialGame(
                discriminator, objective, flipped, regularisers, sight, featureMatching, watcher, Optional.of(task));
    }

    /** Real samples are to be told from generated ones; only the discriminator moves. */
    public Phase discriminatorPhase(Player player, int repeats) {
        return new Phase("discriminator", player, repeats, step -> {
            Tensor real = seen(step.real(), step);
            Tensor made = step.fakeWithoutHistory();
            Tensor fake = seen(made, step);
            List<Verdict> verdicts = discriminator.judgeBoth(real, step.labels(), fake, step.fakeLabels(), step.pass());
            Verdict ofReal = verdicts.get(0);
            Verdict ofFake = verdicts.get(1);
            step.record("d_real", objective.read(ofReal.scores()).mean());
            step.record("d_fake", objective.read(ofFake.scores()).mean());
            Diversity.record(step, made);
            watcher.accept(ofReal.scores());
            Objective told = flipped == 0 ? objective : new LabelFlipping(objective, flipped, step.random());
            Tensor loss = priced(told.discriminatorLoss(ofReal.scores(), ofFake.scores()), real, fake, step);
            return sideTask.map(task -> loss.add(task.discriminatorLoss(ofReal.answers(), ofFake.answers(), step)))
                    .orElse(loss);
        });
    }

    /** With the penalties that are due. */
    private Tensor priced(Tensor loss, Tensor real, Tensor fake, Step step) {
        for (Regulariser regulariser : regularisers) {
            if (regulariser.due(step.iteration() - 1)) {
                Tensor penalty = regulariser
                        .penalty()
                        .of(
                                samples -> discriminator.score(samples, step.labels(), step.pass()),
                                real,
                                fake,
                                step.random())
                        .mul(new Scalar(regulariser.factor()));
                step.record("penalty", penalty);
                loss = loss.add(penalty);
            }
        }
        return loss;
    }

    /** Generated samples are to be taken for real; only the generator moves. It sees real ones only where it compares with them. */
    public Phase generatorPhase(Player player) {
        return featureMatching > 0
                ? matchingPhase(player)
                : new Phase("generator", player, 1, step -> {
                    Verdict ofFake = discriminator.judge(seen(step.fake(), step), step.fakeLabels(), step.pass());
                    Tensor loss = objective.comparesWithReal()
                            ? objective.generatorLoss(realScores(step), ofFake.scores())
                            : objective.generatorLoss(ofFake.scores());
                    return understood(loss, ofFake, step);
                });
    }

    private Tensor understood(Tensor loss, Verdict ofFake, Step step) {
        return sideTask.map(task -> loss.add(task.generatorLoss(ofFake.answers(), step)))
                .orElse(loss);
    }

    private Tensor realScores(Step step) {
        return discriminator
                .score(seen(step.real(), step), step.labels(), step.pass())
                .detach();
    }

    private Phase matchingPhase(Player player) {
        Penultimate inside = Penultimate.of(discriminator.network());
        return new Phase("generator", player, 1, step -> {
            Penultimate.Values real = inside.forward(judged(step.real(), step.labels(), step), step.pass());
            Penultimate.Values fake = inside.forward(judged(step.fake(), step.fakeLabels(), step), step.pass());
            Tensor matching = FeatureMatching.loss(
                    real.features().detach().to(ScalarType.Float),
                    fake.features().to(ScalarType.Float));
            step.record("feature_distance", matching);
            Verdict ofFake = discriminator.verdict(fake.outputs());
            Tensor loss = objective.generatorLoss(ofFake.scores()).add(matching, new Scalar(featureMatching));
            return understood(loss, ofFake, step);
        });
    }

    private Tensor judged(Tensor samples, Tensor labels, Step step) {
        return Packing.pack(discriminator.conditions().beside(seen(samples, step), labels), discriminator.pack());
    }

    private Tensor seen(Tensor samples, Step step) {
        return sight.apply(samples, step.random(), step.progress());
    }
}
