package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairSideTest {

    private static Dataset open(String name) {
        return TestSets.open(name, null);
    }

    /** The label of a sample is its first image's: of two domains the second image has nothing to do with it. */
    @Test
    void theSecondOfTwoDomainsHasNoLabels() {
        try (Dataset matched = open("second:painted:digits:20");
                Dataset first = open("first:domains:digits:20,digits:30");
                Dataset second = open("second:domains:digits:20,digits:30");
                Dataset digits = open("digits:20")) {
            assertThat(matched.classes()).isEqualTo(digits.classes());
            assertThat(matched.label(7)).isEqualTo(digits.label(7));
            assertThat(first.label(7)).isEqualTo(digits.label(7));
            assertThat(second.classes()).isEmpty();
            assertThat(second.label(7)).isEqualTo(-1);
        }
    }
}
