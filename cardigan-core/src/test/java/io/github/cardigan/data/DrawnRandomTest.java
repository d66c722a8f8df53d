package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnRandomTest {

    @Test
    void bellHasMeanZeroDeviationOneAndBounds() {
        DrawnRandom random = new DrawnRandom(1, 2, 3);
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double value = random.bell();
            assertThat(Math.abs(value)).isLessThan(3.4642);
            sum += value;
            squares += value * value;
        }
        // Four standard errors: 4 / sqrt(n), and for the squares 4 * sqrt(kurtosis - 1) / sqrt(n) with kurtosis 2.7.
        assertThat(sum / n).isEqualTo(0, within(0.013));
        assertThat(squares / n).isEqualTo(1, within(0.017));
    }

    /** Shares of N(0, 1) within 1, 2, 3 and 4 deviations, from its table. */
    @Test
    void normalNumbersFillTheBellAndItsTails() {
        DrawnRandom random = new DrawnRandom(1, 2, 3);
        int n = 1_000_000;
        double sum = 0;
        int[] within = new int[5];
        for (int i = 0; i < n; i++) {
            double value = random.normal();
            sum += value;
            for (int k = 1; k <= 4; k++) {
                within[k] += Math.abs(value) < k ? 1 : 0;
            }
        }
        double[] shares = {0, 0.682689, 0.954500, 0.997300, 0.999937};
        assertThat(sum / n).isEqualTo(0, within(0.004)); // four standard errors, as below
        for (int k = 1; k <= 4; k++) {
            double error = Math.sqrt(shares[k] * (1 - shares[k]) / n);
            assertThat((double) within[k] / n).as("within " + k).isEqualTo(shares[k], within(4 * error));
        }
    }

    @Test
    void permutationsHoldEveryItemOnceAndEveryItemComesFirst() {
        Set<Integer> firsts = new HashSet<>();
        for (int block = 0; block < 200; block++) {
            int index = block;
            int[] order = IntStream.range(0, 10)
                    .map(position -> new DrawnRandom(5, 1, index).permuted(10, position))
                    .toArray();
            firsts.add(order[0]);
            assertThat(Arrays.stream(order).sorted().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(firsts).hasSize(10);
    }

    @Test
    void neighbouringSeedsPurposesAndIndicesStartElsewhere() {
        Set<Long> starts = new HashSet<>();
        for (int seed = -5; seed < 5; seed++) {
            for (int purpose = 0; purpose < 3; purpose++) {
                for (int index = 0; index < 1000; index++) {
                    starts.add(new DrawnRandom(seed, purpose, index).nextLong());
                }
            }
        }
        assertThat(starts).hasSize(10 * 3 * 1000);
    }

    @Test
    void fingerprintIsTheSha256OfKindSeedAndCount() {
        // python3 -c "import hashlib; print(hashlib.sha256(b'drawn-digits/v1\n7\n100\n').hexdigest())"
        assertThat(DrawnRandom.fingerprint("drawn-digits/v1", 7, 100))
                .isEqualTo("dc23c3a3fab07fe04cce461ad5eb1cfaec0ecfa98977d4f65fd945cd29a9086e");
    }
}
