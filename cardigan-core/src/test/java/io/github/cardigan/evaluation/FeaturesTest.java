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

    @Test
    void imagesOfAnotherShapeAreRefusedBeforeAnyIsRead() {
        ArrayImages images = ArrayImages.of(new float[8], 4);
        PixelExtractor other = new PixelExtractor(Shape.image(3, 2, 2));
        assertThatThrownBy(() -> Features.extract(images, other, Set.of(), (done, all) -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected images of [3, 2, 2], got [1, 1, 4]");
    }
}
