package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class BilinearSamplingTest {

    private static float[] changed(Tensor image, Consumer<PlaneMap> movements) {
        PlaneMap map = new PlaneMap();
        movements.accept(map);
        return Tensors.toFloats(BilinearSampling.apply(image, new PlaneMap[] {map}));
    }

    private static Tensor image(float... values) {
        return Tensor.create(values, 1, 1, 2, values.length / 2);
    }

    @Test
    void noMovementIsExactlyTheImage() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = new RandomSource(1).normal(Device.cpu(), 2, 3, 5, 4);
            PlaneMap[] maps = {new PlaneMap(), new PlaneMap()};
            assertThat(maps[0].moved()).isFalse();
            assertThat(Tensors.toFloats(BilinearSampling.apply(x, maps))).isEqualTo(Tensors.toFloats(x));
        }
    }

    @Test
    void movementsByHand() {
        try (TensorScope scope = new TensorScope()) {
            Tensor square = image(1, 2, 3, 4);
            assertThat(changed(square, map -> map.scale(-1, 1))).containsExactly(2, 1, 4, 3);
            assertThat(changed(square, map -> map.rotate(0, 1)))
                    .as("a quarter, clockwise")
                    .containsExactly(3, 1, 4, 2);
            Tensor wide = image(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(changed(wide, map -> map.translate(1, 0)))
                    .as("to the right, with the mirror at the outer edge")
                    .containsExactly(1, 1, 2, 3, 5, 5, 6, 7);
            assertThat(changed(wide, map -> map.translate(-2.5, 0)))
                    .as("left by half pixels too")
                    .containsExactly(3.5f, 4, 3.5f, 2.5f, 7.5f, 8, 7.5f, 6.5f);
            assertThat(changed(wide, map -> map.scale(2, 1)))
                    .as("wider: result centres -1.5 .. 1.5 come from half of that")
                    .containsExactly(1.75f, 2.25f, 2.75f, 3.25f, 5.75f, 6.25f, 6.75f, 7.25f);
        }
    }

    @Test
    void movementsFollowOneAnother() {
        try (TensorScope scope = new TensorScope()) {
            Tensor dots = torch.zeros(1, 1, 5, 5);
            dots.select(2, 2).select(2, 3).fill_(new Scalar(1.0)); // right of the centre by one
            float[] result = changed(dots, map -> {
                map.translate(1, 0); // right by two
                map.rotate(0, 1); // clockwise: below by two
                map.scale(1, -1); // above by two
                map.translate(-1, 1); // left by one, above by one
            });
            for (int i = 0; i < 25; i++) {
                assertThat(result[i]).isCloseTo(i == 5 + 1 ? 1 : 0, within(1e-6f));
            }
        }
    }

    /** libtorch's own sampler, once differentiable, with its bilinear and reflection modes, in double precision. */
    @Test
    void anyMapEqualsLibtorchsGridSampler() {
        int count = 50;
        int height = 6;
        int width = 9;
        try (TensorScope scope = new TensorScope()) {
            RandomSource random = new RandomSource(3);
            Tensor x = random.normal(Device.cpu(), count, 2, height, width).to(ScalarType.Double);
            PlaneMap[] maps = new PlaneMap[count];
            double[] theta = new double[6 * count];
            for (int i = 0; i < count; i++) {
                maps[i] = new PlaneMap();
                double angle = 7 * random.nextDouble();
                maps[i].translate(12 * random.nextDouble() - 6, 12 * random.nextDouble() - 6);
                maps[i].rotate(Math.cos(angle), Math.sin(angle));
                maps[i].scale(0.5 + random.nextDouble(), -0.5 - random.nextDouble());
                double[] side = {width, height}; // libtorch's coordinates go from -1 to 1 over a side
                for (int row = 0; row < 2; row++) {
                    theta[6 * i + 3 * row] = maps[i].source(row, 0) * width / side[row];
                    theta[6 * i + 3 * row + 1] = maps[i].source(row, 1) * height / side[row];
                    theta[6 * i + 3 * row + 2] = maps[i].source(row, 2) * 2 / side[row];
                }
            }
            Tensor grid = torch.affine_grid_generator(
                    Tensor.create(theta, count, 2, 3), new long[] {count, 2, height, width}, false);
            double[] expected = Tensors.toDoubles(torch.grid_sampler(x, grid, 0, 2, false));
            double[] result = Tensors.toDoubles(BilinearSampling.apply(x, maps));
            assertThat(result).hasSameSizeAs(expected);
            for (int i = 0; i < result.length; i++) {
                assertThat(result[i]).isCloseTo(expected[i], within(1e-11)); // positions to 1e-14, slopes to 5
            }
        }
    }
}
