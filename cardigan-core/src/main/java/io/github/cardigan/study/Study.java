package io.github.cardigan.study;

import io.github.cardigan.ConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be compared: cells, each trained with the same seeds.
 *
 * @param name names a folder, as cells do
 * @param cells rows of the table, in its order
 * @param seeds of everything random, one training of each cell with each
 * @param measures what the runs themselves record and the table shows the last of, by the names of {@code stats.jsonl}
 */
public record Study(String name, List<StudyCell> cells, List<Long> seeds, List<String> measures) {

    private static final int MOST = 10_000;

    /**
     * @throws ConfigurationException if there is no cell or seed, one is there twice, or they are too many
     */
    public Study {
        StudyCell.requireName("study", name);
        cells = List.copyOf(cells);
        seeds = List.copyOf(seeds);
        measures = List.copyOf(measures);
        if (cells.isEmpty() || seeds.isEmpty()) {
            throw new ConfigurationException(
                    "expected at least one cell and one seed, got " + cells.size() + " cells and " + seeds.size()
                            + " seeds",
                    "list cells: or grid:, and seeds:");
        }
        Set<String> names = new HashSet<>();
        for (StudyCell cell : cells) {
            if (!names.add(cell.name().toLowerCase(Locale.ROOT))) { // some disks do not tell them apart
                throw new ConfigurationException(
                        "expected cells of different names, got '" + cell.name() + "' twice", "give one a name:");
            }
        }
        if (new HashSet<>(seeds).size() < seeds.size()) {
            throw new ConfigurationException("expected different seeds, got " + seeds, "leave the repeated ones out");
        }
        if ((long) cells.size() * seeds.size() > MOST) {
            throw new ConfigurationException(
                    "expected at most " + MOST + " trainings, got " + cells.size() + " cells with " + seeds.size()
                            + " seeds each",
                    "make several studies of it");
        }
    }

    /** All trainings, every cell with the first seed before any with the second: a table of all cells comes early. */
    public List<Trial> trials() {
        return seeds.stream()
                .flatMap(seed -> cells.stream().map(cell -> new Trial(cell, seed)))
                .toList();
    }
}
