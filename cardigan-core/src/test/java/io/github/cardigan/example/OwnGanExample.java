package io.github.cardigan.example;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.ConvTranspose2d;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LeakyRelu;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.objective.LeastSquaresLoss;
import io.github.cardigan.training.AdversarialGame;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A GAN of your own, from layers to pictures: least squares loss on the drawn digits. */
public final class OwnGanExample {

    private static final Layer GENERATOR = Sequential.of( // [N, 64]
            Dense.of(64 * 7 * 7).withoutBias(),
            BatchNorm.of(),
            Activation.RELU,
            Reshape.to(64, 7, 7), // [N, 64, 7, 7]
            ConvTranspose2d.of(32, 4, 2).withoutBias(), // [N, 32, 14, 14]
            BatchNorm.of(),
            Activation.RELU,
            ConvTranspose2d.of(1, 4, 2), // [N, 1, 28, 28]
            Activation.TANH);

    private static final Layer DISCRIMINATOR = Sequential.of( // [N, 1, 28, 28]
            Conv2d.of(32, 5, 2), // [N, 32, 14, 14]
            new LeakyRelu(0.2),
            Conv2d.of(64, 5, 2), // [N, 64, 7, 7]
            new LeakyRelu(0.2),
            new Flatten(),
            Dense.of(1)); // one score per image

    private OwnGanExample() {}

    /** Trains for two epochs and writes the model and a picture. */
    public static void main(String... arguments) throws IOException {
        train(Path.of(arguments[0]), 32, Budget.epochs(2));
    }

    static void train(Path out, int batch, Budget budget) throws IOException {
        try (Dataset digits = EmbeddedSets.open("digits", null).orElseThrow();
                Trainer trainer = new Trainer(
                        plan(digits), digits, TrainingSettings.defaults(42).withBatch(batch))) {
            trainer.run(budget);
            long steps = trainer.position().step();
            Model.save(out.resolve("model"), trainer.product(), "own-gan", digits.name(), steps, digits.classes());
        }
        try (Model model = Model.load(out.resolve("model"), Device.cpu())) {
            Files.write(out.resolve("digits.png"), model.grid(64, 8, 42)); // 64 images, 8 in a row, seed 42
        }
    }

    /** Two networks, two players, two moves. */
    private static Plan plan(Dataset data) {
        RandomSource random = new RandomSource(42);
        Generator generator = Generator.build(Latent.normal(64), GENERATOR, Device.cpu(), random);
        Discriminator discriminator = Discriminator.build(data.shape(), DISCRIMINATOR, Device.cpu(), random);

        Player g = new Player("generator", generator.network(), adam(generator.network()), 2e-4);
        Player d = new Player("discriminator", discriminator.network(), adam(discriminator.network()), 2e-4);
        AdversarialGame game = AdversarialGame.of(discriminator, new LeastSquaresLoss());
        return new Plan(generator, List.of(g, d), List.of(game.discriminatorPhase(d, 1), game.generatorPhase(g)));
    }

    private static Adam adam(Network network) {
        return new Adam(network.parameters(), 0.5, 0.999, 1e-8);
    }
}
