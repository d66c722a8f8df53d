package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data as a trained network reads it: one image, other channels, in order, without what cannot be read. */
class OpenForTest {

    private static final Shape GREY = Shape.image(1, 4, 6);
    private static final Shape COLOUR = Shape.image(3, 4, 6);

    @TempDir
    Path folder;

    private Dataset open(Path place, Shape shape) {
        return Datasets.openFor(place.toString(), shape, notice -> {});
    }

    private static float[] read(Dataset data, int index) {
        float[] values = new float[data.shape().elements()];
        data.read(index, values, 0);
        return values;
    }

    @Test
    void aSingleImageIsASetOfOne() throws IOException {
        Path file = TestImages.write(folder.resolve("five.png"), TestImages.grey("png", 8, 12, 255));
        try (Dataset data = open(file, GREY)) {
            assertThat(data.size()).isEqualTo(1);
            assertThat(data.shape()).isEqualTo(GREY);
            assertThat(data.sampleName(0)).isEqualTo("five.png");
            assertThat(data.classes()).isEmpty();
            assertThat(read(data, 0)).containsOnly(1f);
            assertThat(data.fingerprint()).hasSize(64);
        }
    }

    @Test
    void greyIsRepeatedAndColourBecomesLuminance() throws IOException {
        Path grey = TestImages.write(folder.resolve("g.png"), TestImages.grey("png", 4, 6, 51));
        Path red = TestImages.write(folder.resolve("r.png"), TestImages.colour("png", 4, 6, 0xff0000));
        try (Dataset data = open(grey, COLOUR)) {
            assertThat(data.shape()).isEqualTo(COLOUR);
            for (float value : read(data, 0)) {
                assertThat(value).isCloseTo(51 / 127.5f - 1, within(1e-6f));
            }
        }
        try (Dataset data = open(red, GREY)) {
            assertThat(data.shape()).isEqualTo(GREY);
            for (float value : read(data, 0)) { // BT.601: red counts 0.299
                assertThat(value).isCloseTo((float) (0.299 - 0.587 - 0.114), within(1e-6f));
            }
        }
    }

    @Test
    void samplesOfAFolderOrZipAreCalledByTheirFiles() throws IOException {
        byte[] png = TestImages.grey("png", 4, 6, 9);
        TestImages.write(Files.createDirectories(folder.resolve("set/a")).resolve("2.png"), png);
        TestImages.write(Files.createDirectories(folder.resolve("set/b")).resolve("1.png"), png);
        Path zip = TestImages.zip(folder.resolve("set.zip"), Map.of("a/2.png", png, "b/1.png", png));
        for (Path place : List.of(folder.resolve("set"), zip)) {
            try (Dataset data = open(place, GREY)) {
                assertThat(List.of(data.sampleName(0), data.sampleName(1))).containsExactly("a/2.png", "b/1.png");
                assertThat(data.classes()).containsExactly("a", "b");
                assertThat(RecolouredDataset.of(data, 3).sampleName(1)).isEqualTo("b/1.png");
            }
        }
        try (Dataset digits = EmbeddedSets.open("digits:3", null).orElseThrow()) {
            assertThat(digits.sampleName(2)).isEqualTo("2");
        }
    }

    @Test
    void anExcerptLeavesOutWhatCannotBeRead() throws IOException {
        for (int i = 0; i < 4; i++) {
            byte[] png = TestImages.grey("png", 4, 6, 60 * i);
            TestImages.write(folder.resolve(i + ".png"), i == 1 ? java.util.Arrays.copyOf(png, 40) : png);
        }
        List<String> warnings = new ArrayList<>();
        try (Dataset data = open(folder, GREY)) {
            Excerpt excerpt = Excerpt.read(data, 0, 4, warnings::add);
            assertThat(excerpt.indices()).containsExactly(0, 2, 3);
            assertThat(excerpt.values()).hasSize(3 * 24);
            for (int i = 0; i < 3; i++) {
                assertThat(excerpt.values()[i * 24 + 23])
                        .isCloseTo(60 * excerpt.indices()[i] / 127.5f - 1, within(1e-6f));
            }
            assertThat(Excerpt.read(data, 2, 2, warnings::add).indices()).containsExactly(2, 3);
        }
        assertThat(warnings)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("1.png cannot be read")
                .endsWith("left out");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "not an image");
        assertThatThrownBy(() -> open(text, GREY)).isInstanceOf(DataException.class);
        Path cut = TestImages.write(
                folder.resolve("cut.png"), java.util.Arrays.copyOf(TestImages.grey("png", 4, 6, 0), 20));
        assertThatThrownBy(() -> open(cut, GREY))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no readable image");
    }
}
