package io.github.cardigan.judging;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code evaluation.json} and the pictures beside it. */
public final class EvaluationFolder {

    /** Inside a run folder. */
    public static final String NAME = "evaluation";

    private static final String FILE = "evaluation.json";
    private static final List<String> PICTURES = List.of("nearest.png", "best.png", "worst.png", "points.png");

    private EvaluationFolder() {}

    /**
     * Writes a judgement, in place of an older one. Pictures that it does not have are removed; other files stay.
     *
     * @throws StorageException if the disk refuses
     */
    public static void write(Path folder, Judgement judgement) {
        AtomicFiles.createFolders(folder);
        try {
            Files.deleteIfExists(folder.resolve(FILE)); // never beside pictures of another evaluation
            for (String picture : PICTURES) {
                Files.deleteIfExists(folder.resolve(picture));
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot replace the evaluation in " + folder + ": " + e.getMessage(),
                    "check the right to write there",
                    e);
        }
        for (Judgement.Picture picture : judgement.pictures()) {
            AtomicFiles.write(folder.resolve(picture.file()), picture.png());
        }
        Json.write(folder.resolve(FILE), judgement.toJson());
    }
}
