package io.github.cardigan.recipe;

import io.github.cardigan.attack.AdversarialTraining;
import io.github.cardigan.attack.RobustValidation;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.objective.CrossEntropy;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Validation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * Tells the classes of labelled images apart: the discriminative model that generators are judged with. One player, one move: cross
 * entropy on changed images ({@link Augmentation}), gradient descent with momentum under a one-cycle schedule. Networks of {@link
 * ClassifierNetworks}.
 *
 * <p>With {@code generated=PATH} a part of each batch are samples of that generator ({@link GeneratedBeside}).
 *
 * <p>With {@code adversarial=fgsm} or {@code pgd} it learns the worst images of a ball instead ({@link AdversarialTraining}; Madry et
 * al. 2017, arXiv:1706.06083; Wong et al. 2020, arXiv:2001.03994); its training accuracy is then that under attack, and the best model
 * is the one that holds best against another attack ({@link RobustValidation}).
 *
 * <p>Where it deviates from the papers: the one-cycle schedule and the average of the weights reach in a dozen epochs what their
 * schedules take 164 for (He et al.), up to the last points of accuracy.
 */
public final class ClassifierRecipe implements Recipe {

    @Override
    public String name() {
        return "classifier";
    }

    @Override
    public String summary() {
        return "Image classifier, LeNet or ResNet size: labels for images, and the features that generators are judged by";
    }

    @Override
    public String paper() {
        return "LeCun, Bottou, Bengio, Haffner 1998, Gradient-Based Learning Applied to Document Recognition;"
                + " He, Zhang, Ren, Sun 2015, Deep Residual Learning for Image Recognition, arXiv:1512.03385";
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(ClassifierOptions.all().stream(), AdversarialOptions.all().stream())
                .toList();
    }

    @Override
    public int defaultBatch() {
        return 128;
    }

    @Override
    public Budget defaultBudget() {
        return Budget.epochs(12);
    }

    @Override
    public int defaultEvaluateSteps() {
        return 500;
    }

    @Override
    public Holdout holdOut(OptionValues options, Dataset data, long seed) {
        double share = options.get(ClassifierOptions.VALIDATION);
        return share == 0 ? Holdout.nothing(data) : Holdout.share(data, share, seed);
    }

    @Override
    public List<Measure> measures(Dataset heldOut) {
        return List.of(new Validation(heldOut));
    }

    /** Of a hardened classifier what it reads under attack, too, and first: that chooses the best. */
    @Override
    public List<Measure> measures(OptionValues options, Dataset heldOut) {
        Measure clean = new Validation(heldOut);
        return AdversarialOptions.of(options)
                .<List<Measure>>map(hardened -> List.of(new RobustValidation(heldOut, hardened.ball()), clean))
                .orElse(List.of(clean));
    }

    @Override
    public Plan plan(OptionValues options, Samples samples, Device device, RandomSource random) {
        List<String> classes = samples.requireLabels(name()).classes();
        Shape sample = samples.shape();
        Augmentation augmentation = ClassifierOptions.augmentation(options, sample);
        augmentation.requireFit(sample);
        Layer layers = ClassifierOptions.layers(options, sample, classes.size());
        Classifier classifier =
                new Classifier(Network.build(layers, sample, device, random, ClassifierNetworks::start), classes);
        CrossEntropy objective = new CrossEntropy(options.get(ClassifierOptions.SMOOTHING));
        Optional<AdversarialTraining> adversarial = AdversarialOptions.of(options);
        Optional<GeneratedBeside> generated = GeneratedBeside.of(options, samples, device);
        Player player = ClassifierOptions.player(options, classifier.network());
        Phase phase = new Phase("classifier", player, 1, step -> {
            RandomSource chance = step.pass().random();
            GeneratedBeside.Labelled batch = generated
                    .map(more -> more.with(step.real(), step.labels(), chance))
                    .orElse(new GeneratedBeside.Labelled(step.real(), step.labels()));
            Tensor changed = augmentation.apply(batch.samples(), chance);
            Tensor learnt = adversarial.isEmpty()
                    ? changed
                    : adversarial.get().worst(classifier, changed, batch.labels(), chance);
            Tensor logits = classifier.logits(learnt, step.pass()); // [N, classes]
            step.record("accuracy", CrossEntropy.accuracy(logits, batch.labels()));
            return objective.loss(logits, batch.labels());
        });
        return new Plan(
                classifier, Optional.empty(), List.of(player), List.of(phase), GeneratedBeside.memories(generated));
    }
}
