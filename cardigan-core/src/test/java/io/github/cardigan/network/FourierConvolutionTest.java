package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against libtorch's direct convolutions in double precision, where the two differ by rounding alone. */
class FourierConvolutionTest {

    private final RandomSource random = new RandomSource(7);

    @ParameterizedTest(name = "map {0}x{1}, kernel {2}")
    @CsvSource({"7, 7, 5", "4, 6, 3", "5, 3, 3", "6, 5, 7", "2, 3, 1", "8, 8, 5", "3, 4, 5"})
    void valuesAndGradientsAreTheDirectConvolutions(int height, int width, int kernel) {
        try (TensorScope scope = new TensorScope()) {
            FourierConvolution fourier = new FourierConvolution(height, width, kernel);
            long[] one = {1, 1};
            long[] padding = {kernel / 2, kernel / 2};
            Tensor x = noise(3, 4, height, width);
            Tensor down = noise(5, 4, kernel, kernel);
            Tensor up = noise(4, 5, kernel, kernel);

            requireSame(
                    x,
                    down,
                    torch.conv2d(x, down, new TensorOptional(), one, padding, one, 1),
                    fourier.convolve(x, down));
            requireSame(
                    x,
                    up,
                    torch.conv_transpose2d(x, up, new TensorOptional(), one, padding, new long[] {0, 0}, 1, one),
                    fourier.transposed(x, up));
        }
    }

    /** The result, both gradients, and the gradients of a penalty on the first gradient, as WGAN-GP needs them. */
    private void requireSame(Tensor x, Tensor weight, Tensor direct, Tensor byFourier) {
        requireClose(byFourier, direct);
        Tensor direction = noise(shape(direct));
        Tensor[] expected = gradients(direct, direction, x, weight);
        Tensor[] actual = gradients(byFourier, direction, x, weight);
        for (int i = 0; i < expected.length; i++) {
            requireClose(actual[i], expected[i]);
        }
    }

    private static Tensor[] gradients(Tensor y, Tensor direction, Tensor x, Tensor weight) {
        Tensor loss = y.mul(direction).sum().add(y.pow(new Scalar(3)).sum());
        Tensor slope = torch.grad(
                        new TensorVector(loss),
                        new TensorVector(x),
                        new TensorVector(),
                        new BoolOptional(true),
                        true,
                        false)
                .get(0);
        slope.pow(new Scalar(2))
                .sum()
                .backward(new Tensor(), new BoolOptional(true), false, new TensorArrayRefOptional());
        Tensor[] gradients = {slope, x.grad().clone(), weight.grad().clone()};
        x.mutable_grad().zero_();
        weight.mutable_grad().zero_();
        return gradients;
    }

    @Test
    void roundsInHalfPrecisionAboutAsTheDirectConvolutionDoes() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = noise(16, 64, 7, 7).detach();
            Tensor weight = noise(64, 32, 5, 5).detach();
            long[] one = {1, 1};
            Tensor exact = torch.conv_transpose2d(
                    x, weight, new TensorOptional(), one, new long[] {2, 2}, new long[] {0, 0}, 1, one);

            Tensor halved = new FourierConvolution(7, 7, 5)
                    .transposed(x.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16));

            // A bf16 number is off by 2^-9 at most, 0.11 % rms: a convolution of rounded values by 0.29 % with its own
            // rounding. The spectra
            // are rounded once more each, and Gauss's products cancel; NumPy's simulation of these steps gave 0.56 %.
            double error = halved.to(ScalarType.Double).sub(exact).norm().item_double()
                    / exact.norm().item_double();
            assertThat(error).isBetween(0.001, 0.008);
        }
    }

    @Test
    void isForTrainingInHalfPrecisionWithManyChannelsOnSmallMaps() {
        try (TensorScope scope = new TensorScope()) {
            Pass training = Pass.training(random);
            Tensor x = torch.zeros(64, 256, 7, 7).to(ScalarType.BFloat16);

            FourierConvolution textbook = FourierConvolution.ifFaster(x, training, 128, 5, 1, 2);
            assertThat(textbook).isEqualTo(Precision.cpuHasBf16() ? new FourierConvolution(7, 7, 5) : null);
            assertThat(FourierConvolution.ifFaster(x, Pass.inference(), 128, 5, 1, 2))
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x.to(ScalarType.Float), training, 128, 5, 1, 2))
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x, training, 1, 5, 1, 2)).isNull();
            assertThat(FourierConvolution.ifFaster(x, training, 256, 5, 1, 2))
                    .as("spectra too large")
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x.narrow(0, 0, 16), training, 128, 5, 1, 2))
                    .as("too few images")
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x, training, 128, 5, 2, 2))
                    .as("a stride")
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x, training, 128, 5, 1, 1))
                    .as("smaller")
                    .isNull();
            assertThat(FourierConvolution.ifFaster(x, training, 128, 4, 1, 2))
                    .as("larger")
                    .isNull();
            Tensor large = torch.zeros(2, 64, 64, 64).to(ScalarType.BFloat16);
            assertThat(FourierConvolution.ifFaster(large, training, 64, 3, 1, 1))
                    .as("a large map")
                    .isNull();
        }
    }

    @Test
    void layersUseItWhereTheyTrain() {
        assumeThat(Precision.cpuHasBf16()).isTrue();
        Layer layer = ConvTranspose2d.of(128, 5, 1);
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layer, Shape.image(256, 7, 7), Device.cpu(), new RandomSource(1))) {
            Tensor x = random.normal(Device.cpu(), 64, 256, 7, 7);
            Tensor exact = network.forward(x, Pass.training(random));
            Tensor trained;
            Tensor direct;
            try (Autocast bf16 = new Autocast(Precision.BF16, Device.cpu())) {
                trained = network.forward(x, Pass.training(random));
                direct = network.forward(x, Pass.inference());
            }

            assertThat(trained.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            assertThat(trained.equal(direct)).as("computed the same way").isFalse();
            for (Tensor rounded : List.of(trained, direct)) {
                assertThat(rounded.sub(exact).norm().item_double()
                                / exact.norm().item_double())
                        .isBetween(0.0005, 0.008);
            }
        }
    }

    private Tensor noise(long... shape) {
        return random.normal(Device.cpu(), shape).to(ScalarType.Double).set_requires_grad(true);
    }

    private static long[] shape(Tensor tensor) {
        return Tensors.shape(tensor);
    }

    private static void requireClose(Tensor actual, Tensor expected) {
        assertThat(shape(actual)).isEqualTo(shape(expected));
        double scale = 1 + expected.abs().max().item_double();
        assertThat(actual.sub(expected).abs().max().item_double() / scale).isLessThan(1e-12);
    }
}
