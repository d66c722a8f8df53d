package io.github.cardigan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {

    private static Study study(List<StudyCell> cells, List<Long> seeds) {
        return new Study("s", cells, seeds, List.of());
    }

    @Test
    void everyCellHasItsFirstSeedBeforeAnyHasItsSecond() {
        assertThat(study(List.of(Results.cell("a"), Results.cell("b")), List.of(3L, 1L))
                        .trials())
                .extracting(Trial::toString)
                .containsExactly("a, seed 3", "b, seed 3", "a, seed 1", "b, seed 1");
    }

    @Test
    void cellsOfOneNameAreRefusedAlsoWhereOnlySomeDisksTellThemApart() {
        assertThatThrownBy(() -> study(List.of(Results.cell("a"), Results.cell("A")), List.of(1L)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'A' twice");
    }

    @Test
    void nothingToTrainIsRefused() {
        assertThatThrownBy(() -> study(List.of(), List.of(1L))).hasMessageContaining("got 0 cells");
        assertThatThrownBy(() -> study(List.of(Results.cell("a")), List.of())).hasMessageContaining("and 0 seeds");
    }

    @Test
    void aRepeatedSeedIsRefused() {
        assertThatThrownBy(() -> study(List.of(Results.cell("a")), List.of(1L, 2L, 1L)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("different seeds, got [1, 2, 1]");
    }

    @Test
    void moreThanTenThousandTrainingsAreRefused() {
        List<Long> seeds = LongStream.range(0, 10_000).boxed().toList();
        assertThat(study(List.of(Results.cell("a")), seeds).trials()).hasSize(10_000);
        assertThatThrownBy(() -> study(List.of(Results.cell("a"), Results.cell("b")), seeds))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at most 10000 trainings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "a:b", "a b", ".hidden", "dot.", "a,b", "-x"})
    void aNameThatCouldNotBeAFolderIsRefused(String name) {
        assertThatThrownBy(() -> Results.cell(name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void namesOfOptionsAreFolders() {
        assertThat(Results.cell("wgan-gp_generator-learning-rate=0.0002").name())
                .hasSize(38);
        assertThat(Results.cell("x".repeat(100)).name()).hasSize(100);
        assertThatThrownBy(() -> Results.cell("x".repeat(101))).isInstanceOf(ConfigurationException.class);
    }
}
