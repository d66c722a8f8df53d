package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two folders of a set of pairs or of two domains: {@code A} and {@code B}, {@code trainA} and {@code trainB}, {@code train/A} and so on. */
final class PairFolders {

    private PairFolders() {}

    /**
     * Empty where this part has no such folders, nor has the other.
     *
     * @throws DataException if only one side, or another part than this, is there
     */
    static Optional<List<Path>> in(Path folder, Split split) {
        Optional<List<Path>> sides = sides(folder, split);
        if (sides.isEmpty()) {
            Split other = split == Split.TRAIN ? Split.TEST : Split.TRAIN;
            sides(folder, other).ifPresent(there -> {
                throw split == Split.TEST
                        ? FolderLayout.withoutParts(folder.toString())
                        : withoutTraining(folder, there);
            });
        }
        return sides;
    }

    private static DataException withoutTraining(Path folder, List<Path> there) {
        return new DataException(
                "expected the folders trainA and trainB, or A and B, in " + folder + ", found only "
                        + folder.relativize(there.get(0)) + " and " + folder.relativize(there.get(1)),
                "add what is learned from, which a test is held against as well; or name the folders A and B if there are no parts");
    }

    private static Optional<List<Path>> sides(Path folder, Split split) {
        List<String> starts = new ArrayList<>();
        for (String part : split.folders()) {
            starts.add(part);
            starts.add(part + "/");
        }
        if (split == Split.TRAIN) {
            starts.add(""); // a set without parts is all there is to learn from
        }
        for (String start : starts) {
            Path a = folder.resolve(start + "A");
            Path b = folder.resolve(start + "B");
            if (Files.isDirectory(a) && Files.isDirectory(b)) {
                return Optional.of(List.of(a, b));
            }
            if (Files.isDirectory(a) != Files.isDirectory(b)) {
                Path there = Files.isDirectory(a) ? a : b;
                throw new DataException(
                        "expected the folders " + start + "A and " + start + "B in " + folder + ", found only " + there,
                        "both sides of the pairs are needed");
            }
        }
        return Optional.empty();
    }
}
