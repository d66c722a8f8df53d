package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.io.IOException;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ResamplingTest {

    /** float32 rounds to 6e-8; a value is a sum of at most 24 products of size 1. */
    private static final double TOLERANCE = 1e-6;

    static Stream<JsonNode> cases() throws IOException {
        return FormulaTensors.reference("resampling.json").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesEqualTheLoopsInPython(JsonNode reference) {
        try (TensorScope scope = new TensorScope()) {
            double[] shape = FormulaTensors.doubles(reference.get("shape"));
            Tensor images = Tensor.create(
                            FormulaTensors.doubles(reference.get("input")), 1, (int) shape[0], (int) shape[1], (int)
                                    shape[2])
                    .to(torch.ScalarType.Float);
            Resampling way = Resampling.named(reference.get("way").stringValue());

            Tensor resized = way.resize(
                    images,
                    reference.get("height").intValue(),
                    reference.get("width").intValue());

            compare(Tensors.toFloats(resized), FormulaTensors.doubles(reference.get("output")));
        }
    }

    /** The values of TensorFlow 1's own test of its resizing: image_ops_test.py, testResizeUp, align_corners=False. */
    @Test
    void theTensorflowWaysGiveTensorflowsPublishedValues() {
        try (TensorScope scope = new TensorScope()) {
            Tensor image = Tensor.create(new float[] {64, 32, 32, 64, 50, 100}, 1, 1, 3, 2);
            compare(Tensors.toFloats(Resampling.TF1_BILINEAR.resize(image, 6, 4)), new double[] {
                64, 48, 32, 32, 48, 48, 48, 48, 32, 48, 64, 64, 41, 61.5, 82, 82, 50, 75, 100, 100, 50, 75, 100, 100
            });
            compare(Tensors.toFloats(Resampling.NEAREST.resize(image, 6, 4)), new double[] {
                64, 64, 32, 32, 64, 64, 32, 32, 32, 32, 64, 64, 32, 32, 64, 64, 50, 50, 100, 100, 50, 50, 100, 100
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConstantStaysConstant(Resampling way) {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = torch.ones(2, 3, 9, 14).mul(new Scalar(0.37));
            for (int side : new int[] {4, 9, 30}) {
                assertThat(Tensors.toFloats(way.resize(images, side, side)))
                        .hasSize(6 * side * side)
                        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
                        .containsOnly(0.37f);
            }
        }
    }

    /** Resizing to the same size along one axis only goes through the weights, which must then be those of the identity. */
    @ParameterizedTest
    @EnumSource
    void theSameSizeIsTheIdentity(Resampling way) {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = FormulaTensors.tensor("identity", -1, 1, 1, 2, 6, 5);
            assertThat(Tensors.toFloats(way.resize(images, 6, 5))).isEqualTo(Tensors.toFloats(images));
            AxisMatrix same = way.axis(6, 6);
            for (int i = 0; i < 36; i++) {
                assertThat(same.weights()[i]).isCloseTo(i % 7 == 0 ? 1 : 0, within(1e-15));
            }
        }
    }

    @Test
    void cleanShrinkingDoesNotAliasAndTheOthersDo() {
        try (TensorScope scope = new TensorScope()) {
            float[] stripes = new float[64 * 64];
            for (int i = 0; i < stripes.length; i++) {
                stripes[i] = i % 2 == 0 ? 1 : -1; // columns alternate: the mean is 0
            }
            Tensor image = Tensor.create(stripes, 1, 1, 64, 64);
            Tensor inside = Resampling.CLEAN.resize(image, 16, 16).narrow(3, 2, 12); // where no border cuts the kernel
            assertThat(inside.abs().max().item_float()).isLessThan(1e-6f);
            assertThat(Resampling.TF1_BILINEAR.resize(image, 16, 16).min().item_float())
                    .isEqualTo(1f);
        }
    }

    @Test
    void anUnknownWayIsRefusedWithAllKnownOnes() {
        assertThatThrownBy(() -> Resampling.named("lanczos"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("clean, tf1-bilinear, pytorch-bilinear, nearest")
                .hasMessageContaining("'lanczos'");
    }

    private static void compare(float[] values, double[] expected) {
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i])
                    .as("value %d", i)
                    .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
        }
    }
}
