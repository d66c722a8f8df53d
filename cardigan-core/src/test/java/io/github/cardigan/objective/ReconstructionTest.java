package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionTest {

    /** Two samples of one row of two pixels. */
    private static final double[] SAMPLES = {1, -1, 0.5, -0.2};

    private static final double[] OUTPUTS = {0.3, -2, 4, 0.1};

    static Stream<Reconstruction> all() {
        return Stream.of(
                new Reconstruction.SquaredError(),
                new Reconstruction.AbsoluteError(),
                new Reconstruction.Bernoulli(),
                new Reconstruction.Gaussian(0.7));
    }

    private static Tensor images(double... values) {
        return Tensor.create(values, values.length / 2, 1, 1, 2);
    }

    private static double[] losses(Reconstruction loss) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toDoubles(loss.of(images(OUTPUTS), images(SAMPLES)));
        }
    }

    @Test
    void errorsAreSumsOverEachSample() {
        assertThat(losses(new Reconstruction.SquaredError()))
                .containsExactly(new double[] {0.49 + 1, 12.25 + 0.09}, within(1e-12));
        assertThat(losses(new Reconstruction.AbsoluteError()))
                .containsExactly(new double[] {0.7 + 1, 3.5 + 0.3}, within(1e-12));
    }

    /** {@code -p log q - (1 - p) log(1 - q)} with q the probability itself; its derivative by the logit is {@code q - p}. */
    @Test
    void bernoulliIsTheCrossEntropyOfProbabilities() {
        double[] expected = new double[2];
        double[] slopes = new double[4];
        for (int i = 0; i < 4; i++) {
            double p = (SAMPLES[i] + 1) / 2;
            double q = 1 / (1 + StrictMath.exp(-OUTPUTS[i]));
            expected[i / 2] -= p * StrictMath.log(q) + (1 - p) * StrictMath.log(1 - q);
            slopes[i] = q - p;
        }
        assertThat(losses(new Reconstruction.Bernoulli())).containsExactly(expected, within(1e-12));
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = images(OUTPUTS).set_requires_grad(true);
            Tensor loss = new Reconstruction.Bernoulli().of(logits, images(SAMPLES));
            assertThat(Tensors.toDoubles(Gradients.of(loss.sum(), logits, false)))
                    .containsExactly(slopes, within(1e-12));
        }
    }

    /** All pixels of a coin flip: the entropy of a bit each, 0.6931 nats, whatever the sample. */
    @Test
    void anUndecidedPixelCostsABit() {
        try (TensorScope scope = new TensorScope()) {
            double[] costs = Tensors.toDoubles(new Reconstruction.Bernoulli().of(images(0, 0, 0, 0), images(SAMPLES)));
            assertThat(costs).containsExactly(new double[] {1.3862943611, 1.3862943611}, within(1e-9));
        }
    }

    /** Single precision, as in training: right and sure costs nothing, wrong and sure the logit; no infinity times zero. */
    @Test
    void extremeLogitsStayFinite() {
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = Tensor.create(new float[] {1e4f, -1e4f, 1e4f, -1e4f}, 2, 2);
            Tensor samples = Tensor.create(new float[] {1, -1, -1, 1}, 2, 2);
            assertThat(Tensors.toFloats(new Reconstruction.Bernoulli().of(logits, samples)))
                    .containsExactly(0, 2e4f);
        }
    }

    /** Twice log sqrt(2 pi) = 0.9189385332 at the mean of N(0, 1); half a squared deviation and log sigma beside it elsewhere. */
    @Test
    void gaussianIsTheNegativeLogDensity() {
        try (TensorScope scope = new TensorScope()) {
            Reconstruction standard = new Reconstruction.Gaussian(1);
            assertThat(standard.of(images(0, 0), images(0, 0)).item_double()).isCloseTo(1.8378770664, within(1e-9));
            Reconstruction narrow = new Reconstruction.Gaussian(0.5);
            double density = StrictMath.exp(-0.5 * 4) / (0.5 * StrictMath.sqrt(2 * Math.PI)); // two deviations off
            assertThat(narrow.of(images(0.25, -0.75), images(-0.75, 0.25)).item_double())
                    .isCloseTo(-2 * StrictMath.log(density), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void vectorsAndImagesCostTheSame(Reconstruction loss) {
        try (TensorScope scope = new TensorScope()) {
            Tensor flat = loss.of(Tensor.create(OUTPUTS, 2, 2), Tensor.create(SAMPLES, 2, 2));
            assertThat(Tensors.toDoubles(flat)).containsExactly(losses(loss), within(0.0));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleDeviationsAreRefused(double deviation) {
        assertThatThrownBy(() -> new Reconstruction.Gaussian(deviation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a deviation above 0, got " + deviation);
    }
}
