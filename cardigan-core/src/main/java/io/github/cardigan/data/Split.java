package io.github.cardigan.data;

import java.util.List;
import java.util.Locale;

/**
 * Which part of a data set is opened.
 *
 * <p>The labels of a part count the classes that occur in it: compare two parts by the names of their classes, not by number.
 */
public enum Split {
    /** What is learnt from; the whole set where it has no parts. */
    TRAIN(List.of("train"), List.of("train")),
    /** What was held out: the part named test (MNIST says t10k), else val, valid or validation. */
    TEST(List.of("test", "val", "valid", "validation"), List.of("test", "t10k"));

    private final List<String> folders;
    private final List<String> words;

    Split(List<String> folders, List<String> words) {
        this.folders = folders;
        this.words = words;
    }

    /** What a folder of this part is called, the best name first. */
    List<String> folders() {
        return folders;
    }

    /** Whether an IDX file's lower-case name says that it is of this part: {@code latest-train-images} is no test. */
    boolean isNamed(String fileName) {
        return words.stream().anyMatch(fileName::contains) && (this == TRAIN || !TRAIN.isNamed(fileName));
    }

    /** For example {@code test}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
