package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledFewTest {

    /** Thirty numbers, each its own sample; the classes take turns, but of "rare" there are two only, 2 and 5. Number 3 is unreadable. */
    private static final class Numbers implements Dataset {

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int size() {
            return 30;
        }

        @Override
        public List<String> classes() {
            return List.of("even", "odd", "rare");
        }

        @Override
        public int label(int index) {
            return index == 2 || index == 5 ? 2 : index % 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            if (index == 3) {
                throw new UnreadableSampleException("number 3 is damaged", new IllegalStateException());
            }
            target[offset] = index;
        }

        @Override
        public String fingerprint() {
            return "2".repeat(64);
        }
    }

    private static final Dataset NUMBERS = new Numbers();

    /** All of them once: numbers in ascending order. */
    private static Set<Integer> all(LabelledFew few) {
        try (TensorScope scope = new TensorScope()) {
            LabelledFew.Drawn drawn = few.draw(few.size(), new RandomSource(5), Device.cpu());
            float[] numbers = Tensors.toFloats(drawn.samples());
            float[] labels = Tensors.toFloats(drawn.labels());
            Set<Integer> found = new TreeSet<>();
            for (int i = 0; i < numbers.length; i++) {
                assertThat((int) labels[i]).isEqualTo(NUMBERS.label((int) numbers[i]));
                found.add((int) numbers[i]);
            }
            return found;
        }
    }

    @Test
    void theFewAreSharedOutEvenlyAndTheRestGoesToTheFirstClasses() {
        for (int count : new int[] {3, 4, 6}) {
            Set<Integer> found = all(LabelledFew.of(NUMBERS, count, 1));
            assertThat(found).hasSize(count);
            int[] byClass = new int[3];
            found.forEach(number -> byClass[NUMBERS.label(number)]++);
            assertThat(byClass)
                    .containsExactly(IntStream.of(0, 1, 2)
                            .map(c -> count / 3 + (c < count % 3 ? 1 : 0))
                            .toArray());
        }
    }

    @Test
    void aSeedAlwaysChoosesTheSameAndOthersChooseOthers() {
        assertThat(all(LabelledFew.of(NUMBERS, 6, 7))).isEqualTo(all(LabelledFew.of(NUMBERS, 6, 7)));
        Set<Set<Integer>> choices = new HashSet<>();
        for (int seed = 0; seed < 8; seed++) {
            choices.add(all(LabelledFew.of(NUMBERS, 6, seed)));
        }
        assertThat(choices).hasSizeGreaterThan(5); // of 14 * 13 / 2 * 14 * 13 / 2 possible ones
    }

    @Test
    void noneComesTwiceBeforeEachCameOnce() {
        LabelledFew few = LabelledFew.of(NUMBERS, 6, 1);
        try (TensorScope scope = new TensorScope()) {
            RandomSource random = new RandomSource(9);
            float[] row = Tensors.toFloats(few.draw(15, random, Device.cpu()).samples());
            for (int first : new int[] {0, 6}) {
                Set<Integer> round = new TreeSet<>();
                IntStream.range(first, first + 6).forEach(i -> round.add((int) row[i]));
                assertThat(round).isEqualTo(all(few));
            }
            assertThat(Tensors.toFloats(few.draw(15, random, Device.cpu()).samples()))
                    .as("in another order")
                    .isNotEqualTo(row);
        }
    }

    @Test
    void moreThanThereAreIsRefused() {
        assertThatThrownBy(() -> LabelledFew.of(NUMBERS, 31, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "expected from 3 to 30 labelled samples, one per class and no more than numbers has, got 31");
        assertThatThrownBy(() -> LabelledFew.of(NUMBERS, 2, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("got 2");
        assertThatThrownBy(() -> LabelledFew.of(NUMBERS, 9, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("expected 3 readable samples of class 'rare' for 9 labels of 3 classes, got 2 in numbers")
                .extracting(e -> ((DataException) e).hint())
                .isEqualTo("--set labelled=6 asks for fewer");
    }
}
