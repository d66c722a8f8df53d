package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two domains, and sets made of parts of others. */
class DomainSetsTest {

    @TempDir
    Path temp;

    private static Dataset open(String name, ImageSize size) {
        return PairSets.open(name, size, Split.TRAIN, source -> open(source, size), notice -> {})
                .or(() -> SideSets.open(name, source -> open(source, size)))
                .or(() -> EmbeddedSets.open(name, size))
                .orElseGet(() -> Datasets.open(name, size, notice -> {}));
    }

    private static Dataset open(String name) {
        return open(name, null);
    }

    private static float[] read(Dataset data, int index) {
        float[] values = new float[data.shape().elements()];
        data.read(index, values, 0);
        return values;
    }

    private static void flat(Path file, int rgb, int height, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        TestImages.write(file, TestImages.encode(image, "png"));
    }

    @Test
    void aSampleIsAnImageOfEachDomainAndTheSmallerOneIsRepeated() {
        ImageSize size = new ImageSize(16, 16);
        try (Dataset domains = open("domains:digits:5,shapes:3", size);
                Dataset digits = open("digits:5", size);
                Dataset shapes = open("shapes:3", size)) {
            assertThat(domains.size()).isEqualTo(5);
            assertThat(domains.shape()).isEqualTo(Shape.image(4, 16, 16));
            assertThat(domains.pair()).contains(new ImagePair(1, 3, false));
            assertThat(domains.classes()).isEqualTo(digits.classes());
            Set<String> first = new HashSet<>();
            Set<String> second = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                float[] both = read(domains, i);
                assertThat(Arrays.copyOf(both, 256)).isEqualTo(read(digits, i));
                assertThat(domains.label(i)).isEqualTo(digits.label(i));
                first.add(Arrays.toString(Arrays.copyOf(both, 256)));
                if (i < 3) {
                    second.add(Arrays.toString(Arrays.copyOfRange(both, 256, both.length)));
                }
            }
            assertThat(first).hasSize(5);
            assertThat(second)
                    .containsExactlyInAnyOrder(
                            Arrays.toString(read(shapes, 0)),
                            Arrays.toString(read(shapes, 1)),
                            Arrays.toString(read(shapes, 2)));
        }
    }

    /** The first images of one half and the second of the other: no image ever meets its answer. */
    @Test
    void domainsOfPairsShareNoPair() {
        try (Dataset domains = open("domains:painted:digits:7");
                Dataset pairs = open("painted:digits:7")) {
            assertThat(domains.size()).isEqualTo(4); // 3 of the one side, 4 of the other
            int grey = 28 * 28;
            Set<String> known = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                known.add(Arrays.toString(Arrays.copyOfRange(read(pairs, i), grey, 4 * grey)));
            }
            for (int i = 0; i < 4; i++) {
                float[] both = read(domains, i);
                assertThat(Arrays.copyOf(both, grey)).isEqualTo(Arrays.copyOf(read(pairs, i % 3), grey));
                assertThat(known).doesNotContain(Arrays.toString(Arrays.copyOfRange(both, grey, 4 * grey)));
            }
        }
    }

    @Test
    void twoFoldersAndTwoClassesAreDomains() throws IOException {
        for (String names : new String[] {"A B", "trainA trainB", "apples oranges"}) {
            Path folder = temp.resolve(names.replace(' ', '-'));
            String[] sides = names.split(" ");
            flat(folder.resolve(sides[0]).resolve("1.png"), 0xff0000, 4, 4);
            flat(folder.resolve(sides[0]).resolve("2.png"), 0xff0000, 4, 4);
            flat(folder.resolve(sides[1]).resolve("3.png"), 0x00ff00, 4, 4);
            try (Dataset domains = open("domains:" + folder)) {
                assertThat(domains.size()).as(names).isEqualTo(2);
                float[] both = read(domains, 1);
                assertThat(both[0]).isEqualTo(1); // red of red
                assertThat(both[3 * 16]).isEqualTo(-1); // red of green
                assertThat(both[4 * 16]).isEqualTo(1);
            }
        }
    }

    @Test
    void oneClassIsADomain() {
        try (Dataset stars = open("only:star:shapes:64");
                Dataset shapes = open("shapes:64");
                Dataset domains = open("domains:only:star:shapes:64,only:heart:shapes:64")) {
            assertThat(stars.size()).isEqualTo(8); // every shape once in eight
            assertThat(stars.classes()).isEmpty();
            int next = 0;
            for (int i = 0; i < 64; i++) {
                if (shapes.label(i) == shapes.classes().indexOf("star")) {
                    assertThat(read(stars, next++)).isEqualTo(read(shapes, i));
                }
            }
            assertThat(domains.size()).isEqualTo(8);
        }
    }

    @Test
    void eachSideOfPairsIsASet() {
        try (Dataset pairs = open("edges:shapes:5");
                Dataset first = open("first:edges:shapes:5");
                Dataset second = open("second:edges:shapes:5");
                Dataset shapes = open("shapes:5")) {
            assertThat(first.shape()).isEqualTo(Shape.image(1, 32, 32));
            assertThat(second.pair()).isEmpty();
            assertThat(second.classes()).isEqualTo(shapes.classes());
            for (int i = 0; i < 5; i++) {
                assertThat(read(second, i)).isEqualTo(read(shapes, i));
                assertThat(read(first, i)).isEqualTo(Arrays.copyOf(read(pairs, i), 1024));
                assertThat(second.label(i)).isEqualTo(shapes.label(i));
            }
            assertThat(first.fingerprint()).isNotEqualTo(second.fingerprint());
        }
    }

    /** Flat images of four greys, painted: each lies between black and white as far as its grey does. */
    @Test
    void paintIsLinearInTheGrey() throws IOException {
        int[] greys = {0, 64, 128, 255};
        for (int grey : greys) {
            TestImages.write(temp.resolve("greys/%03d.png".formatted(grey)), TestImages.grey("png", 16, 20, grey));
        }
        try (Dataset painted = open("painted:" + temp.resolve("greys"))) {
            int plane = 16 * 20;
            float[] black = read(painted, 0);
            float[] white = read(painted, 3);
            for (int i = 0; i < greys.length; i++) {
                float[] both = read(painted, i);
                double share = greys[i] / 255.0;
                assertThat(both[0]).isEqualTo((float) (2 * share - 1), within(1e-6f));
                for (int p = plane; p < 4 * plane; p++) {
                    assertThat(both[p])
                            .as("colour of grey %d", greys[i])
                            .isEqualTo((float) (black[p] + share * (white[p] - black[p])), within(1e-6f));
                }
            }
        }
    }

    /** What is white is orange or crimson, what is black blue or green. */
    @Test
    void whiteIsPaintedWarmAndBlackCold() {
        try (Dataset painted = open("painted:digits:20")) {
            assertThat(painted.pair()).contains(new ImagePair(1, 3));
            int plane = 28 * 28;
            float[] black = null;
            for (int i = 0; i < 20; i++) {
                float[] both = read(painted, i);
                for (int p = 0; p < plane; p++) {
                    for (int c = 1; c <= 3; c++) {
                        assertThat(both[c * plane + p]).isBetween(-1f, 1f);
                    }
                    if (both[p] == 1) {
                        assertThat(both[plane + p]).as("red of white").isGreaterThan(0.5f);
                        assertThat(both[3 * plane + p]).as("blue of white").isLessThan(-0.4f);
                    }
                    if (both[p] == -1) {
                        assertThat(both[plane + p]).as("red of black").isLessThan(-0.7f);
                    }
                }
                if (black != null) {
                    assertThat(both[plane]).isEqualTo(black[plane], within(1e-6f)); // the corner is black in all
                }
                black = both;
            }
        }
    }

    /** Two of six files have no partner: what is made of the rest still says so, and says it once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pairs:%s",
                "first:pairs:%s",
                "domains:pairs:%s",
                "domains:first:pairs:%s,shapes:4",
                "edges:second:pairs:%s",
                "grey:first:pairs:%s",
                "blended:digits:4,first:pairs:%s"
            })
    void whatIsMadeOfPairsKnowsWhoIsAlone(String name) throws IOException {
        for (String file : new String[] {"A/1.png", "A/2.png", "A/3.png", "B/1.png", "B/3.png", "B/4.png"}) {
            flat(temp.resolve(file), 0xff0000, 32, 32);
        }
        try (Dataset made = open(name.formatted(temp))) {
            assertThat(made.alone()).containsExactly("2.png", "4.png");
            assertThatThrownBy(() -> PairSets.requireComplete(new SubsetDataset(made, new int[] {0})))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("found none for 2.png and 1 more");
        }
    }

    /** |patch - digit| of shares from 0 to 1: on black the patch itself, on white its negative. */
    @Test
    void blendedDigitsAreTheDifference() throws IOException {
        flat(temp.resolve("photos/1.png"), 0xcc3380, 40, 44); // 0.8, 0.2, 0.502
        try (Dataset blended = open("blended:digits:6," + temp.resolve("photos"))) {
            int plane = 28 * 28;
            double[] patch = {0xcc / 255.0, 0x33 / 255.0, 0x80 / 255.0};
            for (int i = 0; i < 6; i++) {
                float[] both = read(blended, i);
                for (int p = 0; p < plane; p++) {
                    double digit = (both[p] + 1) / 2;
                    for (int c = 0; c < 3; c++) {
                        assertThat((both[(1 + c) * plane + p] + 1) / 2)
                                .isEqualTo((float) Math.abs(patch[c] - digit), within(1e-6f));
                    }
                }
            }
        }
        try (Dataset one = open("blended:digits:30,shapes:500");
                Dataset other = open("blended:digits:30,shapes:500")) {
            assertThat(read(one, 17)).isEqualTo(read(other, 17));
            assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            domains:                  | expected data behind the colon
            domains:digits:9          | expected two domains, got 10 classes in digits
            domains:digits:9,shapes:9 | expected two domains of one size, got images of [1, 28, 28]
            domains:ring,ring         | expected a domain of single images, got samples of [2]
            domains:painted:digits:1  | expected at least 2 pairs
            only:star                 | expected a class and data after only:
            only:moon:shapes:9        | expected one of the classes
            only:heart:shapes:1       | expected samples of the class heart
            first:digits:9            | expected pairs of images to take one of
            painted:shapes:9          | painted expects grey images
            blended:digits:9          | expected digits and patches with a comma between
            blended:shapes:9,shapes:9 | blended expects grey images
            blended:digits:9,digits:0 | expected a number of samples
            """)
    void mistakesAreNamed(String name, String message) {
        assertThatThrownBy(() -> open(name))
                .isInstanceOfAny(ConfigurationException.class, DataException.class)
                .hasMessageContaining(message);
    }
}
