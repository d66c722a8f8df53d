package io.github.cardigan.training;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The data of one iteration: real samples and, where the training makes a generator, generated ones, made when first asked for. One
 * generator pass serves both players: the discriminator sees the fakes without their history, the generator with it. A history is
 * walked back once, and holds for the weights it was made with: after a move that used it, or moved the generator, the next one gets
 * new fakes.
 */
public final class Step {

    private final @Nullable Generator generator;
    private final @Nullable Tensor z;
    private final Tensor real;
    private final Tensor labels;
    private final RandomSource random;
    private final boolean sharesFakes;
    private final List<Map.Entry<String, Tensor>> values = new ArrayList<>();
    private @Nullable Tensor fake;
    private boolean historyUsed;

    Step(Product product, Tensor real, Tensor labels, RandomSource random, boolean sharesFakes) {
        this.real = real;
        this.labels = labels;
        this.random = random;
        this.sharesFakes = sharesFakes;
        generator = product instanceof Generator made ? made : null;
        z = generator == null ? null : generator.sampleLatent(Math.toIntExact(real.size(0)), random);
    }

    /** Real samples {@code [N, ...shape]} in [-1, 1]. */
    public Tensor real() {
        return real;
    }

    /** The real samples' labels {@code [N]}, 64-bit integers; -1 without labels. */
    public Tensor labels() {
        return labels;
    }

    /**
     * The latent samples behind the fakes, {@code [N, latent]}.
     *
     * @throws IllegalStateException if the training makes no generator
     */
    public Tensor z() {
        return present(z);
    }

    /**
     * Generated samples G(z) {@code [N, ...shape]} with history to the generator's parameters.
     *
     * @throws IllegalStateException if the training makes no generator
     */
    public Tensor fake() {
        historyUsed = true;
        return shared();
    }

    /**
     * The same generated samples without history, for the discriminator.
     *
     * @throws IllegalStateException if the training makes no generator
     */
    public Tensor fakeWithoutHistory() {
        if (sharesFakes) {
            return shared().detach();
        }
        try (NoGrad noGrad = new NoGrad()) {
            return present(generator).generate(z(), pass());
        }
    }

    private Tensor shared() {
        if (fake == null) {
            Generator g = present(generator);
            g.network().trainable(true);
            fake = g.generate(z(), pass());
        }
        return fake;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "expected a training whose product is a generator, got a classifier's: its steps have no latents and no fakes");
        }
        return value;
    }

    /** A training pass with this run's random numbers. */
    public Pass pass() {
        return Pass.training(random);
    }

    /** Records a scalar under a name, lower case with underscores, for progress and statistics. */
    public void record(String name, Tensor value) {
        values.add(Map.entry(name, value.detach()));
    }

    List<Map.Entry<String, Tensor>> values() {
        return values;
    }

    /** A player has moved: fakes whose history is used up, or whose generator is no longer the same, are forgotten. */
    void moved(boolean generatorMoved) {
        if (historyUsed || generatorMoved) {
            fake = null;
            historyUsed = false;
        }
    }
}
