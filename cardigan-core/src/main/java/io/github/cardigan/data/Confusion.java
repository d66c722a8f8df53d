package io.github.cardigan.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often samples of each class were read as each class. Not for several threads at once. */
public final class Confusion {

    private final List<String> classes;
    private final long[][] counts;

    /**
     * @param classes names in label order
     */
    public Confusion(List<String> classes) {
        this.classes = List.copyOf(classes);
        counts = new long[classes.size()][classes.size()];
    }

    /** Counts one sample: its label, and the class it was read as. */
    public void add(int label, int read) {
        counts[label][read]++;
    }

    /** How often samples of this label were read as that class. */
    public long count(int label, int read) {
        return counts[label][read];
    }

    public List<String> classes() {
        return classes;
    }

    public long samples() {
        long sum = 0;
        for (long[] row : counts) {
            for (long count : row) {
                sum += count;
            }
        }
        return sum;
    }

    /** The share that was read right, from 0 to 1; NaN without samples. */
    public double accuracy() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return (double) right / samples();
    }

    /** As a file or a script wants it: {@code classes}, {@code samples}, {@code accuracy}, and {@code counts} by label and reading. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("classes", classes);
        json.put("samples", samples());
        json.put("accuracy", accuracy());
        json.put("counts", counts);
        return json;
    }
}
