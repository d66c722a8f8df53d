package io.github.cardigan.training;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Dropout;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.objective.Objective;
import java.util.List;

/** A GAN of a few hundred weights on 4x4 images, for tests: a step takes a millisecond. */
public final class TinyGan {

    public static final Shape SAMPLE = Shape.image(1, 4, 4);
    public static final int LATENT = 6;

    private TinyGan() {}

    /** With everything that carries state: batch norm, dropout, Adam. */
    public static Plan plan(long seed) {
        return plan(seed, 1);
    }

    public static Plan plan(long seed, int discriminatorSteps) {
        return plan(seed, discriminatorSteps, generatorLayers(), discriminatorLayers());
    }

    public static Plan plan(long seed, int discriminatorSteps, Layer generatorLayers, Layer discriminatorLayers) {
        return plan(seed, discriminatorSteps, generatorLayers, discriminatorLayers, new NonSaturatingLoss());
    }

    public static Plan plan(
            long seed, int discriminatorSteps, Layer generatorLayers, Layer discriminatorLayers, Objective objective) {
        Natives.setThreads(1);
        RandomSource random = new RandomSource(seed);
        Generator generator = Generator.build(Latent.normal(LATENT), generatorLayers, Device.cpu(), random);
        Discriminator discriminator = Discriminator.build(SAMPLE, discriminatorLayers, Device.cpu(), random);
        Player g = new Player("generator", generator.network(), adam(generator.network()), 2e-3);
        Player d = new Player("discriminator", discriminator.network(), adam(discriminator.network()), 2e-3);
        return new Plan(
                generator,
                List.of(g, d),
                List.of(
                        AdversarialGame.of(discriminator, objective).discriminatorPhase(d, discriminatorSteps),
                        AdversarialGame.of(discriminator, objective).generatorPhase(g)));
    }

    private static Adam adam(io.github.cardigan.network.Network network) {
        return new Adam(network.parameters(), 0.5, 0.999, 1e-8);
    }

    public static Layer generatorLayers() {
        return Sequential.of(
                Dense.of(8), BatchNorm.of(), new LeakyRelu(0.2), Dense.of(16), Reshape.to(1, 4, 4), Activation.TANH);
    }

    public static Layer discriminatorLayers() {
        return Sequential.of(new Flatten(), Dense.of(8), new LeakyRelu(0.2), new Dropout(0.3), Dense.of(1));
    }

    /** The same without batch norm and dropout: each sample goes its own way. */
    public static Layer plainGeneratorLayers() {
        return Sequential.of(Dense.of(8), Activation.TANH, Dense.of(16), Reshape.to(1, 4, 4), Activation.TANH);
    }

    public static Layer plainDiscriminatorLayers() {
        return Sequential.of(new Flatten(), Dense.of(8), Activation.TANH, Dense.of(1));
    }

    /** Batch 4, with an average. */
    public static TrainingSettings settings(long seed) {
        return new TrainingSettings(4, 1, seed, Device.cpu(), Precision.FP32, 0.9);
    }

    /** Of a plan with that objective. */
    public static Trainer trainer(long seed, Objective objective) {
        return new Trainer(plan(seed, 1, generatorLayers(), discriminatorLayers(), objective), data(), settings(seed));
    }

    public static Trainer trainer(long seed) {
        return new Trainer(plan(seed), data(), settings(seed));
    }

    /** Twenty-three different images. */
    public static Dataset data() {
        return new Data();
    }

    private record Data() implements Dataset {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public Shape shape() {
            return SAMPLE;
        }

        @Override
        public int size() {
            return 23;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            for (int i = 0; i < 16; i++) {
                target[offset + i] = (float) StrictMath.sin(index + 0.7 * i);
            }
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }
    }
}
