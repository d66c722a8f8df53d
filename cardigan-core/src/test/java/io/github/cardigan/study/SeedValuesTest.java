package io.github.cardigan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedValuesTest {

    private static SeedValues of(Double... values) {
        return new SeedValues(Arrays.asList(values));
    }

    /** By hand: the mean is 5, the squares of the differences are 9, 1, 1, 1, 0, 0, 4 and 16, in sum 32; 32 / 7 under the root. */
    @Test
    void theSpreadIsTheSampleStandardDeviation() {
        SeedValues values = of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0);
        assertThat(values.mean()).isEqualTo(5);
        assertThat(values.deviation().orElseThrow()).isEqualTo(Math.sqrt(32 / 7.0), within(1e-15));
        assertThat(values.count()).isEqualTo(8);
        assertThat(values.text()).isEqualTo("5.0 ± 2.1");
    }

    /** By hand: 1 and 3 are 1 away from 2 each; 2 / 1 under the root. */
    @Test
    void twoSeedsAreDividedByOne() {
        assertThat(of(1.0, 3.0).deviation().orElseThrow()).isEqualTo(Math.sqrt(2), within(1e-15));
    }

    @Test
    void oneSeedHasNoSpread() {
        assertThat(of(17.3).deviation()).isEmpty();
        assertThat(of(17.3).text()).isEqualTo("17.30");
        assertThat(of(25.0).text()).isEqualTo("25");
    }

    @Test
    void noneIsADash() {
        assertThat(of().text()).isEqualTo("–");
        assertThat(of().mean()).isNaN();
        assertThat(of().deviation()).isEmpty();
    }

    @Test
    void whatIsNotFiniteIsSaidAndHasNoSpread() {
        assertThat(of(1.0, Double.POSITIVE_INFINITY).text()).isEqualTo("infinite");
        assertThat(of(1.0, Double.NEGATIVE_INFINITY).text()).isEqualTo("-infinite");
        assertThat(of(1.0, Double.NaN).text()).isEqualTo("not finite");
        assertThat(of(1.0, Double.NaN).deviation()).isEmpty();
    }

    /** Means and deviations by hand: the two values are the mean plus and minus deviation / sqrt 2. */
    @Test
    void theMeanIsShownAsFarAsTheSpreadReaches() {
        assertThat(around(17.3, 1.234)).isEqualTo("17.3 ± 1.2");
        assertThat(around(0.98123, 0.0023)).isEqualTo("0.9812 ± 0.0023");
        assertThat(around(12_345.6, 56.7)).isEqualTo("12,346 ± 57");
        assertThat(around(12_345.6, 1234)).isEqualTo("12,346 ± 1,234");
        assertThat(around(0.000123, 0.00002)).isEqualTo("1.230e-04 ± 2.0e-05");
        assertThat(around(414.34, 1e-9)).as("no more than six digits").isEqualTo("414.340 ± 0.000");
        assertThat(of(3.0, 3.0).text()).isEqualTo("3 ± 0");
    }

    private static String around(double mean, double deviation) {
        double half = deviation / Math.sqrt(2);
        return new SeedValues(List.of(mean - half, mean + half)).text();
    }
}
