package io.github.cardigan.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Aligned columns of plain text; columns whose cells are all numbers stand on the right. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        this.header = List.of(header);
    }

    void add(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("expected " + header.size() + " cells, got " + Arrays.toString(cells));
        }
        rows.add(List.of(cells));
    }

    /** For example {@code 2,305,472}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public String toString() {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < header.size(); column++) {
            int width = header.get(column).length();
            boolean numbers = true;
            for (List<String> row : rows) {
                width = Math.max(width, row.get(column).length());
                numbers &= row.get(column).matches("[\\d,]*");
            }
            format.append(column == 0 ? "%" : GAP + "%")
                    .append(numbers ? "" : "-")
                    .append(width)
                    .append("s");
        }
        List<List<String>> lines = new ArrayList<>(rows);
        lines.add(0, header);
        return lines.stream()
                .map(line -> String.format(Locale.ROOT, format.toString(), line.toArray())
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
