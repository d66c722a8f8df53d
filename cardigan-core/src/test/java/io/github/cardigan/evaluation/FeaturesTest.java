package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    @Test
    void onlyWhatIsAskedForIsKept() {
        float[] values = FixedArrays.values(1, 10, 4);
        try (Features moments = ArrayImages.features(values, 4, Part.MOMENTS)) {
            assertThat(moments.parts()).containsExactly(Part.MOMENTS);
            assertThat(moments.moments().count()).isEqualTo(10);
            assertThatThrownBy(moments::rows)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("expected rows of array, got [MOMENTS]");
            assertThatThrownBy(moments::probabilities)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("expected an extractor with class probabilities, got 'pixels'");
        }
        try (Features rows = ArrayImages.features(values, 4, Part.ROWS)) {
            assertThat(rows.rows().toArray()).isEqualTo(values);
            assertThatThrownBy(rows::moments).hasMessage("expected moments of array, got [ROWS]");
        }
    }

    @Test
    void progressIsToldAfterEachBatch() {
        List<String> told = new ArrayList<>();
        ArrayImages images = ArrayImages.of(FixedArrays.values(1, 600, 2), 2);
        Features.extract(
                        images, new PixelExtractor(images.shape()), Set.of(), (done, all) -> told.add(done + "/" + all))
                .close();
        assertThat(told).containsExactly("256/600", "512/600", "600/600");
    }

    @Test
    void aNumberThatIsNotFiniteIsNamed() {
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            float[] values = FixedArrays.values(1, 600, 2);
            values[2 * 300 + 1] = bad;
            values[2 * 301] = bad;
            assertThatThrownBy(() -> ArrayImages.features(values, 2, Part.MOMENTS))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessage(
                            "expected finite features, got NaN or infinity from extractor 'pixels' for image 300 of array");
        }
    }

    @Test
    void probabilitiesAreNotAskedOfAnExtractorWithout() {
        assertThatThrownBy(() -> ArrayImages.features(new float[4], 4, Part.PROBABILITIES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'pixels', which has none");
    }

    /** Looks at nothing: it is refused before. */
    private static void refused(int count, int size, Part part, String message, String hint) {
        Images many = new Endless(count, size);
        assertThatThrownBy(
                        () -> Features.extract(many, new PixelExtractor(many.shape()), Set.of(part), (done, all) -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((ConfigurationException) e).hint()).contains(hint));
    }

    @Test
    void aMatrixThatFindsNoRoomIsRefusedBeforeAnyImageIsRead() {
        refused(10, 8193, Part.MOMENTS, "fid of 8193 values needs a matrix of 0.5 GB", "--extractor classifier");
        refused(10, 12_288, Part.MOMENTS, "needs a matrix of 1.2 GB", "kid");
        refused(10, 65_536, Part.MOMENTS, "needs a matrix of 34.4 GB", "inception-v3");
    }

    /** 2^29 - 1 values are the most: 43,690 images of 12,288. */
    @Test
    void rowsThatFindNoRoomAreRefusedBeforeAnyImageIsRead() {
        refused(43_691, 12_288, Part.ROWS, "expected at most 536870911 features in all, got 43691", "at most 43690");
    }

    /** Many large images that nobody may look at. */
    private record Endless(int size, int width) implements Images {

        @Override
        public String name() {
            return "endless";
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 1, width);
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public org.bytedeco.pytorch.Tensor batch(int first, int count) {
            throw new AssertionError("no image may be read");
        }

        @Override
        public String fingerprint() {
            return "0";
        }
    }

    @Test
    void imagesOfAnotherShapeAreRefusedBeforeAnyIsRead() {
        ArrayImages images = ArrayImages.of(new float[8], 4);
        PixelExtractor other = new PixelExtractor(Shape.image(3, 2, 2));
        assertThatThrownBy(() -> Features.extract(images, other, Set.of(), (done, all) -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected images of [3, 2, 2], got [1, 1, 4]");
    }
}
