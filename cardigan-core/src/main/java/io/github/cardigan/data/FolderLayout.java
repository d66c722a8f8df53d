package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What the folders around images mean. A folder that holds everything is looked through; of {train, test, val, ...} only the part
 * asked for is used; two or more folders side by side, with all images right in them, are classes in the order of their names. Any
 * other arrangement carries no labels.
 *
 * @param names the images used, in ascending order
 * @param labels one class per image; empty without classes
 * @param classes the names of the classes; empty without
 */
record FolderLayout(List<String> names, int[] labels, List<String> classes) {

    private static final Set<String> SPLITS = Set.of("train", "test", "val", "valid", "validation");

    /**
     * @param where the folder or ZIP, for messages
     * @param all paths with slashes, in ascending order
     */
    static FolderLayout of(String where, List<String> all, Split split, Consumer<String> notices) {
        List<String> names = all;
        int depth = 0; // characters of the common folder, its slash included
        boolean found = split == Split.TRAIN; // a set without parts is all there is to learn from
        while (true) {
            SortedSet<String> tops = folders(names, depth);
            if (tops.size() == 1) {
                found |= partAmong(tops, split).isPresent();
                depth += tops.first().length() + 1;
            } else if (tops.size() > 1 && tops.stream().allMatch(FolderLayout::isSplit)) {
                String part = partAmong(tops, split).orElseThrow(() -> withoutPart(where, tops, split));
                found = true;
                String prefix = names.get(0).substring(0, depth) + part + "/";
                names = names.stream().filter(name -> name.startsWith(prefix)).toList();
                depth = prefix.length();
                notices.accept("%s: using the %d images of %s; %s left out"
                        .formatted(where, names.size(), part, others(tops, part)));
            } else if (!found) {
                throw withoutParts(where);
            } else {
                return labelled(names, depth, tops);
            }
        }
    }

    /** The folders right below, or none if some image lies there too. */
    private static SortedSet<String> folders(List<String> names, int depth) {
        SortedSet<String> folders = new TreeSet<>();
        for (String name : names) {
            int slash = name.indexOf('/', depth);
            if (slash < 0) {
                return new TreeSet<>();
            }
            folders.add(name.substring(depth, slash));
        }
        return folders;
    }

    private static boolean isSplit(String folder) {
        return SPLITS.contains(folder.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> partAmong(SortedSet<String> folders, Split split) {
        return split.folders().stream()
                .flatMap(name -> folders.stream().filter(folder -> folder.equalsIgnoreCase(name)))
                .findFirst();
    }

    private static DataException withoutPart(String where, SortedSet<String> parts, Split split) {
        return new DataException(
                "expected a folder %s among the parts of %s, got %s"
                        .formatted(String.join(", ", split.folders()), where, parts),
                split == Split.TRAIN
                        ? "give the folder to train on itself, for example " + where + "/" + parts.first()
                        : "leave --split out, or give the path of what was held out");
    }

    /** Of a set with no test part; {@code where} is a folder, a ZIP or a file. */
    static DataException withoutParts(String where) {
        return new MissingPartException(
                "expected a test part, but " + where + " has no parts",
                "leave --split out, or give the path of what was held out");
    }

    private static String others(SortedSet<String> parts, String chosen) {
        List<String> others = new ArrayList<>(parts);
        others.remove(chosen);
        return String.join(", ", others);
    }

    private static FolderLayout labelled(List<String> names, int depth, SortedSet<String> folders) {
        List<String> classes = new ArrayList<>(folders);
        int[] labels = new int[names.size()];
        for (int i = 0; i < labels.length; i++) {
            int slash = names.get(i).indexOf('/', depth);
            if (slash < 0 || names.get(i).indexOf('/', slash + 1) >= 0) {
                return new FolderLayout(names, new int[0], List.of());
            }
            labels[i] = Collections.binarySearch(classes, names.get(i).substring(depth, slash));
        }
        return new FolderLayout(names, labels, List.copyOf(classes));
    }
}
