package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generators of one dense layer, for which the right answer is known. */
class LatentSearchTest {

    private static final Shape SAMPLE = Shape.image(1, 4, 4);
    private static final SearchSettings EXACT = new SearchSettings(4, 400, 0.1, 0, 3);

    private final List<Network> networks = new ArrayList<>();

    @BeforeEach
    void oneThread() {
        Natives.setThreads(1);
    }

    @AfterEach
    void close() {
        networks.forEach(Network::close);
    }

    /** {@code x = W z + b} with drawn W and b. */
    private Generator linear(Latent latent) {
        Generator generator = Generator.build(
                latent, Sequential.of(Dense.of(16), Reshape.to(1, 4, 4)), Device.cpu(), new RandomSource(8));
        networks.add(generator.network());
        return generator;
    }

    /** {@code x = z}. */
    private Generator identity(Latent latent) {
        Generator generator = linear(latent);
        float[] eye = new float[256];
        for (int i = 0; i < 16; i++) {
            eye[i * 17] = 1;
        }
        generator.network().load(Map.of("0.weight", eye, "0.bias", new float[16]));
        return generator;
    }

    private static PixelLoss pixels(float[] target) {
        return new PixelLoss(target, SAMPLE, Device.cpu());
    }

    private static double cosine(float[] a, double[] b) {
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < b.length; i++) {
            dot += a[i] * b[i];
            squares += b[i] * b[i];
        }
        return dot / Latents.length(a) / Math.sqrt(squares);
    }

    /** Sixteen pixels of six unknowns: one latent makes the target, and every restart must find it. */
    @Test
    void theLatentOfALinearGeneratorIsFound() {
        Generator generator = linear(Latent.normal(6));
        float[] z = Latents.of(generator.latent(), 77);
        float[] target = Latents.generate(generator, List.of(z));
        for (Found found : LatentSearch.run(generator, pixels(target), EXACT)) {
            assertThat(found.loss()).isLessThan(1e-6);
            for (int i = 0; i < 6; i++) {
                assertThat(found.z()[i]).isCloseTo(z[i], within(5e-3f));
            }
            for (int i = 0; i < 16; i++) {
                assertThat(found.sample()[i]).isCloseTo(target[i], within(5e-3f));
            }
        }
    }

    /** With x = z the best latent in the box is the target cut off at its sides. */
    @Test
    void uniformLatentsStayInTheirBox() {
        Generator generator = identity(Latent.uniform(16));
        float[] target = new float[16];
        float[] nearest = new float[16];
        for (int i = 0; i < 16; i++) {
            target[i] = (i - 8) / 5f; // from -1.6 to 1.4
            nearest[i] = Math.max(-1, Math.min(1, target[i]));
        }
        Found best = LatentSearch.run(generator, pixels(target), EXACT).get(0);
        for (int i = 0; i < 16; i++) {
            assertThat(Math.abs(best.z()[i])).isLessThanOrEqualTo(1);
            // values beyond a side are drawn again for half of the way, so they come near it, not exactly
            // onto it
            assertThat(best.z()[i]).isCloseTo(nearest[i], within(0.05f));
        }
    }

    /**
     * For a linear score {@code w z / s} the optimum lies along w, where {@code |w| / s = prior / d (r - (d - 1) / r)}: a quadratic in
     * the length r.
     */
    @Test
    void theBestLatentForALinearPreferenceIsTheClosedForm() {
        int d = 16;
        Generator generator = identity(Latent.normal(d));
        double[] weights = new double[d];
        double squares = 0;
        for (int i = 0; i < d; i++) {
            weights[i] = Math.sin(i + 1);
            squares += weights[i] * weights[i];
        }
        RidgeRegression preference = new RidgeRegression(weights, 0.5, 1, 1, 3, 2);
        double prior = 1.5;
        Found best = LatentSearch.run(
                        generator,
                        new PreferenceLoss(preference, LatentFeatures.LATENTS, Device.cpu()),
                        new SearchSettings(3, 1500, 0.1, prior, 3))
                .get(0);
        double a = Math.sqrt(squares) / 2 * d / prior;
        double length = (a + Math.sqrt(a * a + 4 * (d - 1))) / 2;
        assertThat(Latents.length(best.z())).isCloseTo(length, within(1e-2 * length));
        assertThat(cosine(best.z(), weights)).isGreaterThan(0.9999);
        assertThat(best.loss()).isCloseTo(-(preference.predict(best.z()) - 3) / 2, within(1e-4));
    }

    /**
     * Two classes with logits 0 and u z: the optimum lies along u, where the gain {@code |u| s(-|u| r)} of the log probability
     * equals the slope {@code prior / d (r - (d - 1) / r)} of the prior.
     */
    @Test
    void theBestLatentForAClassIsWhereItsGainEqualsThePriorsSlope() {
        int d = 16;
        double prior = 1;
        Generator generator = identity(Latent.normal(d));
        Network network =
                Network.build(Sequential.of(new Flatten(), Dense.of(2)), SAMPLE, Device.cpu(), new RandomSource(1));
        networks.add(network);
        float[] weights = new float[2 * d];
        double[] u = new double[d];
        double squares = 0;
        for (int i = 0; i < d; i++) {
            u[i] = 0.1 * Math.cos(i);
            weights[d + i] = (float) u[i];
            squares += u[i] * u[i];
        }
        network.load(Map.of("1.weight", weights, "1.bias", new float[2]));
        ClassLoss loss = new ClassLoss(new Classifier(network, List.of("no", "yes")), 1);

        List<Found> all = LatentSearch.run(generator, loss, new SearchSettings(4, 1500, 0.1, prior, 3));

        double r = Latents.length(all.get(0).z());
        double gain = Math.sqrt(squares) / (1 + Math.exp(Math.sqrt(squares) * r));
        assertThat(cosine(all.get(0).z(), u)).isGreaterThan(0.999);
        assertThat(prior / d * (r - (d - 1) / r)).isCloseTo(gain, within(2e-3));
        assertThat(all.get(0).loss()).isCloseTo(Math.log1p(Math.exp(-Math.sqrt(squares) * r)), within(1e-3));
        assertThat(all).isSortedAccordingTo(Comparator.comparingDouble(Found::total));
    }

    /** The chi density of the length is highest at the square root of d - 1. */
    @Test
    void withoutAnAimThePriorLeadsToTheLengthOfMostLatents() {
        Generator generator = identity(Latent.normal(16));
        LatentLoss nothing = (z, samples) -> samples.flatten(1, -1).select(1, 0).mul(new Scalar(0.0));
        for (Found found : LatentSearch.run(generator, nothing, new SearchSettings(4, 400, 0.1, 1, 3))) {
            assertThat(Latents.length(found.z())).isCloseTo(Math.sqrt(15), within(0.01));
        }
    }

    @Test
    void noStepsTakeTheBestOfTheStarts() {
        Generator generator = identity(Latent.normal(16));
        float[] target = Latents.of(generator.latent(), 3, 2); // start 2 of seed 3, itself
        List<Found> found = LatentSearch.run(generator, pixels(target), new SearchSettings(4, 0, 0.1, 0, 3));
        assertThat(found.get(0).restart()).isEqualTo(2);
        assertThat(found.get(0).z()).isEqualTo(target);
        assertThat(found.get(0).loss()).isZero();
        assertThat(found).hasSize(4);
    }

    @Test
    void theSameSeedFindsTheSameAndTheGeneratorIsLeftAsItWas() {
        Generator generator = linear(Latent.uniform(6));
        float[] weights = Tensors.toFloats(generator.network().parameters().vector());
        float[] target = new float[16];
        SearchSettings settings = new SearchSettings(3, 30, 0.2, 0, 5);
        Found first = LatentSearch.run(generator, pixels(target), settings).get(0);
        List<Double> shares = new ArrayList<>();
        Found again = LatentSearch.run(generator, pixels(target), settings, shares::add)
                .get(0);
        assertThat(shares).hasSize(30).isSorted().endsWith(1.0);
        assertThat(again.z()).isEqualTo(first.z());
        assertThat(Tensors.toFloats(generator.network().parameters().vector())).isEqualTo(weights);
        assertThat(Tensors.toFloats(generator.network().parameters().gradient()))
                .containsOnly(0f);
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        Generator generator = identity(Latent.normal(16));
        PixelLoss other = new PixelLoss(new float[4], Shape.image(1, 2, 2), Device.cpu());
        assertThatThrownBy(() -> LatentSearch.run(generator, other, EXACT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a target of shape [1, 4, 4]");
        LatentLoss broken = (z, samples) -> samples.flatten(1, -1).select(1, 0).mul(new Scalar(Double.NaN));
        assertThatThrownBy(() -> LatentSearch.run(generator, broken, EXACT))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new SearchSettings(0, 1, 0.1, 0, 1)).hasMessage("expected 1 to 1024 restarts, got 0");
        assertThatThrownBy(() -> new SearchSettings(1, -1, 0.1, 0, 1)).hasMessageContaining("steps, got -1");
        assertThatThrownBy(() -> new SearchSettings(1, 1, Double.NaN, 0, 1)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new SearchSettings(1, 1, 0.1, -1, 1)).hasMessageContaining("got -1.0");
    }

    @Test
    void aClassOrAShapeThatDoesNotFitIsRefused() {
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(2)), Shape.image(1, 5, 5), Device.cpu(), new RandomSource(1));
        networks.add(network);
        Classifier classifier = new Classifier(network, List.of("no", "yes"));
        assertThatThrownBy(() -> new ClassLoss(classifier, 2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a label from 0 to 1, got 2");
        assertThatThrownBy(() -> LatentSearch.run(identity(Latent.normal(16)), new ClassLoss(classifier, 0), EXACT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a generator of [1, 5, 5]", "got one of [1, 4, 4]");
    }
}
