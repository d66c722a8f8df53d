package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancedDrawTest {

    /** Twenty numbers; every fifth is "five", the others "other". Without labels where they are not wanted. */
    private static final class Numbers implements Dataset {

        private final boolean labelled;
        private boolean closed;

        Numbers(boolean labelled) {
            this.labelled = labelled;
        }

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
            return 20;
        }

        @Override
        public List<String> classes() {
            return labelled ? List.of("five", "other") : List.of();
        }

        @Override
        public int label(int index) {
            return labelled ? (index % 5 == 0 ? 0 : 1) : -1;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            target[offset] = index;
        }

        @Override
        public String fingerprint() {
            return "3".repeat(64);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static List<String> names(Dataset set) {
        return IntStream.range(0, set.size()).mapToObj(set::sampleName).toList();
    }

    private static int ofFirstClass(Dataset set) {
        return (int)
                IntStream.range(0, set.size()).filter(i -> set.label(i) == 0).count();
    }

    @Test
    void takesAsManyOfEachClass() {
        Dataset few = BalancedDraw.parse("6").of(new Numbers(true));
        assertThat(few.size()).isEqualTo(6);
        assertThat(ofFirstClass(few)).isEqualTo(3);
        assertThat(names(few)).doesNotHaveDuplicates();
    }

    @Test
    void givesAnOddOneToTheFirstClass() {
        assertThat(ofFirstClass(BalancedDraw.parse("5").of(new Numbers(true)))).isEqualTo(3);
    }

    @Test
    void theSeedSaysWhich() {
        List<List<String>> draws = new ArrayList<>();
        for (String text : List.of("8", "8:1", "8:2")) {
            draws.add(names(BalancedDraw.parse(text).of(new Numbers(true))));
        }
        assertThat(draws.get(1)).isEqualTo(draws.get(0));
        assertThat(draws.get(2)).isNotEqualTo(draws.get(0));
    }

    @Test
    void withoutLabelsAnyWillDo() {
        Dataset few = BalancedDraw.parse("7").of(new Numbers(false));
        assertThat(names(few)).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void moreOfAClassThanThereAreIsRefused() {
        assertThatThrownBy(() -> BalancedDraw.parse("10").of(new Numbers(true)))
                .isInstanceOf(DataException.class)
                .hasMessage("expected at least 5 samples of class 'five' in numbers for 10 in all, got 4");
        assertThatThrownBy(() -> BalancedDraw.parse("21").of(new Numbers(false)))
                .isInstanceOf(DataException.class)
                .hasMessage("expected at least 21 samples in numbers for 21 in all, got 20");
    }

    @Test
    void closesTheWholeSetWithItself() {
        Numbers whole = new Numbers(true);
        BalancedDraw.parse("4").of(whole).close();
        assertThat(whole.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "ten", "5:", "5:x", "1.5"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> BalancedDraw.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a number of samples, N or N:SEED, got '" + text + "'");
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(BalancedDraw.parse("500:1")).hasToString("500");
        assertThat(BalancedDraw.parse("500:7")).hasToString("500:7");
    }
}
