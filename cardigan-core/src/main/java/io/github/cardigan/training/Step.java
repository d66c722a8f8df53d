package io.github.cardigan.training;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The data of one iteration: real samples, and generated ones made when first asked for. One generator pass serves both players:
 * the discriminator sees the fakes without their history, the generator with it.
 */
public final class Step {

    private final Generator generator;
    private final Tensor real;
    private final Tensor labels;
    private final Tensor z;
    private final RandomSource random;
    private final boolean sharesFakes;
    private final List<Map.Entry<String, Tensor>> values = new ArrayList<>();
    private @Nullable Tensor fake;

    Step(Generator generator, Tensor real, Tensor labels, RandomSource random, boolean sharesFakes) {
        this.generator = generator;
        this.real = real;
        this.labels = labels;
        this.random = random;
        this.sharesFakes = sharesFakes;
        z = generator.sampleLatent(Math.toIntExact(real.size(0)), random);
    }

    /** Real samples {@code [N, ...shape]} in [-1, 1]. */
    public Tensor real() {
        return real;
    }

    /** The real samples' labels {@code [N]}, 64-bit integers; -1 without labels. */
    public Tensor labels() {
        return labels;
    }

    /** The latent samples behind the fakes, {@code [N, latent]}. */
    public Tensor z() {
        return z;
    }

    /** Generated samples G(z) {@code [N, ...shape]} with history to the generator's parameters. */
    public Tensor fake() {
        if (fake == null) {
            generator.network().trainable(true);
            fake = generator.generate(z, pass());
        }
        return fake;
    }

    /** The same generated samples without history, for the discriminator. */
    public Tensor fakeWithoutHistory() {
        if (sharesFakes) {
            return fake().detach();
        }
        try (NoGrad noGrad = new NoGrad()) {
            return generator.generate(z, pass());
        }
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
}
