package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelledSampleTest {

    private final Dataset digits = EmbeddedSets.open("digits:40", null).orElseThrow();

    private LabelledSample sample(int count, long seed) {
        return LabelledSample.of(digits, digits.classes(), count, seed, warning -> {});
    }

    @Test
    void imagesKeepTheirLabelsAndComeOnce() {
        try (TensorScope scope = new TensorScope()) {
            LabelledSample sample = sample(40, 3);
            Set<Integer> seen = new HashSet<>();
            float[] one = new float[784];
            float[] all = Tensors.toFloats(sample.batch(0, 40));
            for (int i = 0; i < 40; i++) {
                float[] image = Arrays.copyOfRange(all, i * 784, (i + 1) * 784);
                for (int j = 0; j < 40; j++) {
                    digits.read(j, one, 0);
                    if (Arrays.equals(one, image)) {
                        seen.add(j);
                        assertThat(sample.label(i)).isEqualTo(digits.label(j));
                    }
                }
            }
            assertThat(seen).hasSize(40);
        }
    }

    @Test
    void theSeedChoosesAndTheSetLimits() {
        assertThat(sample(10, 1).fingerprint()).isEqualTo(sample(10, 1).fingerprint());
        assertThat(sample(10, 1).fingerprint()).isNotEqualTo(sample(10, 2).fingerprint());
        assertThat(sample(500, 1).size()).isEqualTo(40);
    }

    @Test
    void labelsFollowTheNamesOfTheModelsClasses() {
        List<String> reversed = new ArrayList<>(digits.classes());
        Collections.reverse(reversed);
        LabelledSample plain = sample(20, 3);
        LabelledSample other = LabelledSample.of(digits, reversed, 20, 3, warning -> {});
        for (int i = 0; i < 20; i++) {
            assertThat(other.label(i)).isEqualTo(9 - plain.label(i));
        }
        assertThatThrownBy(() -> LabelledSample.of(digits, List.of("0", "1"), 20, 3, warning -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected images of the model's classes [0, 1], got class '2'");
    }

    @Test
    void aSetWithoutLabelsIsRefused() {
        Dataset unlabelled = new Dataset() {
            @Override
            public String name() {
                return "photos";
            }

            @Override
            public Shape shape() {
                return Shape.image(1, 4, 4);
            }

            @Override
            public int size() {
                return 3;
            }

            @Override
            public List<String> classes() {
                return List.of();
            }

            @Override
            public int label(int index) {
                return -1;
            }

            @Override
            public void read(int index, float[] target, int offset) {}

            @Override
            public String fingerprint() {
                return "";
            }
        };
        assertThatThrownBy(() -> LabelledSample.of(unlabelled, List.of("a"), 2, 1, warning -> {}))
                .isInstanceOf(DataException.class)
                .hasMessage("expected labelled images, got photos, which has no labels");
    }
}
