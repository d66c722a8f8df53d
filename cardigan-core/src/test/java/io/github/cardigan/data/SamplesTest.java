package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Shape SHAPE = Shape.image(1, 4, 4);

    @Test
    void labelsAreRequiredByName() {
        Samples labelled = new Samples(SHAPE, List.of("a", "b"));
        assertThat(labelled.requireLabels("classifier")).isSameAs(labelled);
        assertThatThrownBy(() -> new Samples(SHAPE, List.of()).requireLabels("classifier"))
                .isInstanceOf(DataException.class)
                .hasMessage("classifier expects labelled data with at least 2 classes, got data without labels");
        assertThatThrownBy(() -> new Samples(SHAPE, List.of("cats")).requireLabels("classifier"))
                .hasMessage("classifier expects labelled data with at least 2 classes, got the one class cats");
    }

    @Test
    void aSetSaysWhatItsSamplesAre() {
        try (Dataset digits = EmbeddedSets.open("digits:3", null).orElseThrow()) {
            assertThat(Samples.of(digits)).isEqualTo(new Samples(digits.shape(), digits.classes()));
        }
    }
}
