package io.github.cardigan.cli;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Confusion;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.model.Reading;
import io.github.cardigan.network.Classifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a classifier read, as lines of CSV (RFC 4180), as JSON, and as a table of what was read as what. */
final class LabelTable {

    /** A wider table fits no terminal. */
    private static final int MOST_COLUMNS = 20;

    private final List<String> classes;

    LabelTable(List<String> classes) {
        this.classes = classes;
    }

    String header() {
        List<String> cells = new ArrayList<>(List.of("file", "label", "probability"));
        cells.addAll(classes);
        return line(cells);
    }

    String row(String file, Reading reading) {
        List<String> cells = new ArrayList<>();
        cells.add(file);
        cells.add(classes.get(reading.label()));
        cells.add(number(reading.probabilities()[reading.label()]));
        for (float probability : reading.probabilities()) {
            cells.add(number(probability));
        }
        return line(cells);
    }

    Map<String, Object> json(String file, Reading reading) {
        Map<String, Object> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            probabilities.put(classes.get(i), reading.probabilities()[i]);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("label", classes.get(reading.label()));
        json.put("probability", reading.probabilities()[reading.label()]);
        json.put("probabilities", probabilities);
        return json;
    }

    private static String number(float probability) {
        return String.format(Locale.ROOT, "%.6f", probability);
    }

    /** Cells as one line of CSV. */
    static String line(List<String> cells) {
        return String.join(",", cells.stream().map(LabelTable::quoted).toList());
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /**
     * The classifier's label for each label of a set, by the names of the classes.
     *
     * @throws DataException if the set has no labels, or classes that the classifier does not know
     */
    static int[] labels(Classifier classifier, Dataset data) {
        if (data.classes().isEmpty()) {
            throw new DataException(
                    "expected a labelled set after --data, got " + data.name() + " without labels",
                    "put the images of each class into a folder of its own; --in reads images without labels");
        }
        return data.classes().stream()
                .mapToInt(name -> {
                    int label = classifier.classes().indexOf(name);
                    if (label < 0) {
                        throw new DataException(
                                "expected classes among " + String.join(", ", classifier.classes()) + ", got '" + name
                                        + "' in " + data.name(),
                                "name the folders of the classes as in the training");
                    }
                    return label;
                })
                .toArray();
    }

    static String accuracy(Confusion confusion) {
        return String.format(Locale.ROOT, "accuracy %.4f of %,d samples", confusion.accuracy(), confusion.samples());
    }

    static String text(Confusion confusion) {
        int size = confusion.classes().size();
        if (size > MOST_COLUMNS) {
            return "a table of " + size + " classes is too wide: --json prints it";
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("is \\ read as"));
        heading.addAll(confusion.classes());
        rows.add(heading);
        for (int label = 0; label < size; label++) {
            List<String> row = new ArrayList<>(List.of(confusion.classes().get(label)));
            for (int read = 0; read < size; read++) {
                row.add(Long.toString(confusion.count(label, read)));
            }
            rows.add(row);
        }
        return TextColumns.of(rows);
    }
}
