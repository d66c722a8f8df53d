package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void eachLimitIsAShareOfItself() {
        Position position = new Position(25, 300, 90);
        assertThat(Budget.steps(100).used(position, 1000)).isEqualTo(0.25);
        assertThat(Budget.epochs(0.5).used(position, 1000)).isEqualTo(0.6);
        assertThat(Budget.minutes(2).used(position, 1000)).isEqualTo(0.75);
    }

    @Test
    void theFirstLimitReachedEnds() {
        Budget all = new Budget(100, 0.5, 2);
        assertThat(all.used(new Position(25, 300, 90), 1000)).isEqualTo(0.75);
        assertThat(all.used(new Position(100, 0, 0), 1000)).isEqualTo(1);
        assertThat(all.used(new Position(0, 500, 0), 1000)).isEqualTo(1);
        assertThat(all.used(Position.START, 1000)).isZero();
    }

    @Test
    void schedulesFollowTheClockOnlyWhereThereIsNothingElse() {
        Position slow = new Position(25, 300, 90);
        assertThat(new Budget(100, 0, 2).scheduled(slow, 1000)).isEqualTo(0.25);
        assertThat(new Budget(0, 0.5, 2).scheduled(slow, 1000)).isEqualTo(0.6);
        assertThat(Budget.minutes(2).scheduled(slow, 1000)).isEqualTo(0.75);
    }

    @Test
    void noBudgetAndNegativeOnesAreRefused() {
        assertThatThrownBy(() -> new Budget(0, 0, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a budget, got none");
        assertThatThrownBy(() -> new Budget(-1, 0, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a positive budget, got -1 steps, 0.0 epochs, 0.0 minutes");
        assertThatThrownBy(() -> Budget.epochs(Double.NaN)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Budget.minutes(-0.1)).isInstanceOf(ConfigurationException.class);
    }
}
