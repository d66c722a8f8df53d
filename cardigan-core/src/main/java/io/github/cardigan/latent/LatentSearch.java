package io.github.cardigan.latent;

import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Pass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradient descent on z with the generator frozen, from several starts in one batch: {@code min loss(z, G(z)) + weight prior(z)}.
 * With a {@link PixelLoss} this inverts an image; with a {@link ClassLoss} or a {@link PreferenceLoss} it designs one.
 *
 * <pre>{@code
 * Found best = LatentSearch.run(generator, new PixelLoss(image, shape, device), SearchSettings.inversion(42)).get(0);
 * }</pre>
 */
public final class LatentSearch {

    /** From this share of the steps on, uniform latents are cut off at their bounds instead of drawn again. */
    private static final double SETTLING = 0.5;

    private final Generator generator;
    private final LatentLoss loss;
    private final SearchSettings settings;
    private final LatentPrior prior;
    private final float[][] bestZ;
    private final double[][] best; // loss, prior, total

    private LatentSearch(Generator generator, LatentLoss loss, SearchSettings settings) {
        this.generator = generator;
        this.loss = loss;
        this.settings = settings;
        prior = new LatentPrior(generator.latent());
        bestZ = new float[settings.restarts()][];
        best = new double[settings.restarts()][];
    }

    /**
     * Searches from the latents 0 to {@code restarts - 1} of the settings' seed. The same seed finds the same on one machine with
     * the same number of threads.
     *
     * @param generator is left frozen
     * @return the best latent of each restart's way, the best of all first
     * @throws io.github.cardigan.ConfigurationException if the loss cannot judge this generator's samples
     * @throws DivergenceException if a loss is no finite number
     */
    public static List<Found> run(Generator generator, LatentLoss loss, SearchSettings settings) {
        return run(generator, loss, settings, share -> {});
    }

    /**
     * The same, watched.
     *
     * @param progress told after each step what share of them is done, above 0 up to 1
     */
    public static List<Found> run(
            Generator generator, LatentLoss loss, SearchSettings settings, DoubleConsumer progress) {
        List<float[]> starts = Latents.row(generator.latent(), settings.seed(), settings.restarts());
        return run(generator, loss, settings, starts, progress);
    }

    /** The same from other starts, {@code settings.restarts()} of them. */
    public static List<Found> run(
            Generator generator,
            LatentLoss loss,
            SearchSettings settings,
            List<float[]> starts,
            DoubleConsumer progress) {
        if (starts.size() != settings.restarts()) {
            throw new IllegalArgumentException("expected " + settings.restarts() + " starts, got " + starts.size());
        }
        loss.requireShape(generator.shape());
        generator.network().trainable(false);
        return new LatentSearch(generator, loss, settings).search(starts, progress);
    }

    private List<Found> search(List<float[]> starts, DoubleConsumer watcher) {
        int size = generator.latent().size();
        RandomSource random = new RandomSource(settings.seed()).split(-1);
        try (FlatTensors z = FlatTensors.parameters(
                        Map.of("z", new long[] {starts.size(), size}),
                        generator.network().device());
                Adam adam = new Adam(z, 0.9, 0.999, 1e-8)) {
            Tensors.fill(z.vector(), Latents.joined(starts, size, starts.size()));
            for (int step = 0; step < settings.steps(); step++) {
                double progress = (double) step / settings.steps();
                descend(z, true);
                adam.step(settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * progress)));
                prior.keepInside(z, progress >= SETTLING, random);
                watcher.accept((step + 1.0) / settings.steps());
            }
            descend(z, false);
        }
        return ranked();
    }

    /** Looks at where z is, and leaves the gradient there. */
    private void descend(FlatTensors flat, boolean backward) {
        flat.zeroGradient();
        try (TensorScope scope = new TensorScope()) {
            Tensor z = Objects.requireNonNull(flat.views().get("z")); // [restarts, latent.size]
            Tensor samples = generator.generate(z, Pass.inference());
            Tensor losses = loss.perSample(z, samples); // [restarts]
            Tensor priors = prior.perSample(z); // [restarts]
            Tensor totals = losses.add(priors.mul(new Scalar(settings.prior())));
            note(Tensors.toFloats(z), Tensors.toFloats(losses), Tensors.toFloats(priors));
            if (backward) {
                totals.sum().backward();
            }
        }
    }

    private void note(float[] z, float[] losses, float[] priors) {
        int size = generator.latent().size();
        for (int i = 0; i < losses.length; i++) {
            double total = losses[i] + settings.prior() * priors[i];
            if (!Double.isFinite(total)) {
                throw new DivergenceException(
                        "expected a finite loss, got " + losses[i] + " with prior " + priors[i] + " in restart " + i,
                        "take a smaller learning rate");
            }
            if (best[i] == null || total < best[i][2]) {
                best[i] = new double[] {losses[i], priors[i], total};
                bestZ[i] = Arrays.copyOfRange(z, i * size, (i + 1) * size);
            }
        }
    }

    private List<Found> ranked() {
        int elements = generator.shape().elements();
        float[] samples = Latents.generate(generator, Arrays.asList(bestZ));
        return IntStream.range(0, best.length)
                .mapToObj(i -> new Found(
                        i,
                        bestZ[i],
                        Arrays.copyOfRange(samples, i * elements, (i + 1) * elements),
                        best[i][0],
                        best[i][1],
                        best[i][2]))
                .sorted(Comparator.comparingDouble(Found::total))
                .toList();
    }
}
