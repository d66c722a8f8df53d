package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Reshape;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class PerceptualPathLengthTest {

    private static final int SIZE = 1024;

    /** The mean squared difference: with a generator that is the identity, the squared speed of the latent. */
    private record MeanSquare(boolean largerIsCloser) implements PairMetric {

        @Override
        public String name() {
            return "mean-square";
        }

        @Override
        public void requireShape(Shape image) {}

        @Override
        public double[] compare(Tensor x, Tensor y) {
            return Pairs.values(x.to(ScalarType.Double)
                    .sub(y.to(ScalarType.Double))
                    .square()
                    .mean(1, 2, 3));
        }
    }

    private static PerceptualPathLength path(PerceptualPathLength.Sampling sampling) {
        return new PerceptualPathLength(400, 1e-2, sampling, 3);
    }

    /** On a straight line the speed is |b - a|, everywhere; for independent N(0, 1) its mean square is 2. */
    @Test
    void theLengthOfStraightLinesIsTheClosedForm() {
        PerceptualPathLength.Result result = path(PerceptualPathLength.Sampling.FULL)
                .inW(Latent.normal(SIZE), Device.cpu(), z -> z, w -> w.view(-1, 1, 32, 32), new MeanSquare(false));

        // standard error 2 sqrt(2 / 1024) / sqrt(400) = 0.0044
        assertThat(result.value()).isCloseTo(2, within(0.02));
        assertThat(result.samples()).isEqualTo(400);
        assertThat(result.kept()).isEqualTo(394); // NumPy's percentiles lie at positions 3.99 and 395.01: from 3 to 396
    }

    /** On a great circle of radius r the speed is r times the angle; in 1024 dimensions r^2 / 1024 is near 1, the angle near pi / 2. */
    @Test
    void theLengthOfGreatCirclesIsTheClosedForm() {
        try (Closing generator = identity()) {
            for (PerceptualPathLength.Sampling sampling : PerceptualPathLength.Sampling.values()) {
                PerceptualPathLength.Result result = path(sampling).inZ(generator.value, new MeanSquare(false));
                assertThat(result.value()).isCloseTo(Math.PI * Math.PI / 4, within(0.03));
            }
        }
    }

    /** A right angle from (3, 0) to (0, 4), a third of the way: sines of 60 and 30 degrees. */
    @Test
    void pathsGoThroughTheirEndsAndKeepLengths() {
        try (TensorScope scope = new TensorScope()) {
            Tensor a = Tensor.create(new double[] {3, 0}, 1, 2);
            Tensor b = Tensor.create(new double[] {0, 4}, 1, 2);
            Tensor third = Tensor.create(new double[] {1.0 / 3}, 1, 1);
            assertThat(Pairs.values(LatentPath.SLERP.at(a, b, third).view(-1)))
                    .containsExactly(new double[] {3 * Math.sqrt(3) / 2, 2}, within(1e-12));
            assertThat(Pairs.values(LatentPath.LERP.at(a, b, third).view(-1)))
                    .containsExactly(new double[] {2, 4.0 / 3}, within(1e-12));
            for (LatentPath path : LatentPath.values()) {
                assertThat(Pairs.values(path.at(a, a, third).view(-1)))
                        .containsExactly(new double[] {3, 0}, within(1e-6));
                assertThat(Pairs.values(
                                path.at(a, b, third.mul(new Scalar(3.0))).view(-1)))
                        .containsExactly(new double[] {0, 4}, within(1e-12));
            }
        }
    }

    /** NumPy: percentile(x, 1, method="lower") is 2 and percentile(x, 99, method="higher") is 199 for x = 1..200. */
    @Test
    void theOuterPercentilesDoNotCount() {
        double[] lengths = IntStream.rangeClosed(1, 200).mapToDouble(i -> i).toArray();
        lengths[0] = -1e9;
        lengths[199] = 1e9;

        PerceptualPathLength.Result result = PerceptualPathLength.trimmed(lengths);

        assertThat(result.kept()).isEqualTo(198);
        assertThat(result.value()).isCloseTo(100.5, within(1e-9));
        assertThat(PerceptualPathLength.trimmed(new double[] {7}).value()).isEqualTo(7);
    }

    @Test
    void theSameSeedGivesTheSameLength() {
        try (Closing generator = identity()) {
            PerceptualPathLength path = PerceptualPathLength.of(20, 5);
            double length = path.inZ(generator.value, new MeanSquare(false)).value();
            assertThat(path.inZ(generator.value, new MeanSquare(false)).value()).isEqualTo(length);
            assertThat(PerceptualPathLength.of(20, 6)
                            .inZ(generator.value, new MeanSquare(false))
                            .value())
                    .isNotEqualTo(length);
        }
    }

    @Test
    void aSimilarityIsNoDistance() {
        try (Closing generator = identity()) {
            PerceptualPathLength path = PerceptualPathLength.of(2, 1);
            assertThatThrownBy(() -> path.inZ(generator.value, new MeanSquare(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mean-square");
        }
    }

    /** A generator whose images are its latents. */
    private static Closing identity() {
        return new Closing(
                Generator.build(Latent.normal(SIZE), Reshape.to(1, 32, 32), Device.cpu(), new RandomSource(1)));
    }

    private record Closing(Generator value) implements AutoCloseable {
        @Override
        public void close() {
            value.network().close();
        }
    }
}
