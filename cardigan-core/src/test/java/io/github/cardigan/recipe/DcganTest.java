package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.NetworkSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DcganTest {

    private static final Shape Z = Shape.of(100);

    private static NetworkSummary generator(Shape sample, int width) {
        return NetworkSummary.of(DcganNetworks.generator(sample, width), Z);
    }

    private static NetworkSummary discriminator(Shape sample, int width) {
        return NetworkSummary.of(DcganNetworks.discriminator(sample, width, 0.3, ConvNorm.BATCH), sample);
    }

    /** 100*12544 + 2*12544 + 256*128*25 + 256 + 128*64*25 + 128 + 64*25; 64*25 + 64 + 128*64*25 + 128 + 6272 + 1. */
    @Test
    void the28x28NetworksAreTheTextbooks() {
        Shape sample = Shape.image(1, 28, 28);
        assertThat(generator(sample, 64).parameters()).isEqualTo(2_305_472);
        assertThat(discriminator(sample, 64).parameters()).isEqualTo(212_865);
    }

    /** The authors' networks as PyTorch's tutorial counts them, 3,576,704 and 2,765,568, and the biases next to the image and score. */
    @Test
    void the64x64NetworksAreTheAuthors() {
        Shape sample = Shape.image(3, 64, 64);
        assertThat(generator(sample, 64).parameters()).isEqualTo(3_576_704 + 3);
        assertThat(discriminator(sample, 64).parameters()).isEqualTo(2_765_568 + 64 + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 28, 28, 7, 7",
        "1, 16, 16, 4, 4",
        "3, 32, 32, 4, 4",
        "3, 32, 48, 4, 6",
        "1, 48, 32, 6, 4",
        "3, 64, 64, 4, 4",
        "3, 28, 28, 7, 7",
        "3, 128, 64, 8, 4",
        "1, 20, 20, 5, 5"
    })
    void anImageGrowsFromASmallOneAndShrinksToAScore(
            int channels, int height, int width, int startHeight, int startWidth) {
        Shape sample = Shape.image(channels, height, width);
        NetworkSummary generator = generator(sample, 8);
        assertThat(generator.rows().get(generator.rows().size() - 1).output()).isEqualTo(sample);
        Shape start = generator.rows().stream()
                .map(NetworkSummary.Row::output)
                .filter(Shape::isImage)
                .findFirst()
                .orElseThrow();
        assertThat(start.height()).isEqualTo(startHeight);
        assertThat(start.width()).isEqualTo(startWidth);
        NetworkSummary discriminator = discriminator(sample, 8);
        assertThat(discriminator.rows().get(discriminator.rows().size() - 1).output())
                .isEqualTo(Shape.of(1));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "30, 30", "8, 8", "28, 27", "14, 28"})
    void sidesThatCannotBeHalvedAreRefusedWithAdvice(int height, int width) {
        assertThatThrownBy(() -> DcganNetworks.generator(Shape.image(1, height, width), 64))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("dcgan expects sides of at least 16 that are multiples of 4, got " + height + "x" + width)
                .extracting(e -> ((ConfigurationException) e).hint())
                .isEqualTo("choose another --size, for example 32x32 or 64x48");
    }

    @Test
    void sidesFarFromAPowerOfTwoAndVectorsAreRefused() {
        assertThatThrownBy(() -> DcganNetworks.discriminator(Shape.image(1, 500, 500), 64, 0.3, ConvNorm.BATCH))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("dcgan expects sides that halve to 64 or less, got 500x500, which halves to 125x125");
        assertThatThrownBy(() -> DcganNetworks.generator(Shape.of(28), 64))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("dcgan expects images [channels, height, width], got [28]");
    }
}
