package io.github.cardigan.training;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Sgd;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.objective.CrossEntropy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A classifier of a few weights on the tiny images, for tests. */
public final class TinyClassifier {

    public static final List<String> CLASSES = List.of("low", "high", "odd");

    private TinyClassifier() {}

    public static Plan plan(long seed) {
        Natives.setThreads(1);
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(8), BatchNorm.of(), new Dropout(0.1), Dense.of(3)),
                TinyGan.SAMPLE,
                Device.cpu(),
                new RandomSource(seed));
        Classifier classifier = new Classifier(network, CLASSES);
        Player player = new Player("classifier", network, new Sgd(network.parameters(), 0.9, 0), 0.05);
        return new Plan(classifier, List.of(player), List.of(new Phase("classifier", player, 1, step -> {
            Augmentation augmentation = new Augmentation(1, true, true);
            return new CrossEntropy(0)
                    .loss(
                            classifier.logits(
                                    augmentation.apply(step.real(), step.pass().random()), step.pass()),
                            step.labels());
        })));
    }

    /** Batch 4, with an average. */
    public static Trainer trainer(long seed) {
        return trainer(plan(seed), seed);
    }

    private static Trainer trainer(Plan plan, long seed) {
        return new Trainer(plan, data(), new TrainingSettings(4, 1, seed, Device.cpu(), Precision.FP32, 0.9));
    }

    /** The same, which is asked to stop in the midst of a step. */
    public static Trainer trainerStoppedIn(long step, long seed) {
        Plan plan = plan(seed);
        Phase phase = plan.phases().get(0);
        AtomicReference<Trainer> trainer = new AtomicReference<>();
        Phase stopping = new Phase(phase.name(), phase.player(), 1, data -> {
            if (trainer.get().position().step() + 1 == step) {
                trainer.get().stopSignal().request();
            }
            return phase.loss().of(data);
        });
        trainer.set(trainer(new Plan(plan.product(), plan.players(), List.of(stopping)), seed));
        return trainer.get();
    }

    /** The tiny images, labelled 0, 1, 2, 0, 1, 2, ... */
    public static Dataset data() {
        Dataset images = TinyGan.data();
        return new Dataset() {
            @Override
            public String name() {
                return "tiny";
            }

            @Override
            public Shape shape() {
                return images.shape();
            }

            @Override
            public int size() {
                return images.size();
            }

            @Override
            public List<String> classes() {
                return CLASSES;
            }

            @Override
            public int label(int index) {
                return index % 3;
            }

            @Override
            public void read(int index, float[] target, int offset) {
                images.read(index, target, offset);
            }

            @Override
            public String fingerprint() {
                return "1".repeat(64);
            }
        };
    }
}
