package io.github.cardigan.run;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import io.github.cardigan.training.Position;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The saved states of a run, one folder each, named by the step: {@code manifest.json} with sizes and checksums, and a safetensors
 * file for every network, optimizer and average. A folder appears whole or not at all; the last three are kept.
 */
final class Checkpoints {

    static final int KEEP = 3;
    private static final String MANIFEST = "manifest.json";

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** What a manifest says of one file. */
    record FileEntry(long bytes, String sha256) {}

    /**
     * What a manifest says.
     *
     * @param sha256 of all the rest, as one line of JSON with this value empty
     */
    record Manifest(
            int formatVersion,
            Position position,
            long random,
            Map<String, Long> optimizerSteps,
            Map<String, FileEntry> files,
            String sha256) {

        static final int FORMAT_VERSION = 1;

        Manifest sealed() {
            return new Manifest(formatVersion, position, random, optimizerSteps, files, checksum());
        }

        private String checksum() {
            Manifest open = new Manifest(formatVersion, position, random, optimizerSteps, files, "");
            return Sha256.of(Json.line(open).getBytes(StandardCharsets.UTF_8));
        }

        /** Reads the manifest of a checkpoint; whatever is wrong with it, the checkpoint is damaged. */
        static Manifest read(Path checkpoint) {
            Path file = checkpoint.resolve(MANIFEST);
            if (!Files.isRegularFile(file)) {
                throw new DamagedFileException(file + ": expected this file, got none", "");
            }
            Manifest manifest = Json.read(file, Manifest.class, DamagedFileException::new);
            if (manifest.formatVersion != FORMAT_VERSION) {
                throw new DamagedFileException(
                        file + ": expected format version " + FORMAT_VERSION + ", got " + manifest.formatVersion,
                        "update Cardigan to read it");
            }
            if (!manifest.sha256.equals(manifest.checksum())) {
                throw new DamagedFileException(
                        file + ": expected content of SHA-256 " + manifest.sha256 + ", got " + manifest.checksum(), "");
            }
            return manifest;
        }
    }

    /**
     * Saves the trainer's present state and deletes all but the newest three.
     *
     * @throws StorageException if the disk is too full or refuses; older checkpoints are then untouched
     */
    void save(Trainer trainer) {
        TrainingState state = trainer.state();
        long bytes = state.tensors().values().stream()
                .flatMap(group -> group.values().stream())
                .mapToLong(Tensor::nbytes)
                .sum();
        AtomicFiles.requireSpace(folder, bytes);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot create " + folder + ": " + e.getMessage(), "check the right to write there", e);
        }
        Path target = folder.resolve(
                String.format(java.util.Locale.ROOT, "%06d", state.position().step()));
        AtomicFiles.writeFolder(target, temporary -> write(temporary, state));
        prune();
    }

    private static void write(Path temporary, TrainingState state) throws IOException {
        Map<String, FileEntry> files = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Tensor>> group : state.tensors().entrySet()) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            group.getValue()
                    .forEach((name, tensor) ->
                            tensors.put(name, TensorData.ofFloats(Tensors.toFloats(tensor), Tensors.shape(tensor))));
            Path file = temporary.resolve(group.getKey() + ".safetensors");
            Safetensors.write(file, tensors, Map.of());
            files.put(group.getKey() + ".safetensors", new FileEntry(Files.size(file), Sha256.of(file)));
        }
        Json.write(
                temporary.resolve(MANIFEST),
                new Manifest(
                                Manifest.FORMAT_VERSION,
                                state.position(),
                                state.random(),
                                state.optimizerSteps(),
                                files,
                                "")
                        .sealed());
    }

    private void prune() {
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEEP, all.size()), all.size())) {
            AtomicFiles.remove(old);
        }
    }

    /**
     * Brings the trainer to the newest checkpoint that is whole; damaged ones are passed over with a warning.
     *
     * @return whether there was one; without, the trainer stands at the beginning
     * @throws DamagedFileException if there are checkpoints and none is whole
     */
    boolean restoreNewest(Trainer trainer, Consumer<String> warnings) {
        List<Path> all = newestFirst();
        for (Path checkpoint : all) {
            try {
                restore(checkpoint, trainer);
                return true;
            } catch (DamagedFileException e) {
                warnings.accept(
                        "checkpoint " + checkpoint.getFileName() + " is damaged and left out: " + e.getMessage());
            }
        }
        if (!all.isEmpty()) {
            throw new DamagedFileException(
                    "expected a whole checkpoint in " + folder + ", got " + all.size() + " damaged ones",
                    "start a new run with another --out");
        }
        return false;
    }

    private static void restore(Path checkpoint, Trainer trainer) {
        Manifest manifest = Manifest.read(checkpoint);
        Map<String, Map<String, Tensor>> live = trainer.state().tensors();
        Map<String, Map<String, float[]>> values = new LinkedHashMap<>();
        for (String group : live.keySet()) {
            values.put(group, read(checkpoint, group, manifest));
        }
        requireFit(checkpoint, live, values); // all is checked before anything is overwritten
        live.forEach((group, tensors) ->
                tensors.forEach((name, tensor) -> Tensors.fill(tensor, value(values, group, name))));
        trainer.restore(manifest.position(), manifest.random(), manifest.optimizerSteps());
    }

    private static Map<String, float[]> read(Path checkpoint, String group, Manifest manifest) {
        Path file = checkpoint.resolve(group + ".safetensors");
        FileEntry entry = manifest.files().get(group + ".safetensors");
        if (entry == null || !Files.isRegularFile(file)) {
            throw new DamagedFileException(file + ": expected this file, got none", "");
        }
        try {
            if (Files.size(file) != entry.bytes() || !Sha256.of(file).equals(entry.sha256())) {
                throw new DamagedFileException(
                        file + ": expected " + entry.bytes() + " bytes of SHA-256 " + entry.sha256() + ", got others",
                        "");
            }
        } catch (IOException e) {
            throw new DamagedFileException(file + ": cannot be read: " + e.getMessage(), "", e);
        }
        SafetensorsFile tensors = Safetensors.read(file);
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.tensors().forEach((name, tensor) -> values.put(name, tensor.toFloats()));
        return values;
    }

    private static void requireFit(
            Path checkpoint, Map<String, Map<String, Tensor>> live, Map<String, Map<String, float[]>> values) {
        live.forEach((group, tensors) -> tensors.forEach((name, tensor) -> {
            if (value(values, group, name).length != tensor.numel()) {
                throw new DamagedFileException(
                        checkpoint + ": expected " + group + " " + name + " of shape "
                                + Arrays.toString(Tensors.shape(tensor)) + ", got another size",
                        "");
            }
        }));
    }

    private static float[] value(Map<String, Map<String, float[]>> values, String group, String name) {
        return values.getOrDefault(group, Map.of()).getOrDefault(name, new float[0]);
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().matches("\\d{6,18}"))
                    .sorted(Comparator.comparingLong((Path path) ->
                                    Long.parseLong(path.getFileName().toString()))
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + folder + ": " + e.getMessage(), "check the right to read it", e);
        }
    }
}
