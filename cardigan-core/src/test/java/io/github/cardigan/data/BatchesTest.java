package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchesTest {

    private static final long SEED = 42;

    /** Sample i is (i, -i) with label i; some may be damaged. */
    private static class Numbers implements Dataset {

        private final int size;
        private final Set<Integer> damaged;
        final Set<String> readingThreads = ConcurrentHashMap.newKeySet();

        Numbers(int size, Integer... damaged) {
            this.size = size;
            this.damaged = Set.of(damaged);
        }

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public Shape shape() {
            return Shape.of(2);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public int label(int index) {
            return index;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            readingThreads.add(Thread.currentThread().getName());
            if (damaged.contains(index)) {
                throw new UnreadableSampleException("sample " + index + " is damaged");
            }
            target[offset] = index;
            target[offset + 1] = -index;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private static Batches batches(Dataset data, int batchSize, long first, int workers) {
        return new Batches(data, batchSize, SEED, first, workers, warning -> {});
    }

    private static int[] take(Batches batches, int count) {
        return IntStream.range(0, count)
                .flatMap(i -> IntStream.of(batches.next().labels()))
                .toArray();
    }

    private static int[] stream(Dataset data, int batchSize, long first, int workers, int count) {
        try (Batches batches = batches(data, batchSize, first, workers)) {
            return take(batches, count);
        }
    }

    @Test
    void everyEpochIsAPermutationAndNoTwoAreAlike() {
        int[] order = stream(new Numbers(50), 10, 0, 2, 15);
        Set<List<Integer>> epochs = new HashSet<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            int[] one = Arrays.copyOfRange(order, 50 * epoch, 50 * epoch + 50);
            assertThat(one).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
            epochs.add(IntStream.of(one).boxed().toList());
        }
        assertThat(epochs).hasSize(3);
    }

    @Test
    void valuesAndLabelsBelongTogether() {
        try (Batches batches = batches(new Numbers(7), 3, 0, 2)) {
            for (int i = 0; i < 10; i++) {
                Batch batch = batches.next();
                assertThat(batch.size()).isEqualTo(3);
                for (int s = 0; s < 3; s++) {
                    assertThat(batch.values()[2 * s]).isEqualTo(batch.labels()[s]);
                    assertThat(batch.values()[2 * s + 1]).isEqualTo(-batch.labels()[s]);
                }
            }
        }
    }

    @Test
    void theOrderDependsOnTheSeed() {
        try (Batches other = new Batches(new Numbers(50), 50, SEED + 1, 0, 1, warning -> {})) {
            assertThat(take(other, 1)).isNotEqualTo(stream(new Numbers(50), 50, 0, 1, 1));
        }
    }

    @Test
    void theShuffleFavoursNoPlace() {
        // 4 samples, 24 permutations, 24,000 epochs: each about 1000 times; 5 sigma is about 155.
        SampleOrder order = new SampleOrder(SEED, 4);
        int[] counts = new int[256];
        for (long epoch = 0; epoch < 24_000; epoch++) {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                code = code * 4 + order.index(4 * epoch + i);
            }
            counts[code]++;
        }
        assertThat(IntStream.of(counts).filter(count -> count > 0))
                .hasSize(24)
                .allMatch(count -> Math.abs(count - 1000) < 155);
    }

    @Test
    void workersAndBatchSizeChangeNothing() {
        int[] expected = stream(new Numbers(37), 1, 0, 1, 120);
        assertThat(stream(new Numbers(37), 8, 0, 2, 15)).isEqualTo(expected);
        assertThat(stream(new Numbers(37), 12, 0, 5, 10)).isEqualTo(expected);
        assertThat(stream(new Numbers(37), 120, 0, 16, 1)).isEqualTo(expected);
    }

    @Test
    void aStreamBegunLaterContinuesAnUninterruptedOne() {
        Numbers data = new Numbers(37, 3, 20, 21);
        int[] whole = stream(data, 1, 0, 1, 150);
        for (int n : new int[] {1, 36, 37, 38, 100}) {
            assertThat(stream(data, 5, n, 2, 10)).isEqualTo(Arrays.copyOfRange(whole, n, n + 50));
        }
    }

    @Test
    void aBatchMayBeLargerThanTheSet() {
        int[] order = stream(new Numbers(3), 10, 0, 4, 3);
        for (int epoch = 0; epoch < 10; epoch++) {
            assertThat(Arrays.copyOfRange(order, 3 * epoch, 3 * epoch + 3)).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void positionAndEpochCountWhatWasGiven() {
        try (Batches batches = batches(new Numbers(20), 8, 12, 2)) {
            assertThat(batches.samplesTaken()).isEqualTo(12);
            batches.next();
            batches.next();
            assertThat(batches.samplesTaken()).isEqualTo(28);
            assertThat(batches.epoch()).isEqualTo(1.4);
            assertThat(batches.waitedNanos()).isPositive();
        }
    }

    @Test
    void aBatchInHandIsNotWrittenToAgain() {
        try (Batches batches = batches(new Numbers(100), 10, 0, 2)) {
            Batch first = batches.next();
            float[] before = first.values().clone();
            for (int i = 0; i < 20; i++) {
                batches.next();
            }
            assertThat(first.values()).isEqualTo(before);
        }
    }

    @Test
    void theNextReadableSampleTakesTheUnreadablesPlace() {
        int[] sound = stream(new Numbers(10), 10, 0, 1, 4);
        int[] expected = sound.clone();
        for (int i = expected.length - 5; i >= 0; i--) {
            if (sound[i] == 4 || sound[i] == 7) {
                expected[i] = expected[i + 1];
            }
        }
        List<String> warnings = new ArrayList<>();
        try (Batches batches = new Batches(new Numbers(10, 4, 7), 7, SEED, 0, 3, warnings::add)) {
            assertThat(take(batches, 5)).isEqualTo(Arrays.copyOf(expected, 35));
            assertThat(batches.unreadable()).isEqualTo(2);
        }
        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "sample 4 is damaged; the next sample takes its place",
                        "sample 7 is damaged; the next sample takes its place");
    }

    @Test
    void aSetWithNothingReadableFails() {
        try (Batches batches = batches(new Numbers(3, 0, 1, 2), 2, 0, 2)) {
            assertThatThrownBy(batches::next)
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.hint()).isNotEmpty())
                    .hasMessageContaining("none among its 3")
                    .hasMessageContaining("is damaged");
            assertThatThrownBy(batches::next).isInstanceOf(DataException.class);
            assertThat(batches.samplesTaken()).isZero();
        }
    }

    @Test
    void aHundredUnreadableInARowFail() {
        Integer[] damaged = IntStream.range(0, 399).boxed().toArray(Integer[]::new);
        try (Batches batches = batches(new Numbers(400, damaged), 1, 0, 1)) {
            assertThatThrownBy(() -> take(batches, 400))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("100 unreadable ones in a row");
        }
    }

    @Test
    void anErrorInAWorkerComesOutOfNext() {
        Dataset broken = new Numbers(5) {
            @Override
            public void read(int index, float[] target, int offset) {
                throw new OutOfMemoryError("a test");
            }
        };
        try (Batches batches = batches(broken, 2, 0, 2)) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("a test");
        }
    }

    @Test
    void onlyAFewBatchesAreReadAhead() throws InterruptedException {
        Set<Integer> read = ConcurrentHashMap.newKeySet();
        Dataset counted = new Numbers(1000) {
            @Override
            public void read(int index, float[] target, int offset) {
                read.add(index);
            }
        };
        try (Batches batches = batches(counted, 10, 0, 4)) {
            batches.next();
            Thread.sleep(100);
            assertThat(read.size()).isBetween(10, 50);
        }
    }

    @Test
    void closingStopsTheDaemonThreads() throws InterruptedException {
        Numbers data = new Numbers(100);
        Batches batches = batches(data, 10, 0, 2);
        batches.next();
        List<Thread> workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> data.readingThreads.contains(thread.getName()))
                .toList();
        assertThat(workers).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(data.readingThreads).allMatch(name -> name.startsWith("cardigan-data-"));
        batches.close();
        for (Thread worker : workers) {
            worker.join(2000);
            assertThat(worker.isAlive()).isFalse();
        }
        batches.close();
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWaitsForAReadThatHasBegun() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        Set<String> events = ConcurrentHashMap.newKeySet();
        Dataset slow = new Numbers(100) {
            @Override
            public void read(int index, float[] target, int offset) {
                reading.countDown();
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                events.add("finished");
            }
        };
        Batches batches = batches(slow, 50, 0, 1);
        Thread caller = new Thread(() -> {
            try {
                batches.next();
            } catch (RuntimeException e) {
                events.add(e.getClass().getSimpleName());
            }
        });
        caller.start();
        reading.await();
        long start = System.nanoTime();
        batches.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .isLessThan(2000); // not 50 samples, 5 seconds
        assertThat(events).contains("finished");
        caller.join(2000);
        assertThat(caller.isAlive()).isFalse();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> batches(new Numbers(5), 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batches(new Numbers(5), 1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batches(new Numbers(5), 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
