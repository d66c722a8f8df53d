package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Latent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentExpressionTest {

    private static final Latent LATENT = Latent.normal(40);

    private static float[] z(long seed) {
        return Latents.of(LATENT, seed);
    }

    @Test
    void termsAreMeansThatAreAddedAndSubtracted() {
        float[] value = LatentExpression.parse("12,15 - 3,4 + 7").value(LATENT);
        for (int i = 0; i < 40; i++) {
            float expected = (z(12)[i] + z(15)[i]) / 2 - (z(3)[i] + z(4)[i]) / 2 + z(7)[i];
            assertThat(value[i]).isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void whatIsSubtractedFromItselfLeavesTheRest() {
        assertThat(LatentExpression.parse("5 - 5 + 9").value(LATENT)).isEqualTo(z(9));
    }

    @Test
    void spacesDoNotMatter() {
        LatentExpression expression = LatentExpression.parse(" 12 , 15-3,4+7 ");
        assertThat(expression).isEqualTo(LatentExpression.parse("12,15 - 3,4 + 7"));
        assertThat(expression).hasToString("12,15 - 3,4 + 7");
        assertThat(LatentExpression.parse("-3 + 4").terms())
                .containsExactly(
                        new LatentExpression.Term(true, List.of(3L)), new LatentExpression.Term(false, List.of(4L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "+", "1 2", "1 -", "1,,2", "a", "1 - b", "1.5", "1 -- 2", "12345678901234567890", "1,"})
    void whatIsNoExpressionIsRefused(String text) {
        assertThatThrownBy(() -> LatentExpression.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("expected seeds between + and -, got '" + text + "'");
    }
}
