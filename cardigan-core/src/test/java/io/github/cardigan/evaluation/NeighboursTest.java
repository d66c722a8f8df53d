package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.RandomSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    /** Sorted by distance in float64, then by index. */
    private static List<Integer> sorted(Rows queries, int query, Rows points, boolean others) {
        return IntStream.range(0, points.count())
                .filter(i -> !others || i != query)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> distance(queries, query, points, i)))
                .toList();
    }

    private static double distance(Rows a, int row, Rows b, int other) {
        double sum = 0;
        for (int j = 0; j < a.size(); j++) {
            sum += Math.pow((double) a.get(row, j) - b.get(other, j), 2);
        }
        return sum;
    }

    private static void assertSameAsSorting(Rows queries, Rows points, int k) {
        Neighbours found = Neighbours.of(queries, points, k);
        for (int query = 0; query < queries.count(); query += 7) {
            List<Integer> expected = sorted(queries, query, points, false);
            for (int rank = 0; rank < k; rank++) {
                assertThat(found.index(query, rank)).isEqualTo(expected.get(rank));
            }
        }
    }

    /** More rows than a tile either way, whole numbers so that ties are exact. */
    @Test
    void tilesFindWhatSortingFinds() {
        try (Rows queries = whole(1, 600, 3);
                Rows points = whole(2, 1100, 3)) {
            assertSameAsSorting(queries, points, 6);
            Neighbours among = Neighbours.among(points, 4);
            for (int i = 0; i < points.count(); i += 13) {
                List<Integer> expected = sorted(points, i, points, true);
                for (int rank = 0; rank < 4; rank++) {
                    assertThat(among.index(i, rank)).isEqualTo(expected.get(rank));
                    assertThat(among.squaredDistance(i, rank))
                            .isEqualTo(distance(points, i, points, expected.get(rank)));
                }
            }
        }
    }

    private static Rows whole(long seed, int n, int d) {
        RandomSource random = new RandomSource(seed);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(20);
        }
        return Rows.of(values, n, d);
    }

    /** Two clusters 2,000 apart and 1e-3 wide: in fp32 the products' rounding is far larger than the distances. */
    @Test
    void narrowClustersFarApartAreTold() {
        RandomSource random = new RandomSource(3);
        float[] values = new float[200 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / 800 == 0 ? -1000 : 1000) + random.nextInt(16) / 16384f;
        }
        try (Rows rows = Rows.of(values, 200, 8)) {
            assertSameAsSorting(rows, rows, 5);
        }
    }

    @Test
    void copiesAreExactlyNothingApart() {
        float[] values = FixedArrays.values(1, 50, 7);
        float[] twice = java.util.Arrays.copyOf(values, 700);
        System.arraycopy(values, 0, twice, 350, 350);
        try (Rows rows = Rows.of(twice, 100, 7)) {
            Neighbours among = Neighbours.among(rows, 1);
            for (int i = 0; i < 100; i++) {
                assertThat(among.squaredDistance(i, 0)).isEqualTo(0);
                assertThat(among.index(i, 0)).isEqualTo((i + 50) % 100);
            }
        }
    }

    @Test
    void moreNeighboursThanRowsAreRefused() {
        try (Rows rows = FixedArrays.rows(1, 5, 2)) {
            assertThat(Neighbours.of(rows, rows, 5).count()).isEqualTo(5);
            assertThatThrownBy(() -> Neighbours.among(rows, 5)).hasMessage("expected k from 1 to 4, got 5");
            assertThatThrownBy(() -> Neighbours.of(rows, rows, 0)).hasMessage("expected k from 1 to 5, got 0");
        }
    }
}
