package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnFacesTest {

    private static final int PLANE = 64 * 64;

    private static float[] read(Dataset data, int index) {
        float[] sample = new float[data.shape().elements()];
        data.read(index, sample, 0);
        return sample;
    }

    @Test
    void sampleDependsOnSeedAndIndexOnly() {
        DrawnFaces forward = new DrawnFaces(7, 50);
        DrawnFaces backward = new DrawnFaces(7, Integer.MAX_VALUE);
        float[][] samples =
                IntStream.range(0, 50).mapToObj(i -> read(forward, i)).toArray(float[][]::new);
        for (int i = 49; i >= 0; i--) {
            assertThat(read(backward, i)).isEqualTo(samples[i]);
            assertThat(backward.label(i)).isEqualTo(forward.label(i));
        }
        assertThat(read(new DrawnFaces(8, 50), 3)).isNotEqualTo(samples[3]);
    }

    @Test
    void fourThreadsReadTheSame() {
        DrawnFaces data = new DrawnFaces(7, 40);
        float[][] alone = IntStream.range(0, 40).mapToObj(i -> read(data, i)).toArray(float[][]::new);
        ReadByThreads.four(data, 40).forEach(together -> assertThat(together).isDeepEqualTo(alone));
    }

    @Test
    void describesItself() {
        DrawnFaces data = new DrawnFaces(1, 20);
        assertThat(data.name()).isEqualTo("faces");
        assertThat(data.shape()).isEqualTo(Shape.image(3, 64, 64));
        assertThat(data.size()).isEqualTo(20);
        assertThat(data.pair()).isEmpty();
        assertThat(data.classes()).containsExactly("plain", "made-up");
    }

    /** 1,000 pairs, either order equally likely: 500 within 4.5 standard deviations of 15.8. */
    @Test
    void everyTwoSamplesHoldBothClassesInRandomOrder() {
        DrawnFaces data = new DrawnFaces(1, 2000);
        int plainFirst = 0;
        for (int i = 0; i < 2000; i += 2) {
            assertThat(data.label(i) + data.label(i + 1)).isEqualTo(1);
            plainFirst += data.label(i) == 0 ? 1 : 0;
        }
        assertThat(plainFirst).isBetween(429, 571);
    }

    @Test
    void valuesAreInRangeAndEverybodyIsSomebodyElse() {
        DrawnFaces data = new DrawnFaces(3, 300);
        Set<String> grounds = new HashSet<>();
        int outside = 0;
        for (int i = 0; i < 300; i++) {
            float[] sample = read(data, i);
            for (float value : sample) {
                outside += value >= -1 && value <= 1 ? 0 : 1; // NaN is neither
            }
            // The corner is never made up: who was there both plain and made up would have the same twice.
            grounds.add(Arrays.toString(new float[] {sample[0], sample[PLANE], sample[2 * PLANE]}));
        }
        assertThat(outside).isZero();
        assertThat(grounds).hasSize(300);
    }

    @Test
    void theClassSaysWhetherThereIsMakeup() {
        DrawnFaces data = new DrawnFaces(3, 60);
        for (int i = 0; i < 60; i++) {
            float[] plain = new float[3 * PLANE];
            new FaceDrawing(FaceIdentity.draw(new DrawnRandom(3, 2, i))).paint(null, plain, 0);
            assertThat(Arrays.equals(read(data, i), plain)).as("sample %d", i).isEqualTo(data.label(i) == 0);
        }
    }

    @Test
    void fingerprintTellsSeedAndCountApart() {
        // python3 -c "import hashlib; print(hashlib.sha256(b'drawn-faces/v1\n-3\n5\n').hexdigest())"
        assertThat(new DrawnFaces(-3, 5).fingerprint())
                .isEqualTo("42a2122c35208560abccf363beba73a3988a71553cb1a0aba5b2abe3dbd4376e");
        assertThat(new DrawnFaces(-3, 6).fingerprint()).isNotEqualTo(new DrawnFaces(-3, 5).fingerprint());
    }

    @Test
    void emptySetsAndIndicesBeyondTheSetAreRefused() {
        assertThatThrownBy(() -> new DrawnFaces(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got a count of 0");
        assertThatThrownBy(() -> new DrawnFaces(1, 10).read(10, new float[3 * PLANE], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
