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
     * @throws DataException if only one side, or another part than this, is there
     */
    static Optional<List<Path>> in(Path folder, Split split) {
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
        if (split == Split.TEST && in(folder, Split.TRAIN).isPresent()) {
            throw FolderLayout.withoutParts(folder.toString());
        }
        return Optional.empty();
    }
}
