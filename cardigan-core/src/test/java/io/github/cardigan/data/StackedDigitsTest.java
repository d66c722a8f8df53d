package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.bytes;
import static io.github.cardigan.data.TestImages.idx;
import static io.github.cardigan.data.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.CardiganException;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackedDigitsTest {

    @TempDir
    Path temp;

    /** 20 images of 4 x 6 pixels, number i all of value i, with label i mod 10. */
    private Dataset counted() throws IOException {
        byte[] pixels = bytes(IntStream.range(0, 20 * 24).map(i -> i / 24).toArray());
        byte[] labels = bytes(IntStream.range(0, 20).map(i -> i % 10).toArray());
        write(temp.resolve("images-idx3-ubyte"), idx(new int[] {20, 4, 6}, pixels));
        write(temp.resolve("labels-idx1-ubyte"), idx(new int[] {20}, labels));
        return Datasets.open(temp.toString(), null, notice -> {});
    }

    private static int level(float value) {
        return Math.round((value + 1) * 127.5f);
    }

    @Test
    void eachChannelIsADigitAndTheLabelIsTheirNumber() throws IOException {
        try (Dataset stack = new StackedDigits(counted(), 7, 300)) {
            assertThat(stack.shape()).isEqualTo(Shape.image(3, 4, 6));
            assertThat(stack.size()).isEqualTo(300);
            assertThat(stack.classes())
                    .hasSize(1000)
                    .startsWith("000", "001")
                    .contains("042")
                    .endsWith("999");
            assertThat(stack.name()).isEqualTo("stacked-mnist:" + temp);
            float[] values = new float[1 + 3 * 24];
            boolean[] seen = new boolean[20];
            for (int i = 0; i < 300; i++) {
                stack.read(i, values, 1);
                int label = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int digit = level(values[1 + 24 * channel]);
                    for (int pixel = 0; pixel < 24; pixel++) {
                        assertThat(level(values[1 + 24 * channel + pixel])).isEqualTo(digit);
                    }
                    seen[digit] = true;
                    label = 10 * label + digit % 10;
                }
                assertThat(stack.label(i)).isEqualTo(label);
                assertThat(stack.classes().get(label)).isEqualTo("%03d".formatted(label));
            }
            assertThat(values[0]).isZero();
            assertThat(seen).doesNotContain(false);
        }
    }

    @Test
    void aStackDependsOnSeedAndIndexAlone() throws IOException {
        try (Dataset source = counted()) {
            int[] labels = labels(new StackedDigits(source, 7, 300));
            assertThat(labels(new StackedDigits(source, 7, 200))).isEqualTo(Arrays.copyOf(labels, 200));
            assertThat(labels(new StackedDigits(source, 8, 300))).isNotEqualTo(labels);
            String fingerprint = new StackedDigits(source, 7, 300).fingerprint();
            assertThat(new StackedDigits(source, 8, 300).fingerprint()).isNotEqualTo(fingerprint);
            assertThat(new StackedDigits(source, 7, 200).fingerprint()).isNotEqualTo(fingerprint);
            assertThat(new StackedDigits(new DrawnDigits(1, 20), 7, 300).fingerprint())
                    .isNotEqualTo(fingerprint);
        }
    }

    private static int[] labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }

    /** Of 26,000 even draws, the mean KL to uniform over 1,000 is 999 / 52,000 = 0.0192 with deviation 0.0009; a mode is missed by e^-26. */
    @Test
    void allThousandModesAreThereAndEven() {
        Dataset stack = StackedDigits.open("stacked-mnist:digits", Split.TEST, StackedDigitsTest::embedded)
                .orElseThrow();
        int[] histogram = new int[1000];
        IntStream.of(labels(stack)).forEach(label -> histogram[label]++);
        double kl = IntStream.of(histogram)
                .mapToDouble(n -> n / 26_000.0 * Math.log(n / 26.0))
                .sum();
        assertThat(histogram).doesNotContain(0);
        assertThat(kl).isEqualTo(999 / 52_000.0, within(0.004));
    }

    private static Dataset embedded(String name) {
        return EmbeddedSets.open(name, null, Split.TEST).orElseThrow();
    }

    @Test
    void itIsOpenedByNameWithTheCountsOfThePapers() {
        Dataset train = StackedDigits.open(
                        "stacked-mnist:digits:500",
                        Split.TRAIN,
                        name -> EmbeddedSets.open(name, new ImageSize(16, 16)).orElseThrow())
                .orElseThrow();
        Dataset test = StackedDigits.open("stacked-mnist:digits", Split.TEST, StackedDigitsTest::embedded)
                .orElseThrow();
        assertThat(train.size()).isEqualTo(128_000);
        assertThat(train.shape()).isEqualTo(Shape.image(3, 16, 16));
        assertThat(test.size()).isEqualTo(26_000);
        assertThat(test.shape()).isEqualTo(Shape.image(3, 28, 28));
        assertThat(StackedDigits.behind(Holdout.share(train, 0.1, 1).training()))
                .contains((StackedDigits) train);
        assertThat(StackedDigits.behind(new DrawnDigits(1, 10))).isEmpty();
        assertThat(StackedDigits.open("digits", Split.TRAIN, StackedDigitsTest::embedded))
                .isEmpty();
        assertThat(StackedDigits.open("stacked-mnists:digits", Split.TRAIN, StackedDigitsTest::embedded))
                .isEmpty();
    }

    @Test
    void whatIsNotTenClassesOfGreyDigitsIsRefused() throws IOException {
        assertRefused("stacked-mnist:shapes", DataException.class, "expects grey digits", "got samples of [3, 32, 32]");
        assertRefused("stacked-mnist:grid", DataException.class, "expects grey digits", "samples of [2] from grid");
        assertRefused("stacked-mnist", ConfigurationException.class, "expected digits to stack behind the colon");
        assertRefused("stacked-mnist:", ConfigurationException.class, "expected digits to stack behind the colon");
        counted().close();
        write(temp.resolve("labels-idx1-ubyte"), idx(new int[] {20}, new byte[20]));
        Dataset one = Datasets.open(temp.toString(), null, notice -> {});
        assertThatThrownBy(() -> new StackedDigits(one, 1, 5))
                .isInstanceOf(DataException.class)
                .hasMessage("stacked-mnist expects labelled digits in 10 classes, got 1 class from " + temp);
        Dataset unlabelled = Datasets.open(
                write(temp.resolve("alone/pictures"), idx(new int[] {20, 4, 6}, new byte[480]))
                        .toString(),
                null,
                notice -> {});
        assertThatThrownBy(() -> new StackedDigits(unlabelled, 1, 5))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("got no labels from");
        assertThatThrownBy(() -> new StackedDigits(new DrawnDigits(1, 10), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String name, Class<? extends CardiganException> type, String... parts) {
        assertThatThrownBy(() -> StackedDigits.open(name, Split.TRAIN, StackedDigitsTest::embedded))
                .isInstanceOfSatisfying(type, e -> assertThat(e.hint()).contains("stacked-mnist:digits"))
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }
}
