package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSetsTest {

    private static Dataset open(String name, String size) {
        return EmbeddedSets.open(name, ImageSize.parse(size)).orElseThrow();
    }

    @Test
    void imagesComeBeforePoints() {
        assertThat(EmbeddedSets.names())
                .containsExactly("digits", "shapes", "faces", "makeup", "ring", "grid", "swiss-roll", "two-moons");
    }

    @Test
    void everySetIsFoundUnderItsName() {
        for (String name : EmbeddedSets.names()) {
            try (Dataset set = EmbeddedSets.open(name + ":5", null).orElseThrow()) {
                assertThat(set.name()).isEqualTo(name);
                assertThat(set.size()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"faces:0", "faces:-3", "makeup:many", "makeup:", "faces:2147483648"})
    void countsThatAreNoneAreRefused(String name) {
        assertThatThrownBy(() -> EmbeddedSets.open(name, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a number of samples of at least 1 after the colon, got '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"face", "faces/", "Faces", "make-up"})
    void otherNamesAreNoSets(String name) {
        assertThat(EmbeddedSets.open(name, null)).isEmpty();
    }

    @Test
    void facesComeInOtherSizes() {
        assertThat(open("faces:3", "32x32").shape()).isEqualTo(Shape.image(3, 32, 32));
        assertThat(open("faces:3", "64x64")).isInstanceOf(DrawnFaces.class);
    }

    @Test
    void makeupHasOneSize() {
        assertThat(open("makeup:3", "64x64")).isInstanceOf(MakeupFaces.class);
        assertThatThrownBy(() -> open("makeup:3", "32x32"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected the size 64x64 for makeup, which has no other, got 32x32");
    }

    @Test
    void threeImagesAreNeitherOutlinedNorRecoloured() {
        MakeupFaces makeup = new MakeupFaces(1, 3);
        assertThatThrownBy(() -> new EdgePairs(makeup))
                .hasMessage("edges expects images, got samples of [9, 64, 64] from makeup");
        assertThatThrownBy(() -> RecolouredDataset.of(makeup, 3))
                .hasMessage("expected images of 1 or 3 channels, got samples of [9, 64, 64] from makeup");
    }
}
