package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {

    @Test
    void accuracyIsTheDiagonalsShare() {
        Confusion confusion = new Confusion(List.of("a", "b"));
        assertThat(confusion.accuracy()).isNaN();
        confusion.add(0, 0);
        confusion.add(0, 1);
        confusion.add(0, 1);
        confusion.add(1, 1);
        assertThat(confusion.count(0, 1)).isEqualTo(2);
        assertThat(confusion.count(1, 0)).isZero();
        assertThat(confusion.samples()).isEqualTo(4);
        assertThat(confusion.accuracy()).isEqualTo(0.5);
        assertThat(confusion.toJson())
                .containsEntry("classes", List.of("a", "b"))
                .containsEntry("samples", 4L)
                .containsEntry("accuracy", 0.5)
                .containsEntry("counts", new long[][] {{1, 2}, {0, 1}});
    }
}
