package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NoisePlanesTest {

    private static Tensor pass(int planes, Tensor images, Pass pass) {
        Shape shape = Shape.image((int) images.size(1), (int) images.size(2), (int) images.size(3));
        try (Network network = Network.build(new NoisePlanes(planes), shape, Device.cpu(), new RandomSource(1))) {
            return network.forward(images, pass);
        }
    }

    private static Tensor images(int count, long seed, int height, int width) {
        return new RandomSource(seed).uniform(Device.cpu(), -1, 1, count, 2, height, width);
    }

    @Test
    void theImageIsKeptAndEachPlaneHasSquaresOfItsSize() {
        try (TensorScope scope = new TensorScope()) {
            int height = 6;
            int width = 7;
            Tensor x = images(2, 1, height, width);
            Tensor y = pass(3, x, Pass.training(new RandomSource(3)));
            assertThat(y.narrow(1, 0, 2).equal(x)).isTrue();
            for (int image = 0; image < 2; image++) {
                for (int k = 0; k < 3; k++) {
                    float[] plane = Tensors.toFloats(y.narrow(0, image, 1).narrow(1, 2 + k, 1));
                    int side = 1 << k;
                    int across = (width + side - 1) / side;
                    for (int i = 0; i < plane.length; i++) {
                        for (int j = 0; j < plane.length; j++) {
                            int square = i / width / side * across + i % width / side;
                            int other = j / width / side * across + j % width / side;
                            assertThat(plane[i] == plane[j]).isEqualTo(square == other);
                        }
                    }
                }
            }
        }
    }

    @Test
    void trainingDrawsUniformlyAndAnewEachTime() {
        try (TensorScope scope = new TensorScope()) {
            RandomSource random = new RandomSource(5);
            Tensor x = images(40, 1, 10, 10);
            Tensor plane = pass(1, x, Pass.training(random)).narrow(1, 2, 1);
            Tensor again = pass(1, x, Pass.training(random)).narrow(1, 2, 1);
            requireUniform(plane, 4000);
            assertThat(plane.mul(again).mean().item_double()).isCloseTo(0, within(5.0 / 3 / Math.sqrt(4000)));
        }
    }

    @Test
    void atInferenceAnImageHasItsOwnNoiseWhateverIsBesideIt() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = images(4000, 2, 2, 2);
            Tensor plane = pass(2, x, Pass.inference()).narrow(1, 3, 1);
            Tensor one = x.narrow(0, 7, 1);
            Tensor alone = pass(2, one, Pass.inference()).narrow(1, 3, 1);
            Tensor beside = pass(2, torch.cat(new TensorVector(images(1, 3, 2, 2), one), 0), Pass.inference())
                    .narrow(1, 3, 1)
                    .narrow(0, 1, 1);
            assertThat(alone.equal(plane.narrow(0, 7, 1))).isTrue();
            assertThat(beside.equal(alone)).isTrue();
            requireUniform(plane.select(2, 0).select(2, 0), 4000);
        }
    }

    @Test
    void theImagesSlopeIsThatOfTheChannelsItIsIn() {
        try (TensorScope scope = new TensorScope()) {
            for (Pass pass : new Pass[] {Pass.training(new RandomSource(1)), Pass.inference()}) {
                Tensor x = images(1, 4, 2, 2).set_requires_grad(true);
                pass(2, x, pass).square().sum().backward();
                assertThat(x.grad().equal(x.detach().mul(new Scalar(2.0)))).isTrue();
            }
        }
    }

    /** Moments of U(-1, 1): the mean 0, of squares 1/3, their variances 1/3 and 1/5 - 1/9. */
    private static void requireUniform(Tensor values, int count) {
        assertThat(values.mean().item_double()).isCloseTo(0, within(5 * Math.sqrt(1.0 / 3 / count)));
        assertThat(values.square().mean().item_double()).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / count)));
        assertThat(values.abs().max().item_double()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThatThrownBy(() -> new NoisePlanes(2).outputShape(Shape.of(3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new NoisePlanes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoisePlanes(9)).isInstanceOf(IllegalArgumentException.class);
    }
}
