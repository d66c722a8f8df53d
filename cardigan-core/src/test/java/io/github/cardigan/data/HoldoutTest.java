package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutTest {

    private static Dataset digits(int count) {
        return EmbeddedSets.open("digits:" + count, null).orElseThrow();
    }

    private static List<String> names(Dataset part) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            names.add(part.sampleName(i));
        }
        return names;
    }

    @Test
    void thePartsHaveNoSampleInCommonAndTogetherAll() {
        try (Dataset digits = digits(50)) {
            Holdout parts = Holdout.share(digits, 0.2, 3);
            Dataset validation = parts.validation().orElseThrow();
            assertThat(validation.size()).isEqualTo(10);
            assertThat(parts.training().size()).isEqualTo(40);
            HashSet<String> all = new HashSet<>(names(parts.training()));
            all.addAll(names(validation));
            assertThat(all).hasSize(50);
            assertThat(names(validation)).isNotEqualTo(names(digits).subList(0, 10));
        }
    }

    @Test
    void aPartsSampleIsTheWholesUnderAnotherIndex() {
        try (Dataset digits = digits(50)) {
            Dataset part = Holdout.share(digits, 0.2, 3).validation().orElseThrow();
            float[] own = new float[1 + 784];
            float[] wholes = new float[1 + 784];
            for (int i = 0; i < part.size(); i++) {
                int index = Integer.parseInt(part.sampleName(i));
                part.read(i, own, 1);
                digits.read(index, wholes, 1);
                assertThat(own).isEqualTo(wholes);
                assertThat(part.label(i)).isEqualTo(digits.label(index));
            }
            assertThat(part.classes()).isEqualTo(digits.classes());
            assertThat(part.shape()).isEqualTo(digits.shape());
            assertThat(part.name()).isEqualTo(digits.name());
        }
    }

    @Test
    void theSeedChooses() {
        try (Dataset digits = digits(50)) {
            Dataset a = Holdout.share(digits, 0.2, 3).validation().orElseThrow();
            Dataset b = Holdout.share(digits, 0.2, 3).validation().orElseThrow();
            Dataset c = Holdout.share(digits, 0.2, 4).validation().orElseThrow();
            assertThat(names(b)).isEqualTo(names(a));
            assertThat(b.fingerprint()).isEqualTo(a.fingerprint());
            assertThat(names(c)).isNotEqualTo(names(a));
            assertThat(c.fingerprint()).isNotEqualTo(a.fingerprint());
        }
    }

    @Test
    void nothingHeldOutIsTheSetItself() {
        try (Dataset digits = digits(5)) {
            assertThat(Holdout.nothing(digits).training()).isSameAs(digits);
            assertThat(Holdout.nothing(digits).validation()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0.1", "4, 0.9", "1, 0.5"})
    void anEmptyPartIsRefused(int count, double share) {
        try (Dataset digits = digits(count)) {
            assertThatThrownBy(() -> Holdout.share(digits, share, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessage("expected at least one sample to learn from and one to hold out, got a share of "
                            + share + " of " + count + " samples");
        }
    }
}
