package io.github.cardigan.study;

import io.github.cardigan.StorageException;
import io.github.cardigan.run.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last samples of the runs, as many as a page can carry. */
final class StudyPictures {

    /** All of them together, before they grow by a third as base64. */
    private static final long MOST_BYTES = 24L << 20;

    /** The grids that a run writes, named by their step. */
    private static final Pattern NAME = Pattern.compile("\\d{1,18}\\.png");

    private final StudyFolder folder;
    private long bytes;

    StudyPictures(StudyFolder folder) {
        this.folder = folder;
    }

    /** In base64; empty where the run has none, or the page is full. */
    Optional<String> last(Trial trial) {
        Path samples = folder.run(trial).resolve("samples");
        if (!Files.isDirectory(samples)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(samples)) {
            Optional<Path> last = files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .max(Comparator.comparingLong(StudyPictures::step));
            if (last.isEmpty() || bytes + Files.size(last.get()) > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] png = Files.readAllBytes(last.get());
            bytes += png.length;
            return Optional.of(Base64.getEncoder().encodeToString(png));
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + samples + ": " + e.getMessage(), "check the right to read it", e);
        }
    }

    private static long step(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".png", ""));
    }

    boolean hasReport(Trial trial) {
        return Files.isRegularFile(folder.run(trial).resolve(Report.FILE));
    }
}
