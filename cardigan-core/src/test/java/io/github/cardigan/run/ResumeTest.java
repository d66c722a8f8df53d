package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With dropout, batch norm, Adam and an average in play, on one thread. */
class ResumeTest {

    @TempDir
    static Path uninterrupted;

    @TempDir
    Path folder;

    @BeforeAll
    static void runTwentyStepsAtOnce() {
        TinyRun.start(uninterrupted, 20);
    }

    /** Everything but the clock: networks, averages and optimizers; the model; every picture; the steps of the statistics. */
    private void requireSameAsUninterrupted() throws IOException {
        for (String name :
                List.of("model/model.safetensors", "model/model.json", "samples/000015.png", "samples/000020.png")) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(uninterrupted.resolve(name));
        }
        Path expected = TinyRun.checkpoint(uninterrupted, 20);
        for (String name : TinyRun.names(expected)) {
            if (!name.equals("manifest.json")) {
                assertThat(TinyRun.checkpoint(folder, 20).resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
            }
        }
        assertThat(steps()).containsExactly(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
    }

    private List<Integer> steps() throws IOException {
        return Files.readAllLines(folder.resolve("stats.jsonl")).stream()
                .map(line -> Integer.valueOf(line.replaceFirst("\\{\"step\":(\\d+),.*}", "$1")))
                .toList();
    }

    @Test
    void resumedEqualsUninterrupted() throws IOException {
        TinyRun.start(folder, 10);
        assertThat(Files.readAllBytes(folder.resolve("model/model.safetensors")))
                .isNotEqualTo(Files.readAllBytes(uninterrupted.resolve("model/model.safetensors")));
        assertThat(TinyRun.resume(folder, 20)).isEmpty();
        requireSameAsUninterrupted();
    }

    @Test
    void threeCheckpointsAreKept() throws IOException {
        assertThat(TinyRun.names(uninterrupted.resolve("checkpoints"))).containsExactly("000010", "000015", "000020");
    }

    /** What can happen to a file on a disk. */
    enum Damage {
        ONE_BIT,
        CUT,
        MISSING,
        MANIFEST_MISSING,
        MANIFEST_CUT,
        MANIFEST_RANDOM_EDITED,
        MANIFEST_POSITION_EDITED,
        MANIFEST_VERSION_EDITED;

        void to(Path checkpoint) throws IOException {
            Path weights = checkpoint.resolve("generator-optimizer.safetensors");
            Path manifest = checkpoint.resolve("manifest.json");
            byte[] bytes = Files.readAllBytes(weights);
            switch (this) {
                case ONE_BIT -> {
                    bytes[bytes.length - 7] ^= 0x10;
                    Files.write(weights, bytes);
                }
                case CUT -> Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));
                case MISSING -> Files.delete(weights);
                case MANIFEST_MISSING -> Files.delete(manifest);
                case MANIFEST_CUT ->
                    Files.writeString(manifest, Files.readString(manifest).substring(0, 50));
                case MANIFEST_RANDOM_EDITED -> edit(manifest, "\"random\" : (-?)\\d", "\"random\" : $11");
                case MANIFEST_POSITION_EDITED -> edit(manifest, "\"samples\" : \\d+", "\"samples\" : 4");
                case MANIFEST_VERSION_EDITED -> edit(manifest, "\"formatVersion\" : 1", "\"formatVersion\" : 2");
            }
        }

        private static void edit(Path manifest, String from, String to) throws IOException {
            String text = Files.readString(manifest);
            String edited = text.replaceFirst(from, to);
            if (edited.equals(text)) {
                edited = text.replaceFirst("\"random\" : (-?)\\d", "\"random\" : $12"); // it began with a 1
            }
            assertThat(edited).isNotEqualTo(text);
            Files.writeString(manifest, edited);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedCheckpointIsNamedAndTheOneBeforeUsed(Damage damage) throws IOException {
        TinyRun.start(folder, 12);
        assertThat(TinyRun.names(folder.resolve("checkpoints"))).containsExactly("000005", "000010", "000012");
        damage.to(TinyRun.checkpoint(folder, 12));
        List<String> notices = TinyRun.resume(folder, 20);
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0))
                .startsWith("checkpoint 000012 is damaged and left out: ")
                .doesNotContain("\n");
        requireSameAsUninterrupted();
    }

    @Test
    void withoutAnyWholeCheckpointTheRunIsLeftAlone() throws IOException {
        TinyRun.start(folder, 12);
        for (long step : new long[] {5, 10, 12}) {
            Damage.ONE_BIT.to(TinyRun.checkpoint(folder, step));
        }
        String stats = Files.readString(folder.resolve("stats.jsonl"));
        assertThatThrownBy(() -> TinyRun.resume(folder, 20))
                .isInstanceOf(DamagedFileException.class)
                .hasMessage("expected a whole checkpoint in " + folder.resolve("checkpoints") + ", got 3 damaged ones");
        assertThat(folder.resolve("stats.jsonl")).hasContent(stats);
        assertThat(TinyRun.names(folder.resolve("checkpoints"))).hasSize(3);
    }

    @Test
    void withoutAnyCheckpointTheRunStartsAfresh() throws IOException {
        Run.create(folder, TinyRun.DESCRIPTION).close();
        assertThat(TinyRun.resume(folder, 20))
                .containsExactly("there is no checkpoint yet: starting from the beginning");
        requireSameAsUninterrupted();
    }

    /** A crash leaves rows of steps that no checkpoint knows, and half a row. */
    @Test
    void rowsAfterTheCheckpointAreWrittenAgain() throws IOException {
        TinyRun.start(folder, 10);
        Path stats = folder.resolve("stats.jsonl");
        List<String> rows = Files.readAllLines(stats);
        Files.writeString(
                stats,
                rows.get(4).replace("\"step\":10", "\"step\":12") + "\n"
                        + rows.get(4).replace("\"step\":10", "\"step\":14").substring(0, 40),
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.APPEND);
        TinyRun.resume(folder, 20);
        requireSameAsUninterrupted();
        assertThat(Files.readAllLines(stats).subList(0, 5)).isEqualTo(rows);
    }

    @Test
    void leftoversOfAKilledSaveAreIgnoredAndRemoved() throws IOException {
        TinyRun.start(folder, 10);
        Path half = folder.resolve("checkpoints/.000015.tmp-0123456789abcdef");
        Files.createDirectory(half);
        Files.writeString(half.resolve("generator.safetensors"), "half");
        Files.writeString(folder.resolve("samples/.000015.png.tmp-0123456789abcdef"), "half");
        Files.createDirectory(folder.resolve(".model.tmp-0123456789abcdef"));
        assertThat(TinyRun.resume(folder, 20)).isEmpty();
        requireSameAsUninterrupted();
        for (String place : List.of("", "checkpoints", "samples")) {
            assertThat(TinyRun.names(folder.resolve(place))).noneMatch(name -> name.contains(".tmp-"));
        }
    }

    /** The disk refuses the checkpoint of step 15, for something lies in its place; what was there stays and serves. */
    @Test
    void aRefusedCheckpointEndsTheRunAndHarmsNoOther() throws IOException {
        TinyRun.start(folder, 10);
        Path inTheWay = TinyRun.checkpoint(folder, 15);
        Files.writeString(inTheWay, "not a folder");
        assertThatThrownBy(() -> TinyRun.resume(folder, 20))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(inTheWay.toString());
        assertThat(TinyRun.names(folder.resolve("checkpoints"))).containsExactly("000005", "000010", "000015");
        Files.delete(inTheWay);
        assertThat(TinyRun.resume(folder, 20)).isEmpty();
        requireSameAsUninterrupted();
    }

    @Test
    void aRunMayBeCutAnywhere() throws IOException {
        TinyRun.start(folder, 1);
        LongStream.of(2, 5, 6, 11, 13, 20).forEach(steps -> TinyRun.resume(folder, steps));
        for (String name : List.of("model/model.safetensors", "model/model.json", "samples/000020.png")) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(uninterrupted.resolve(name));
        }
    }
}
