package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.CardiganException;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study's file may say. */
class StudyFileTest {

    @TempDir
    Path temp;

    private Study read(String... lines) {
        try {
            return StudyFile.read(Files.writeString(temp.resolve("grid.yaml"), String.join("\n", lines) + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refused where the caret stands, which the file itself does not have, with a message and a hint that say this. */
    private void isRefused(String says, String hint, String... marked) {
        String[] lines = new String[marked.length];
        String place = "";
        for (int i = 0; i < lines.length; i++) {
            lines[i] = marked[i].replace("^", "");
            place = marked[i].contains("^") ? "line " + (i + 1) + ", column " + (marked[i].indexOf('^') + 1) : place;
        }
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(() -> read(lines))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("grid.yaml, " + place + ": ")
                .hasMessageContaining(says);
        thrown.satisfies(e -> assertThat(((CardiganException) e).hint()).contains(hint));
        thrown.satisfies(e -> assertThat(e.getMessage().split("grid.yaml, line", -1))
                .as("the place is said once")
                .hasSize(2));
    }

    @Test
    void theExampleOfTheDocumentationIsRead() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "study.md"));
        int start = page.indexOf("```yaml\n") + 8;
        Study study = read(page.substring(start, page.indexOf("```", start)));
        assertThat(study.cells()).extracting(StudyCell::name).contains("plain", "dcgan_latent=16_ema=0.99");
        assertThat(study.seeds()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aCellHasWhatIsSaidOfAllAndWhatIsSaidOfItself() {
        Study study = read(
                "name: mine",
                "data: digits:200",
                "steps: 20",
                "batch: 8",
                "set: {latent: 2, width: 4}",
                "seeds: [1, 3-5]",
                "evaluate: [fid, recall]",
                "count: 40",
                "measures: [generator_loss]",
                "cells:",
                "  - dcgan",
                "  - {recipe: dcgan, name: other, set: {latent: 3}, batch: 16, epochs: 2.5, count: 50}",
                "  - {recipe: dcgan, evaluate: [], set: {width: 8}}");
        assertThat(study.name()).isEqualTo("mine");
        assertThat(study.seeds()).containsExactly(1L, 3L, 4L, 5L);
        assertThat(study.measures()).containsExactly("generator_loss");
        assertThat(study.cells())
                .containsExactly(
                        new StudyCell(
                                "dcgan",
                                "dcgan",
                                Map.of("latent", "2", "width", "4"),
                                Map.of("data", "digits:200", "steps", "20", "batch", "8"),
                                Map.of("metrics", "fid,recall", "count", "40")),
                        new StudyCell(
                                "other",
                                "dcgan",
                                Map.of("latent", "3", "width", "4"),
                                Map.of("data", "digits:200", "batch", "16", "epochs", "2.5"),
                                Map.of("metrics", "fid,recall", "count", "50")),
                        new StudyCell(
                                "dcgan_width=8",
                                "dcgan",
                                Map.of("latent", "2", "width", "8"),
                                Map.of("data", "digits:200", "steps", "20", "batch", "8"),
                                Map.of()));
    }

    @Test
    void aGridIsEveryCombinationNamedByWhatVaries() {
        Study study = read(
                "seeds: 7",
                "grid:",
                "  recipe: [dcgan, classifier]",
                "  data: [some/where/mnist.d/, digits]",
                "  batch: 8",
                "  set: {width: [4, 8], ema: 0}");
        assertThat(study.name()).as("of the file").isEqualTo("grid");
        assertThat(study.cells())
                .extracting(StudyCell::name)
                .containsExactly(
                        "dcgan_width=4_data=mnist.d",
                        "dcgan_width=8_data=mnist.d",
                        "dcgan_width=4_data=digits",
                        "dcgan_width=8_data=digits",
                        "classifier_width=4_data=mnist.d",
                        "classifier_width=8_data=mnist.d",
                        "classifier_width=4_data=digits",
                        "classifier_width=8_data=digits");
        assertThat(study.cells().get(1).options()).isEqualTo(Map.of("width", "8", "ema", "0"));
        assertThat(study.cells().get(1).training()).isEqualTo(Map.of("data", "some/where/mnist.d/", "batch", "8"));
    }

    @Test
    void aGridAndAListAddUp() {
        assertThat(read("seeds: [1]", "cells: [{recipe: dcgan, name: first}]", "grid: {recipe: dcgan}")
                        .cells())
                .extracting(StudyCell::name)
                .containsExactly("first", "dcgan");
    }

    @Test
    void metricsMayBeOneWord() {
        List<StudyCell> cells =
                read("seeds: 1", "evaluate: fid, recall", "cells: [dcgan]").cells();
        assertThat(cells.get(0).evaluation()).isEqualTo(Map.of("metrics", "fid,recall"));
    }

    @Test
    void anUnknownKeyIsNamedWithItsPlaceAndTheNearOne() {
        isRefused("unknown key 'stepps'", "did you mean 'steps'?", "seeds: [1]", "^stepps: 3", "cells: [dcgan]");
        isRefused("unknown key 'nmae'", "did you mean 'name'?", "seeds: 1", "cells:", "  - {recipe: dcgan, ^nmae: x}");
        isRefused("unknown key 'recipes'", "'recipe'", "seeds: [1]", "grid:", "  ^recipes: [dcgan]");
        isRefused("unknown key 'seed'", "'seeds'", "^seed: 3", "cells: [dcgan]");
        isRefused("unknown key 'out'", "", "seeds: 1", "^out: here", "cells: [dcgan]");
        isRefused("unknown key 'count'", "", "seeds: 1", "grid: {^count: [4], recipe: dcgan}");
    }

    @Test
    void aRepeatedKeyIsNamedWithItsPlace() {
        isRefused("'steps' again", "", "steps: 1", "seeds: 1", "^steps: 2", "cells: [dcgan]");
        isRefused("'width' again", "", "seeds: 1", "grid: {set: {width: [4], ^width: 8}, recipe: dcgan}");
    }

    @Test
    void anUnknownRecipeOptionOrMetricIsNamedWithItsPlaceAndTheNearOne() {
        isRefused("unknown recipe 'dcgna'", "'dcgan'", "seeds: 1", "cells:", "  - ^dcgna");
        isRefused("unknown recipe 'dcgna'", "'dcgan'", "seeds: 1", "grid: {recipe: [dcgan, ^dcgna]}");
        isRefused(
                "dcgan: unknown option 'latnet'",
                "'latent'",
                "seeds: 1",
                "set: {width: 4, latnet: ^3}",
                "cells: [dcgan]");
        isRefused(
                "expected latent from 1 to 4096",
                "default is 100",
                "seeds: 1",
                "cells:",
                "  - {recipe: dcgan, set: {latent: ^ten}}");
        isRefused(
                "expected latent from 1 to 4096",
                "default is 100",
                "seeds: 1",
                "grid:",
                "  recipe: dcgan",
                "  set: {latent: [4, ^0]}");
        isRefused("unknown metric 'fdi'", "'fid'", "seeds: 1", "evaluate: [is, ^fdi]", "cells: [dcgan]");
    }

    @Test
    void aWrongValueIsNamedWithItsPlace() {
        isRefused("'many' is not", "", "steps: ^many", "seeds: 1", "cells: [dcgan]");
        isRefused("'1.5' is not", "", "seeds: 1", "cells:", "  - {recipe: dcgan, batch: ^1.5}");
        isRefused("'x' is not", "", "seeds: 1", "grid: {recipe: dcgan, batch: [4, ^x]}");
        isRefused("expected seeds", "1,2,5-9", "seeds: [^one]", "cells: [dcgan]");
        isRefused("'none' is not", "", "seeds: 1", "count: ^none", "cells: [dcgan]");
        isRefused("'tset'", "", "seeds: 1", "split: ^tset", "cells: [dcgan]");
        isRefused("expected a value for data, got a list", "", "seeds: 1", "data: ^[a, b]", "cells: [dcgan]");
        isRefused("expected options with values after set, got 'x'", "", "seeds: 1", "set: ^x", "cells: [dcgan]");
        isRefused("expected a value for latent, got a list", "", "seeds: 1", "set: {latent: ^[4]}", "cells: [dcgan]");
        isRefused("expected metrics after evaluate, got keys", "", "seeds: 1", "evaluate: ^{a: b}", "cells: [dcgan]");
    }

    @Test
    void whatIsMissingIsSaid() {
        isRefused("expected seeds, got none", "seeds: [1, 2, 3]", "^cells: [dcgan]");
        isRefused("at least one cell", "cells: or grid:", "^seeds: 1");
        isRefused("expected a recipe for the cell", "recipe: dcgan", "seeds: 1", "cells:", "  - ^{name: x}");
        isRefused("expected a recipe in the grid", "", "seeds: 1", "grid: ^{batch: 4}");
        isRefused("expected a list of cells, got 'dcgan'", "hyphen", "seeds: 1", "cells: ^dcgan");
        isRefused(
                "expected values of width, got an empty list",
                "",
                "seeds: 1",
                "grid: ^{recipe: dcgan, set: {width: []}}");
        isRefused("expected a value for steps, got nothing", "", "seeds: 1", "steps:^", "cells: [dcgan]");
    }

    @Test
    void cellsOfOneNameAreRefused() {
        isRefused("'dcgan' twice", "name:", "^seeds: 1", "cells: [dcgan, dcgan]");
        isRefused("a name for the cell", "letters", "seeds: 1", "cells: [^{recipe: dcgan, name: ../x}]");
    }

    @Test
    void aGridWithoutEndIsRefusedBeforeItIsLaidOut() {
        String values = "[" + "1, ".repeat(99) + "1]";
        isRefused(
                "at most 10000 combinations",
                "",
                "seeds: 1",
                "grid: ^{recipe: dcgan, batch: " + values + ", log-every: " + values + ", sample-every: " + values
                        + "}");
    }

    @Test
    void whatIsNoYamlIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("seeds: [1", "cells: [dcgan"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("grid.yaml, line ");
        assertThatThrownBy(() -> read("")).hasMessageContaining("grid.yaml");
        isRefused("expected the keys of a study, got a list", "", "^- 1");
        isRefused("got the alias *one", "", "name: &one x", "seeds: ^*one");
        isRefused("another document", "", "seeds: 1", "cells: [dcgan]", "---", "^seeds: 2");
        assertThatThrownBy(() -> StudyFile.read(temp.resolve("none.yaml"))).hasMessageContaining("does not exist");
    }
}
