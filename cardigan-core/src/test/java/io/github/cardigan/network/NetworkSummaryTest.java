package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import org.junit.jupiter.api.Test;

/** Sizes and FLOPs against numbers worked out by hand. */
class NetworkSummaryTest {

    private final NetworkSummary generator = NetworkSummary.of(Dcgan28.GENERATOR, Dcgan28.Z);
    private final NetworkSummary discriminator = NetworkSummary.of(Dcgan28.DISCRIMINATOR, Dcgan28.IMAGE);

    @Test
    void generatorParametersAreThoseCountedByHand() {
        long dense = 100 * 12_544; // no bias
        long norms = 2 * 12_544 + 2 * 128 + 2 * 64;
        long convolutions = 256 * 128 * 25 + 128 * 64 * 25 + 64 * 25;
        assertThat(generator.parameters())
                .isEqualTo(dense + norms + convolutions)
                .isEqualTo(2_305_472);
        // The textbook's 2,330,944 counts the running means and variances too.
        assertThat(Dcgan28.GENERATOR.buffers(Dcgan28.Z).stream()
                        .mapToLong(spec -> spec.shape()[0])
                        .sum())
                .isEqualTo(2_330_944 - 2_305_472);
        assertThat(discriminator.parameters())
                .isEqualTo(64 * 25 + 64 + 64 * 128 * 25 + 128 + 6272 + 1)
                .isEqualTo(212_865);
    }

    @Test
    void flopsAreThoseCountedByHand() {
        long dense = 2 * 100 * 12_544;
        long transposed = 2L * 25 * (256 * 128 * 49 + 128 * 64 * 49 + 64 * 1 * 196); // one stamp per input pixel
        assertThat(generator.flops()).isEqualTo(dense + transposed).isEqualTo(103_488_000);
        long convolutions = 2L * 25 * (1 * 64 * 196 + 64 * 128 * 49); // one window per output pixel
        assertThat(discriminator.flops()).isEqualTo(convolutions + 2 * 6272).isEqualTo(20_710_144);
    }

    @Test
    void aTrainingIterationNeedsThirtyAndAHalfGigaflops() {
        // G: forward, and backward twice that. D: forward and backward on real and fake, forward and half a backward
        // for G.
        double iteration = 64 * (3.0 * generator.flops() + 8.0 * discriminator.flops());
        assertThat(iteration / 1e9).isBetween(30.45, 30.55);
    }

    @Test
    void theTableIsAligned() {
        Layer layers = Sequential.of(
                Conv2d.of(64, 5, 2),
                Activation.RELU,
                Residual.of(Sequential.of(Conv2d.of(64, 3, 1).withoutBias())),
                new Flatten(),
                Dense.of(1));
        assertThat(NetworkSummary.of(layers, Dcgan28.IMAGE).toString()).isEqualTo("""
                        layer       kind      settings                    output        parameters       FLOPs
                                    input                                 [1, 28, 28]
                        0           Conv2d    5x5, stride 2, 64           [64, 14, 14]       1,664     627,200
                        1           ReLU                                  [64, 14, 14]           0           0
                        2.body.0    Conv2d    3x3, stride 1, 64, no bias  [64, 14, 14]      36,864  14,450,688
                        2.shortcut  Identity                              [64, 14, 14]           0           0
                        3           Flatten                               [12544]                0           0
                        4           Dense     1                           [1]               12,545      25,088
                        total                                                               51,073  15,102,976""");
    }

    @Test
    void rowNamesAreThePrefixesOfTheTensors() {
        Layer layers = new Skip(Sequential.of(Conv2d.of(2, 3, 1), BatchNorm.of()));
        assertThat(NetworkSummary.of(layers, Shape.image(1, 4, 4)).rows())
                .extracting(NetworkSummary.Row::name)
                .containsExactly("inner.0", "inner.1");
        assertThat(layers.parameters(Shape.image(1, 4, 4)))
                .extracting(ParameterSpec::name)
                .containsExactly("inner.0.weight", "inner.0.bias", "inner.1.weight", "inner.1.bias");
        assertThat(layers.buffers(Shape.image(1, 4, 4)))
                .extracting(BufferSpec::name)
                .containsExactly("inner.1.running_mean", "inner.1.running_var");
    }

    @Test
    void layersThatDoNotFitAreNamedWithTheirWholePath() {
        Layer layers = Sequential.of(
                Conv2d.of(2, 3, 1), Residual.of(Sequential.of(new Flatten(), Conv2d.of(2, 3, 1))), new Flatten());
        assertThatThrownBy(() -> NetworkSummary.of(layers, Shape.image(1, 4, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layer 1.body.1: Conv2d expects an image [channels, height, width], got [32]");
    }
}
