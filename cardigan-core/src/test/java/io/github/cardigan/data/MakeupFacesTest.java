package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MakeupFacesTest {

    private static final int PLANE = 64 * 64;
    private static final int FACES = 200;

    /** What there is of one sample: x, y, W, the truth and copy-paste {@code [3, 64, 64]}, and the mask {@code [1, 64, 64]}. */
    private record Sample(float[] x, float[] y, float[] guide, float[] truth, float[] pasted, float[] mask) {

        static Sample of(MakeupFaces data, int index) {
            float[] all = read(data, index);
            float[] truth = new float[MakeupFaces.FACE.elements()];
            float[] pasted = new float[MakeupFaces.FACE.elements()];
            float[] mask = new float[MakeupFaces.MASK.elements()];
            data.truth(index, truth, 0);
            data.copyPaste(index, pasted, 0);
            data.mask(index, mask, 0);
            return new Sample(
                    part(all, MakeupFaces.SOURCE),
                    part(all, MakeupFaces.REFERENCE),
                    part(all, MakeupFaces.GUIDE),
                    truth,
                    pasted,
                    mask);
        }

        private static float[] part(float[] all, int channel) {
            return Arrays.copyOfRange(all, channel * PLANE, (channel + 3) * PLANE);
        }

        boolean outside(int k) {
            return mask[k % PLANE] == 0;
        }

        /** How far a picture is from the truth within the mask: the mean over pixels and channels. */
        double error(float[] picture) {
            return IntStream.range(0, 3 * PLANE)
                    .filter(k -> !outside(k))
                    .mapToDouble(k -> Math.abs(picture[k] - truth[k]))
                    .average()
                    .orElseThrow();
        }
    }

    private static float[] read(Dataset data, int index) {
        float[] sample = new float[data.shape().elements()];
        data.read(index, sample, 0);
        return sample;
    }

    @Test
    void sampleDependsOnSeedAndIndexOnly() {
        MakeupFaces forward = new MakeupFaces(7, 30);
        MakeupFaces backward = new MakeupFaces(7, Integer.MAX_VALUE);
        float[][] samples =
                IntStream.range(0, 30).mapToObj(i -> read(forward, i)).toArray(float[][]::new);
        for (int i = 29; i >= 0; i--) {
            assertThat(read(backward, i)).isEqualTo(samples[i]);
        }
        assertThat(read(new MakeupFaces(8, 30), 3)).isNotEqualTo(samples[3]);
    }

    @Test
    void fourThreadsReadTheSame() {
        MakeupFaces data = new MakeupFaces(7, 20);
        float[][] alone = IntStream.range(0, 20).mapToObj(i -> read(data, i)).toArray(float[][]::new);
        ReadByThreads.four(data, 20).forEach(together -> assertThat(together).isDeepEqualTo(alone));
    }

    @Test
    void describesItself() {
        MakeupFaces data = new MakeupFaces(1, 20);
        assertThat(data.name()).isEqualTo("makeup");
        assertThat(data.shape()).isEqualTo(Shape.image(9, 64, 64));
        assertThat(data.size()).isEqualTo(20);
        assertThat(data.classes()).isEmpty();
        assertThat(data.label(19)).isEqualTo(-1);
        assertThat(data.pair()).contains(new ImagePair(3, 3, false, 3));
    }

    @Test
    void onlyTheMaskIsEverChanged() {
        MakeupFaces data = new MakeupFaces(4, 60);
        for (int i = 0; i < 60; i++) {
            Sample sample = Sample.of(data, i);
            int wrong = 0;
            for (int k = 0; k < 3 * PLANE; k++) {
                float x = sample.x[k];
                boolean right = sample.outside(k)
                        ? sample.truth[k] == x && sample.guide[k] == x && sample.pasted[k] == x
                        : sample.mask[k % PLANE] == 1 && sample.pasted[k] == sample.y[k];
                wrong += right ? 0 : 1;
            }
            assertThat(wrong).as("values of sample %d", i).isZero();
        }
    }

    @Test
    void theGuideIsNearerToTheTruthThanDoingNothing() {
        MakeupFaces data = new MakeupFaces(3, FACES);
        double nothing = 0;
        double guide = 0;
        double pasted = 0;
        int nearer = 0;
        for (int i = 0; i < FACES; i++) {
            Sample sample = Sample.of(data, i);
            nothing += sample.error(sample.x) / FACES;
            guide += sample.error(sample.guide) / FACES;
            pasted += sample.error(sample.pasted) / FACES;
            nearer += sample.error(sample.guide) < sample.error(sample.x) ? 1 : 0;
        }
        assertThat(guide).isLessThan(0.6 * nothing).isLessThan(0.3 * pasted);
        assertThat(guide).isPositive(); // it is not the truth: the style is not known
        assertThat(nearer).isGreaterThan(FACES * 9 / 10);
    }

    @Test
    void valuesAreInRangeAndReferencesAreOtherPeople() {
        MakeupFaces data = new MakeupFaces(3, 60);
        int outside = 0;
        for (int i = 0; i < 60; i++) {
            float[] sample = read(data, i);
            for (float value : sample) {
                outside += value >= -1 && value <= 1 ? 0 : 1; // NaN is neither
            }
            assertThat(sample[MakeupFaces.SOURCE * PLANE]).isNotEqualTo(sample[MakeupFaces.REFERENCE * PLANE]);
        }
        assertThat(outside).isZero();
    }

    /** A reference of the same face as the source is warped by nothing: W is then the truth, but for the fading edge of the mask. */
    @Test
    void onOneAndTheSameFaceTheGuideIsTheReference() {
        for (int i = 0; i < 20; i++) {
            FaceDrawing face = new FaceDrawing(FaceIdentity.draw(new DrawnRandom(1, 1, i)));
            float[] plain = new float[3 * PLANE];
            float[] madeUp = new float[3 * PLANE];
            float[] guide = new float[3 * PLANE];
            face.paint(null, plain, 0);
            face.paint(Makeup.draw(new DrawnRandom(1, 2, i)), madeUp, 0);
            MakeupTransfer.warp(plain, face, madeUp, face.landmarks(), guide, 0);
            MakeupAreas areas = face.areas();
            int off = 0;
            for (int k = 0; k < guide.length; k++) {
                // At a cover below 0.3 the source shines through; makeup changes at most 0.3 of 2 there.
                boolean edge = areas.most(k % PLANE) < 0.3;
                off += Math.abs(guide[k] - madeUp[k]) > (edge ? 0.6 : 1e-4) ? 1 : 0;
            }
            assertThat(off).as("values of face %d", i).isZero();
        }
    }

    @Test
    void fingerprintTellsSeedAndCountApart() {
        // python3 -c "import hashlib; print(hashlib.sha256(b'makeup-faces/v1\n-3\n5\n').hexdigest())"
        assertThat(new MakeupFaces(-3, 5).fingerprint())
                .isEqualTo("907d0e55998607842449243c031c2798538d6a5e3ea16c7b2be920f559d1c01b");
        assertThat(new MakeupFaces(-3, 6).fingerprint()).isNotEqualTo(new MakeupFaces(-3, 5).fingerprint());
    }

    @Test
    void emptySetsAndIndicesBeyondTheSetAreRefused() {
        assertThatThrownBy(() -> new MakeupFaces(1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got a count of -1");
        MakeupFaces data = new MakeupFaces(1, 10);
        assertThatThrownBy(() -> data.read(10, new float[9 * PLANE], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.truth(-1, new float[3 * PLANE], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.mask(10, new float[PLANE], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
