package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Against NumPy:
 *
 * <pre>
 * import numpy as np
 * def swings(x):
 *     n = len(x); t = np.arange(n)
 *     x = x - np.polyval(np.polyfit(t, x, 1), t)
 *     r = np.array([np.dot(x[k:], x[:n - k]) for k in range(n // 3 + 1)]) / np.dot(x, x)
 *     pairs = np.minimum(-np.minimum.accumulate(r)[:-1], r[1:])
 *     return pairs.max(), pairs.argmax() + 1, x.std()
 * t = np.arange(256)
 * print(swings(3 * np.cos(2 * np.pi * t / 40) + 0.02 * t))
 * print(swings(np.sin(t * t * 0.37) + np.sin(t / 3)))
 * print(swings(np.sqrt(t)))
 * print(swings(np.where(t % 2 == 0, 1.0, -1.0)))
 * </pre>
 */
class SwingsTest {

    private static void check(IntToDoubleFunction series, double regularity, int period, double deviation) {
        Swings swings = Swings.of(IntStream.range(0, 256).mapToDouble(series).toArray());
        assertThat(swings.regularity()).isCloseTo(regularity, within(1e-9)); // both in double, in another order
        assertThat(swings.deviation()).isCloseTo(deviation, within(1e-9));
        assertThat(swings.period()).isEqualTo(period);
    }

    @Test
    void aWaveOnATrendIsAWave() {
        check(t -> 3 * StrictMath.cos(2 * Math.PI * t / 40) + 0.02 * t, 0.8416822769679949, 40, 2.108655087417295);
    }

    @Test
    void aWaveInAMessIsWeaker() {
        check(t -> StrictMath.sin(t * t * 0.37) + StrictMath.sin(t / 3.0), 0.4196747396059522, 19, 0.9797684785285092);
    }

    @Test
    void aLevelThatBendsIsNoWave() {
        check(t -> StrictMath.sqrt(t), 0, 0, 0.7799264094855407);
    }

    @Test
    void upAndDownFromStepToStepIsTheShortestWave() {
        check(t -> t % 2 == 0 ? 1 : -1, 0.9921867847333485, 2, 0.9999771112052065);
    }

    @Test
    void aConstantSeriesHasNone() {
        assertThat(Swings.of(new double[256])).isEqualTo(new Swings(0, 0, 0));
    }
}
