package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void highReadingsAreBadWhereTheEndLiesBelowTheBeginning() {
        Limit limit = new Limit(0.9, 0.8);
        assertThat(limit.of(0.9)).isEqualTo(Limit.Verdict.BAD);
        assertThat(limit.of(0.85)).isEqualTo(Limit.Verdict.OPEN);
        assertThat(limit.of(0.8)).isEqualTo(Limit.Verdict.GOOD);
    }

    @Test
    void lowReadingsAreBadWhereItLiesAbove() {
        Limit limit = new Limit(-0.05, 0);
        assertThat(limit.of(-0.05)).isEqualTo(Limit.Verdict.BAD);
        assertThat(limit.of(-0.01)).isEqualTo(Limit.Verdict.OPEN);
        assertThat(limit.of(0)).isEqualTo(Limit.Verdict.GOOD);
    }

    @Test
    void anUnknownReadingSaysNothing() {
        assertThat(new Limit(0.9, 0.8).of(Double.NaN)).isEqualTo(Limit.Verdict.OPEN);
        assertThat(new Limit(0.5, 0.65).of(Double.NaN)).isEqualTo(Limit.Verdict.OPEN);
    }

    @Test
    void oneLimitForBothWouldChatter() {
        assertThatThrownBy(() -> new Limit(0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limit(Double.NaN, 0.5)).hasMessageContaining("got NaN and 0.5");
    }
}
