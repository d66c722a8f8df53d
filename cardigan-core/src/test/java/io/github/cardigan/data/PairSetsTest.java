package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairSetsTest {

    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;

    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();

    private Dataset open(String name, ImageSize size) {
        return open(name, size, Split.TRAIN);
    }

    private Dataset open(String name, ImageSize size, Split split) {
        return PairSets.open(
                        name,
                        size,
                        split,
                        source -> EmbeddedSets.open(source, size, split).orElseThrow(),
                        notices::add)
                .orElseThrow();
    }

    private static float[] read(Dataset data, int index) {
        float[] values = new float[data.shape().elements()];
        data.read(index, values, 0);
        return values;
    }

    private static byte[] sideBySide(int height, int width, int left, int right) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? left : right);
            }
        }
        return encode(image);
    }

    private static byte[] encode(BufferedImage image) {
        try {
            return TestImages.encode(image, "png");
        } catch (RuntimeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLeftHalfIsTheFirstImage() throws IOException {
        TestImages.write(temp.resolve("a.png"), sideBySide(4, 8, RED, BLUE));
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.shape()).isEqualTo(Shape.image(6, 4, 4));
            assertThat(pairs.pair()).contains(new ImagePair(3, 3));
            float[] values = read(pairs, 0);
            for (int i = 0; i < values.length; i++) { // red, green, blue of red; then of blue
                assertThat(values[i]).isEqualTo(i / 16 == 0 || i / 16 == 5 ? 1 : -1);
            }
            try (Dataset turned = new TurnedPairs(pairs)) {
                float[] back = read(turned, 0);
                for (int i = 0; i < back.length; i++) {
                    assertThat(back[i]).isEqualTo(i / 16 == 2 || i / 16 == 3 ? 1 : -1);
                }
                assertThat(turned.fingerprint()).isNotEqualTo(pairs.fingerprint());
            }
        }
    }

    /** A pair that is twice as wide as its images are high: each half is cropped around its own centre, nothing of the other comes in. */
    @Test
    void eachHalfIsCroppedAlone() throws IOException {
        TestImages.write(temp.resolve("a.png"), sideBySide(8, 32, RED, BLUE));
        try (Dataset pairs = open("pairs:" + temp, new ImageSize(4, 4))) {
            float[] values = read(pairs, 0);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isEqualTo(i / 16 == 0 || i / 16 == 5 ? 1 : -1);
            }
        }
    }

    @Test
    void anOddWidthIsUnreadable() throws IOException {
        TestImages.write(temp.resolve("a.png"), sideBySide(4, 7, RED, BLUE));
        try (Dataset pairs = open("pairs:" + temp, new ImageSize(4, 4))) {
            assertThatThrownBy(() -> read(pairs, 0))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessage("a.png: expected two images of one width side by side, got an odd width of 7");
        }
    }

    @Test
    void aZipOfPairsIsOpenedAlike() throws IOException {
        Path zip = TestImages.zip(temp.resolve("pairs.zip"), Map.of("train/a.png", sideBySide(4, 8, RED, BLUE)));
        try (Dataset pairs = open("pairs:" + zip, null)) {
            assertThat(pairs.pair()).isPresent();
            assertThat(pairs.size()).isEqualTo(1);
        }
    }

    @Test
    void twoFoldersArePairedByName() throws IOException {
        TestImages.write(temp.resolve("trainA/1.png"), TestImages.colour("png", 4, 4, RED));
        TestImages.write(temp.resolve("trainA/2.png"), TestImages.colour("png", 4, 4, RED));
        TestImages.write(temp.resolve("trainA/alone.png"), TestImages.colour("png", 4, 4, RED));
        TestImages.write(temp.resolve("trainB/2.png"), TestImages.grey("png", 4, 4, 255));
        TestImages.write(temp.resolve("trainB/1.png"), TestImages.grey("png", 4, 4, 0));
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.shape()).isEqualTo(Shape.image(4, 4, 4));
            assertThat(pairs.pair()).contains(new ImagePair(3, 1));
            assertThat(pairs.size()).isEqualTo(2);
            assertThat(read(pairs, 0)[48]).isEqualTo(-1); // 1.png of B is black, 2.png white
            assertThat(read(pairs, 1)[48]).isEqualTo(1);
            assertThat(notices)
                    .anySatisfy(notice -> assertThat(notice)
                            .contains("1 image without a partner of the same name left out, the first: alone.png"));
        }
        assertThatThrownBy(() -> open("pairs:" + temp, null, Split.TEST)).isInstanceOf(DataException.class);
    }

    /** Files of one name in several folders: each has its partner in the folder of the same name, or none. */
    @Test
    void foldersBelowAreOfTheName() throws IOException {
        for (String file : List.of("day/1.png", "night/1.png")) {
            TestImages.write(temp.resolve("A/" + file), TestImages.grey("png", 4, 4, file.startsWith("d") ? 255 : 0));
            TestImages.write(temp.resolve("B/" + file), TestImages.grey("png", 4, 4, file.startsWith("d") ? 255 : 0));
        }
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.size()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                assertThat(read(pairs, i)).containsOnly(pairs.sampleName(i).startsWith("day") ? 1 : -1);
            }
        }
        assertThat(notices).noneMatch(notice -> notice.contains("without a partner"));
        Files.delete(temp.resolve("B/day/1.png"));
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.size()).isEqualTo(1);
            assertThat(pairs.sampleName(0)).isEqualTo("night/1.png");
        }
        assertThat(notices)
                .anyMatch(notice -> notice.contains("1 image without a partner")
                        && notice.endsWith("left out, the first: day/1.png"));
    }

    @Test
    void aFolderThatHoldsAllOfItsSideIsNotOfTheName() throws IOException {
        for (String file : List.of("A/images/1.png", "A/images/2.png", "B/masks/all/2.png")) {
            TestImages.write(temp.resolve(file), TestImages.grey("png", 4, 4, 0));
        }
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.size()).isEqualTo(1);
            assertThat(pairs.sampleName(0)).isEqualTo("images/2.png");
        }
    }

    @Test
    void foldersWithoutACommonNameAreRefused() throws IOException {
        TestImages.write(temp.resolve("A/1.png"), TestImages.grey("png", 4, 4, 0));
        TestImages.write(temp.resolve("B/2.png"), TestImages.grey("png", 4, 4, 0));
        assertThatThrownBy(() -> open("pairs:" + temp, null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected images of the same names in");
    }

    @Test
    void halfOfTheFoldersIsRefused() throws IOException {
        TestImages.write(temp.resolve("A/1.png"), TestImages.grey("png", 4, 4, 0));
        assertThatThrownBy(() -> open("pairs:" + temp, null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found only");
    }

    /** Its images are whole, and would be halved if they were taken for pairs side by side. */
    @ParameterizedTest
    @ValueSource(strings = {"testA testB", "test/A test/B", "valA valB"})
    void aTestPartAloneIsNothingToLearnFrom(String sides) throws IOException {
        for (String side : sides.split(" ")) {
            TestImages.write(temp.resolve(side).resolve("1.png"), TestImages.grey("png", 4, 4, 0));
        }
        try (Dataset pairs = open("pairs:" + temp, null, Split.TEST)) {
            assertThat(pairs.size()).isEqualTo(1);
        }
        for (String name : List.of("pairs:", "domains:")) {
            assertThatThrownBy(() -> open(name + temp, null, Split.TRAIN))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.hint()).isNotBlank())
                    .hasMessageContaining("expected the folders trainA and trainB, or A and B, in " + temp)
                    .hasMessageEndingWith("found only " + sides.replace(" ", " and "));
        }
    }

    @Test
    void somethingMustStandBehindTheColon() {
        assertThatThrownBy(() -> open("pairs:", null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> open("edges", null)).isInstanceOf(ConfigurationException.class);
        assertThat(PairSets.open("digits", null, Split.TRAIN, source -> null, notices::add))
                .isEmpty();
    }

    /** At the size of its own: who follows the hint gets a set. */
    @ParameterizedTest
    @ValueSource(strings = {PairSets.EDGES, PairSets.PAINTED, PairSets.BLENDED, PairSets.DOMAINS})
    void theHintAtNothingBehindTheColonOpens(String word) {
        assertThatThrownBy(() -> openAny(word + ":")).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            try (Dataset pairs = openAny(e.hint().replace("for example ", ""))) {
                assertThat(pairs.pair()).isPresent();
            }
        });
    }

    private Dataset openAny(String name) {
        return PairSets.open(name, null, Split.TRAIN, this::openAny, notices::add)
                .or(() -> EmbeddedSets.open(name, null))
                .orElseThrow();
    }

    /** Sobel of a vertical step from black to white by hand: 1 + 2 + 1 times the step beside the edge on both sides, else nothing. */
    @Test
    void edgesAreDarkWhereTheImageSteps() {
        float[] image = new float[16];
        for (int i = 0; i < 16; i++) {
            image[i] = i % 4 < 2 ? -1 : 1;
        }
        Dataset source = new PixelDataset(
                "step",
                Shape.image(1, 4, 4),
                1,
                PixelDataset.Labels.NONE,
                index -> {
                    byte[] pixels = new byte[16];
                    for (int i = 0; i < 16; i++) {
                        pixels[i] = (byte) (image[i] > 0 ? 255 : 0);
                    }
                    return pixels;
                },
                () -> "step",
                () -> {});
        try (Dataset pairs = new EdgePairs(source)) {
            float[] values = read(pairs, 0);
            for (int i = 0; i < 16; i++) {
                boolean beside = i % 4 == 1 || i % 4 == 2;
                assertThat(values[i]).as("pixel " + i).isEqualTo(beside ? -1 : 1, within(1e-6f));
                assertThat(values[16 + i]).isEqualTo(image[i]);
            }
        }
    }

    @Test
    void edgesOfPairsAreRefused() throws IOException {
        TestImages.write(temp.resolve("a.png"), sideBySide(4, 8, RED, BLUE));
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThatThrownBy(() -> new EdgePairs(pairs)).isInstanceOf(DataException.class);
        }
    }

    private void flat(String file, int height, int width) throws IOException {
        TestImages.write(temp.resolve(file), encode(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)));
    }

    @Test
    void whoIsStrictRefusesImagesWithoutPartner() throws IOException {
        for (String file : List.of("A/1.png", "A/2.png", "A/3.png", "B/2.png", "B/9.png")) {
            flat(file, 8, 8);
        }
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.size()).isEqualTo(1);
            assertThatThrownBy(() -> PairSets.requireComplete(pairs))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("found none for 1.png and 2 more");
        }
        try (Dataset others = open("edges:digits:3", null)) {
            PairSets.requireComplete(others);
        }
    }

    @Test
    void imagesOfDifferentProportionsAreNoPair() throws IOException {
        flat("A/1.png", 8, 8);
        flat("B/1.png", 16, 16); // scaled, they lie on each other
        try (Dataset pairs = open("pairs:" + temp, null)) {
            assertThat(pairs.shape()).isEqualTo(Shape.image(6, 8, 8));
        }
        flat("B/1.png", 16, 12);
        assertThatThrownBy(() -> open("pairs:" + temp, null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("in the same proportions, got 8x8 in")
                .hasMessageContaining("and 16x12 in");
    }
}
