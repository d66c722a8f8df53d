package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ColourMappingTest {

    private static double[] changed(double[] colour, Consumer<ColourMap> changes) {
        try (TensorScope scope = new TensorScope()) {
            ColourMap map = new ColourMap();
            changes.accept(map);
            return Tensors.toDoubles(
                    ColourMapping.apply(Tensor.create(colour, 1, colour.length, 1, 1), new ColourMap[] {map}));
        }
    }

    private static void require(double[] result, double... expected) {
        assertThat(result).containsExactly(expected, within(1e-12));
    }

    @Test
    void coloursByHand() {
        double[] colour = {0.9, -0.3, 0.6}; // mean 0.4
        require(changed(colour, map -> map.brightness(0.2)), 1.1, -0.1, 0.8);
        require(changed(colour, map -> map.contrast(2)), 1.8, -0.6, 1.2);
        require(changed(colour, map -> map.saturation(0)), 0.4, 0.4, 0.4);
        require(changed(colour, map -> map.saturation(2)), 1.4, -1, 0.8);
        require(changed(colour, ColourMap::flipLuma), 0.1, -1.1, -0.2); // less twice the mean
        require(changed(colour, map -> map.hue(2 * Math.PI / 3)), 0.6, 0.9, -0.3); // red becomes green
        require(changed(colour, map -> map.hue(-2 * Math.PI / 3)), -0.3, 0.6, 0.9);
    }

    @Test
    void changesFollowOneAnother() {
        require(
                changed(new double[] {0.9, -0.3, 0.6}, map -> {
                    map.brightness(0.1); // 1, -0.2, 0.7: mean 0.5
                    map.contrast(2); // 2, -0.4, 1.4: mean 1
                    map.flipLuma(); // 0, -2.4, -0.6: mean -1
                    map.hue(2 * Math.PI / 3); // -0.6, 0, -2.4
                    map.saturation(0.5); // halfway to -1
                }),
                -0.8,
                -0.5,
                -1.7);
    }

    @Test
    void greysKnowBrightnessContrastAndLumaOnly() {
        require(
                changed(new double[] {0.5}, map -> {
                    map.brightness(0.1);
                    map.contrast(2);
                    map.flipLuma();
                    map.hue(1);
                    map.saturation(5);
                }),
                -1.2);
        require(changed(new double[] {0.5, -1}, map -> map.contrast(2)), 1, -2);
    }

    @Test
    void nothingChangedIsExactlyTheImage() {
        try (TensorScope scope = new TensorScope()) {
            for (int channels : new int[] {1, 2, 3}) {
                Tensor x = new RandomSource(1).normal(Device.cpu(), 2, channels, 3, 3);
                ColourMap[] maps = {new ColourMap(), new ColourMap()};
                assertThat(Tensors.toFloats(ColourMapping.apply(x, maps))).isEqualTo(Tensors.toFloats(x));
            }
        }
    }
}
