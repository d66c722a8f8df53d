package io.github.cardigan.evaluation;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder of statistics files, one for each pair of images and extractor, so that real images are looked at once. May be deleted at
 * any time.
 */
public final class StatisticsCache {

    private final Path folder;
    private final Consumer<String> warnings;

    /**
     * @param folder is made when the first file is written
     * @param warnings told about files that cannot be read or written; work goes on without them
     */
    public StatisticsCache(Path folder, Consumer<String> warnings) {
        this.folder = folder;
        this.warnings = warnings;
    }

    /**
     * The features of the images: from the folder where it has all the parts, else extracted and put there.
     *
     * @param progress is not told anything where nothing is extracted
     * @return features that the caller closes; may hold more parts than were asked for
     * @throws io.github.cardigan.CardiganException as {@link Features#extract}
     */
    public Features features(Images images, Extractor extractor, Set<Part> parts, Features.Progress progress) {
        Path file = file(images, extractor);
        Set<Part> all = EnumSet.noneOf(Part.class);
        all.addAll(parts);
        if (Files.isRegularFile(file)) {
            try {
                Features kept = StatisticsFile.read(file, extractor);
                if (kept.parts().containsAll(parts)) {
                    return kept;
                }
                all.addAll(kept.parts());
                kept.close();
            } catch (DamagedFileException e) {
                warnings.accept(e.getMessage() + "; it is made again");
            }
        }
        Features features = Features.extract(images, extractor, all, progress);
        try {
            Files.createDirectories(folder);
            StatisticsFile.write(file, features);
        } catch (IOException e) {
            warnings.accept("statistics are not kept: cannot make the folder " + folder + ": " + e.getMessage());
        } catch (StorageException e) {
            warnings.accept("statistics are not kept: " + e.getMessage());
        }
        return features;
    }

    /** Where the features of these images lie, or would. */
    Path file(Images images, Extractor extractor) {
        String key = images.fingerprint() + " " + images.size() + " " + extractor.fingerprint();
        return folder.resolve(extractor.name() + "-" + Fingerprints.of(key).substring(0, 32) + ".safetensors");
    }
}
