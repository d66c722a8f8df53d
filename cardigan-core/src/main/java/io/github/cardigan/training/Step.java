package io.github.cardigan.training;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The data of one iteration: real samples and, where something generates, generated ones, made when first asked for. One
 * generator pass serves both players: the discriminator sees the fakes without their history, the generator with it. A history is
 * walked back once, and holds for the weights it was made with: after a move that used it, or moved the generator, the next one gets
 * new fakes.
 */
public final class Step {

    /**
     * Where in its training a step stands.
     *
     * @param iteration counted from 1
     * @param progress share of the budget used before it, in [0, 1]
     * @param random the run's random numbers
     */
    record Moment(long iteration, double progress, RandomSource random) {}

    /**
     * What makes the fakes.
     *
     * @param generator null where nothing does
     * @param asksLikeData whether it is asked for the classes of the real batch; else for any, each as often as the other
     * @param shared whether both players see the same fakes
     */
    record Fakes(@Nullable Generator generator, boolean asksLikeData, boolean shared) {}

    private record Made(Network network, Tensor tensor) {}

    private final Fakes fakes;
    private final @Nullable Tensor z;
    private final Tensor real;
    private final Tensor labels;
    private final Tensor fakeLabels;
    private final Moment moment;
    private final List<Map.Entry<String, Tensor>> values = new ArrayList<>();
    private final Map<String, Tensor> made = new HashMap<>();
    private final Map<String, Made> madeThrough = new HashMap<>();
    private @Nullable Tensor fake;
    private boolean historyUsed;

    Step(Tensor real, Tensor labels, Fakes fakes, Moment moment) {
        this.real = real;
        this.labels = labels;
        this.fakes = fakes;
        this.moment = moment;
        Generator generator = fakes.generator();
        int count = Math.toIntExact(real.size(0));
        z = generator == null ? null : generator.sampleLatent(count, moment.random());
        fakeLabels = generator == null || generator.conditions().none() || fakes.asksLikeData()
                ? labels
                : anyLabels(generator, count, moment.random());
    }

    private static Tensor anyLabels(Generator generator, int count, RandomSource random) {
        long[] any = new long[count];
        for (int i = 0; i < count; i++) {
            any[i] = random.nextInt(generator.conditions().classes().size());
        }
        return generator.network().device().move(Tensor.create(any));
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
     * What the fakes were asked to be, {@code [N]}, 64-bit integers: the real samples' labels where the generator knows the data's
     * classes, else any that it knows.
     */
    public Tensor fakeLabels() {
        return fakeLabels;
    }

    /**
     * The latent samples behind the fakes, {@code [N, latent]}.
     *
     * @throws IllegalStateException if nothing generates
     */
    public Tensor z() {
        return present(z);
    }

    /**
     * Generated samples G(z) {@code [N, ...shape]} with history to the generator's parameters.
     *
     * @throws IllegalStateException if nothing generates
     */
    public Tensor fake() {
        historyUsed = true;
        return shared();
    }

    /**
     * The same generated samples without history, for the discriminator.
     *
     * @throws IllegalStateException if nothing generates
     */
    public Tensor fakeWithoutHistory() {
        if (fakes.shared()) {
            return shared().detach();
        }
        try (NoGrad noGrad = new NoGrad()) {
            return present(fakes.generator()).generate(z(), fakeLabels, pass());
        }
    }

    /** What several phases of one iteration look at, without history; made when first asked for, owned by the iteration. */
    public Tensor once(String name, Supplier<Tensor> maker) {
        return made.computeIfAbsent(name, any -> maker.get());
    }

    /**
     * The same of what a network makes, with history to its parameters even where somebody else's move asks first, as fakes have it: whoever only
     * looks at it detaches it, the network's own move walks the history back. When the network has moved it is forgotten, and made anew by who
     * asks again. Where fakes are not shared, since several batches are accumulated, each move makes its own.
     *
     * @param network who makes it
     */
    public Tensor onceThrough(Network network, String name, Supplier<Tensor> maker) {
        if (!fakes.shared()) {
            return maker.get();
        }
        return madeThrough
                .computeIfAbsent(name, any -> {
                    network.trainable(true);
                    return new Made(network, maker.get());
                })
                .tensor();
    }

    private Tensor shared() {
        if (fake == null) {
            Generator g = present(fakes.generator());
            g.network().trainable(true);
            fake = g.generate(z(), fakeLabels, pass());
        }
        return fake;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "expected a training with a generator, got one without: its steps have no latents and no fakes");
        }
        return value;
    }

    /** A training pass with this run's random numbers. */
    public Pass pass() {
        return Pass.training(moment.random());
    }

    /** The run's random numbers. */
    public RandomSource random() {
        return moment.random();
    }

    /** Which iteration this is, counted from 1. */
    public long iteration() {
        return moment.iteration();
    }

    /** The share of the budget that was used before this iteration, in [0, 1]. */
    public double progress() {
        return moment.progress();
    }

    /** Records a scalar under a name, lower case with underscores, for progress and statistics. */
    public void record(String name, Tensor value) {
        values.add(Map.entry(name, value.detach()));
    }

    List<Map.Entry<String, Tensor>> values() {
        return values;
    }

    /** Players have moved: fakes whose history is used up, or whose generator is no longer the same, are forgotten, and what else they made. */
    void moved(List<Player> players, boolean generatorMoved) {
        madeThrough
                .values()
                .removeIf(made ->
                        players.stream().anyMatch(player -> player.network().holds(made.network())));
        if (historyUsed || generatorMoved) {
            fake = null;
            historyUsed = false;
        }
    }
}
