package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {

    private static final int PIXELS = 28 * 28;

    private static float[] read(Dataset data, int index) {
        float[] sample = new float[data.shape().elements()];
        data.read(index, sample, 0);
        return sample;
    }

    private static float[][] first(Dataset data, int count) {
        float[][] samples = new float[count][];
        for (int i = 0; i < count; i++) {
            samples[i] = read(data, i);
        }
        return samples;
    }

    private static int[] labels(Dataset data, int count) {
        return IntStream.range(0, count).map(data::label).toArray();
    }

    @Test
    void sampleDependsOnSeedAndIndexOnly() {
        DrawnDigits forward = new DrawnDigits(7, 50);
        DrawnDigits backward = new DrawnDigits(7, Integer.MAX_VALUE);
        float[][] samples = first(forward, 50);
        for (int i = 49; i >= 0; i--) {
            assertThat(read(backward, i)).isEqualTo(samples[i]);
            assertThat(backward.label(i)).isEqualTo(forward.label(i));
        }
        assertThat(read(new DrawnDigits(8, 50), 3)).isNotEqualTo(samples[3]);
    }

    @Test
    void lastOfTheLargestSetCanBeRead() {
        DrawnDigits data = new DrawnDigits(-1, Integer.MAX_VALUE);
        assertThat(data.label(Integer.MAX_VALUE - 1)).isBetween(0, 9);
        assertThat(read(data, Integer.MAX_VALUE - 1)).contains(1f);
    }

    @Test
    void describesItself() {
        DrawnDigits data = new DrawnDigits(1, 20);
        assertThat(data.name()).isEqualTo("digits");
        assertThat(data.shape()).isEqualTo(Shape.image(1, 28, 28));
        assertThat(data.size()).isEqualTo(20);
        assertThat(data.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void everyTenSamplesHoldEveryDigitOnceInChangingOrder() {
        DrawnDigits data = new DrawnDigits(1, 40);
        Set<String> orders = new HashSet<>();
        for (int from = 0; from < 40; from += 10) {
            int[] block = Arrays.copyOfRange(labels(data, 40), from, from + 10);
            orders.add(Arrays.toString(block));
            assertThat(block).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(orders).hasSize(4);
    }

    @Test
    void writesAtTheOffsetAndNowhereElse() {
        DrawnDigits data = new DrawnDigits(1, 10);
        float[] target = new float[PIXELS + 20];
        Arrays.fill(target, 9);
        data.read(4, target, 10);
        assertThat(Arrays.copyOfRange(target, 10, 10 + PIXELS)).isEqualTo(read(data, 4));
        assertThat(Arrays.copyOf(target, 10)).containsOnly(9);
        assertThat(Arrays.copyOfRange(target, 10 + PIXELS, target.length)).containsOnly(9);
    }

    @Test
    void inkIsWhiteOnAnExactlyBlackSheetAndNeverCutOff() {
        float[][] samples = first(new DrawnDigits(3, 1000), 1000);
        for (float[] sample : samples) {
            int black = 0;
            int outside = 0;
            int inkOnRim = 0;
            for (int i = 0; i < PIXELS; i++) {
                boolean rim = i < 28 || i >= 27 * 28 || i % 28 == 0 || i % 28 == 27;
                black += sample[i] == -1 ? 1 : 0;
                outside += sample[i] >= -1 && sample[i] <= 1 ? 0 : 1;
                inkOnRim += rim && sample[i] > 0 ? 1 : 0;
            }
            assertThat(black).isBetween(PIXELS / 2, PIXELS * 97 / 100);
            assertThat(outside).isZero();
            // The edge of the ink, where it is half grey, stays within the outermost pixels.
            assertThat(inkOnRim).isZero();
        }
    }

    @Test
    void inkIsAsMuchAndAsThickAsInMnist() {
        float[][] samples = first(new DrawnDigits(3, 2000), 2000);
        double ink = 0;
        double squares = 0;
        for (float[] sample : samples) {
            for (float pixel : sample) {
                double light = (pixel + 1) / 2;
                ink += light;
                squares += light * light;
            }
        }
        double mean = ink / samples.length / PIXELS;
        double deviation = Math.sqrt(squares / samples.length / PIXELS - mean * mean);
        // MNIST's training images: mean 0.1307, standard deviation 0.3081.
        assertThat(mean).isEqualTo(0.1307, within(0.01));
        assertThat(deviation).isEqualTo(0.3081, within(0.01));
    }

    @Test
    void noTwoOfTheFirstThousandAreEqual() {
        Set<String> different = new HashSet<>();
        for (float[] sample : first(new DrawnDigits(3, 1000), 1000)) {
            different.add(Arrays.toString(sample));
        }
        assertThat(different).hasSize(1000);
    }

    @Test
    void nearestClassMeanReadsMostDigits() {
        DrawnDigits data = new DrawnDigits(3, 3000);
        float[][] samples = first(data, 3000);
        int[] labels = labels(data, 3000);
        float[][] means = new float[10][PIXELS];
        for (int i = 0; i < 2000; i++) {
            for (int k = 0; k < PIXELS; k++) {
                means[labels[i]][k] += samples[i][k] / 200;
            }
        }
        int right = 0;
        for (int i = 2000; i < 3000; i++) {
            right += labels[i] == nearest(means, samples[i]) ? 1 : 0;
        }
        // Chance is 100; the same classifier reads 820 of 1000 of MNIST's test digits when its means come from MNIST.
        assertThat(right).isGreaterThan(800);
    }

    @Test
    void whoLearnsFromDrawnDigitsReadsRealOnes() throws IOException {
        Path mnist = Path.of("..", "..", "shared", "data", "mnist");
        Assumptions.assumeTrue(
                Files.exists(mnist.resolve("t10k-images-idx3-ubyte.gz")),
                "no MNIST in " + mnist + ": drawn digits are not compared with real ones");
        DrawnDigits data = new DrawnDigits(1, 3000);
        float[][] drawn = first(data, 3000);
        int right = 0;
        byte[] real = unzip(mnist.resolve("t10k-images-idx3-ubyte.gz"), 16 + 300 * PIXELS);
        byte[] answers = unzip(mnist.resolve("t10k-labels-idx1-ubyte.gz"), 8 + 300);
        for (int i = 0; i < 300; i++) {
            float[] sample = new float[PIXELS];
            for (int k = 0; k < PIXELS; k++) {
                sample[k] = (real[16 + i * PIXELS + k] & 0xFF) / 127.5f - 1;
            }
            right += data.label(nearest(drawn, sample)) == answers[8 + i] ? 1 : 0;
        }
        // One nearest neighbour, plain pixels. Chance is 30.
        assertThat(right).isGreaterThan(255);
    }

    private static byte[] unzip(Path file, int bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            byte[] content = new byte[bytes];
            in.readFully(content);
            return content;
        }
    }

    private static int nearest(float[][] candidates, float[] sample) {
        int best = 0;
        float bestDistance = Float.POSITIVE_INFINITY;
        for (int c = 0; c < candidates.length; c++) {
            float distance = 0;
            for (int k = 0; k < sample.length; k++) {
                float difference = candidates[c][k] - sample[k];
                distance += difference * difference;
            }
            if (distance < bestDistance) {
                bestDistance = distance;
                best = c;
            }
        }
        return best;
    }

    @Test
    void fingerprintTellsSeedAndCountApart() {
        // python3 -c "import hashlib; print(hashlib.sha256(b'drawn-digits/v1\n7\n100\n').hexdigest())"
        assertThat(new DrawnDigits(7, 100).fingerprint())
                .isEqualTo("dc23c3a3fab07fe04cce461ad5eb1cfaec0ecfa98977d4f65fd945cd29a9086e");
        assertThat(new DrawnDigits(7, 101).fingerprint()).isNotEqualTo(new DrawnDigits(7, 100).fingerprint());
        assertThat(new DrawnDigits(8, 100).fingerprint()).isNotEqualTo(new DrawnDigits(7, 100).fingerprint());
    }

    @Test
    void emptySetsAndIndicesBeyondTheSetAreRefused() {
        assertThatThrownBy(() -> new DrawnDigits(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got a count of 0");
        DrawnDigits data = new DrawnDigits(1, 10);
        assertThatThrownBy(() -> data.label(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.read(-1, new float[PIXELS], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
