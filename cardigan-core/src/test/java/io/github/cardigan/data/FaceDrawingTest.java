package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.data.DrawnShapesScene.Colour;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceDrawingTest {

    private static final int PLANE = 64 * 64;
    private static final Colour GREEN = Colour.rgb(0, 255, 0); // no skin, lip, hair or eye is as green

    private static FaceDrawing drawing(int index) {
        return new FaceDrawing(FaceIdentity.draw(new DrawnRandom(5, 1, index)));
    }

    private static Makeup style(int index) {
        return Makeup.draw(new DrawnRandom(5, 2, index));
    }

    private static float[] paint(FaceDrawing face, @Nullable Makeup style) {
        float[] picture = new float[3 * PLANE];
        face.paint(style, picture, 0);
        return picture;
    }

    private static float[] mask(FaceDrawing face) {
        float[] mask = new float[PLANE];
        face.areas().mask(mask, 0);
        return mask;
    }

    private static boolean differs(float[] one, float[] other, int pixel) {
        return one[pixel] != other[pixel]
                || one[PLANE + pixel] != other[PLANE + pixel]
                || one[2 * PLANE + pixel] != other[2 * PLANE + pixel];
    }

    @Test
    void makeupWithAllItsPartsChangesExactlyTheMask() {
        Makeup all = new Makeup(GREEN, 0.6, GREEN, 0.5, 0.45, GREEN, 0.2, 0.5);
        for (int i = 0; i < 100; i++) {
            FaceDrawing face = drawing(i);
            float[] plain = paint(face, null);
            float[] madeUp = paint(face, all);
            float[] mask = mask(face);
            int wrong = 0;
            for (int pixel = 0; pixel < PLANE; pixel++) {
                wrong += mask[pixel] == (differs(plain, madeUp, pixel) ? 1 : 0) ? 0 : 1;
            }
            assertThat(wrong).as("pixels of face %d", i).isZero();
        }
    }

    @Test
    void everyStyleStaysWithinTheMaskAndIsSeenThere() {
        for (int i = 0; i < 300; i++) {
            FaceDrawing face = drawing(i);
            float[] plain = paint(face, null);
            float[] madeUp = paint(face, style(i));
            float[] mask = mask(face);
            double change = 0;
            int inside = 0;
            int wrong = 0;
            for (int pixel = 0; pixel < PLANE; pixel++) {
                if (mask[pixel] == 1) {
                    inside++;
                    for (int c = 0; c < 3; c++) {
                        change += Math.abs(madeUp[c * PLANE + pixel] - plain[c * PLANE + pixel]) / 3;
                    }
                } else {
                    wrong += mask[pixel] != 0 || differs(plain, madeUp, pixel) ? 1 : 0;
                }
            }
            assertThat(wrong).as("pixels of face %d", i).isZero();
            // Lips, two lids and two cheeks of a face of about 35 x 45 pixels; a change of five grey levels on average.
            assertThat(inside).as("mask of face %d", i).isBetween(100, 600);
            assertThat(change / inside).as("change of face %d", i).isGreaterThan(5 / 127.5);
        }
    }

    @Test
    void eachPartOfAStyleChangesItsPlaceOnly() {
        FaceDrawing face = drawing(3);
        MakeupAreas areas = face.areas();
        float[] plain = paint(face, null);
        float[] lips = paint(face, new Makeup(GREEN, 1, GREEN, 0, 1, GREEN, 0, 0));
        float[] lids = paint(face, new Makeup(GREEN, 0, GREEN, 1, 1, GREEN, 0, 0));
        float[] cheeks = paint(face, new Makeup(GREEN, 0, GREEN, 0, 1, GREEN, 1, 0));
        float[] lines = paint(face, new Makeup(GREEN, 0, GREEN, 0, 1, GREEN, 0, 1));
        for (int pixel = 0; pixel < PLANE; pixel++) {
            assertThat(differs(plain, lips, pixel)).isEqualTo(areas.lips[pixel] > 0);
            assertThat(differs(plain, lids, pixel)).isEqualTo(areas.lids[pixel] > 0);
            assertThat(differs(plain, cheeks, pixel)).isEqualTo(areas.cheeks[pixel] > 0);
            assertThat(differs(plain, lines, pixel)).isEqualTo(areas.lines[pixel] > 0);
        }
        int fullest = IntStream.range(0, PLANE)
                .reduce((a, b) -> areas.lips[b] > areas.lips[a] ? b : a)
                .orElseThrow();
        assertThat(areas.lips[fullest]).isEqualTo(1);
        assertThat(lips[PLANE + fullest]).isEqualTo(1); // of full strength: the colour itself
        assertThat(lips[fullest]).isEqualTo(-1);
    }

    @Test
    void shadowReachesFurtherWithItsExtent() {
        FaceDrawing face = drawing(4);
        float[] plain = paint(face, null);
        double narrow = change(plain, paint(face, new Makeup(GREEN, 0, GREEN, 0.8, 0.4, GREEN, 0, 0)));
        double wide = change(plain, paint(face, new Makeup(GREEN, 0, GREEN, 0.8, 1, GREEN, 0, 0)));
        assertThat(wide).isGreaterThan(1.2 * narrow);
    }

    private static double change(float[] plain, float[] madeUp) {
        return IntStream.range(0, plain.length)
                .mapToDouble(k -> Math.abs(madeUp[k] - plain[k]))
                .sum();
    }

    /** Of 2,000: 30 % each without blush and without lines, within 4.5 standard deviations of a share of 0.3. */
    @Test
    void stylesVary() {
        int noBlush = 0;
        int noLine = 0;
        for (int i = 0; i < 2000; i++) {
            Makeup style = style(i);
            noBlush += style.blushStrength() == 0 ? 1 : 0;
            noLine += style.linerStrength() == 0 ? 1 : 0;
        }
        assertThat(noBlush).isBetween(507, 693);
        assertThat(noLine).isBetween(507, 693);
        assertThat(IntStream.range(0, 2000)
                        .mapToDouble(i -> style(i).shadow().green())
                        .distinct()
                        .count())
                .isEqualTo(2000);
    }

    @Test
    void strengthsBeyondOneAreRefused() {
        assertThatThrownBy(() -> new Makeup(GREEN, 1.1, GREEN, 0, 1, GREEN, 0, 0))
                .hasMessage("expected a strength or extent from 0 to 1, got 1.1");
        assertThatThrownBy(() -> new Makeup(GREEN, 1, GREEN, 0, Double.NaN, GREEN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void landmarksAreApartAndInThePicture() {
        for (int i = 0; i < 200; i++) {
            FaceLandmarks face = drawing(i).landmarks();
            assertThat(face.all()).hasSize(14 + 2 * 19 + 5 + 16).doesNotHaveDuplicates();
            assertThat(face.all()).allMatch(p -> p.x() > 0 && p.x() < 63 && p.y() > 0 && p.y() < 63);
            assertThat(face.left().middle().x())
                    .isLessThan(face.right().middle().x());
            assertThat(face.mouth().upperOuter().get(2).y())
                    .isLessThan(face.mouth().lowerOuter().get(2).y());
        }
    }
}
