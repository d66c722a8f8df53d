package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes all the time is killed hard; what it was replacing must be the one version or the other. */
class AtomicFilesKilledTest {

    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void aKilledProcessLeavesWholeFilesAndFolders() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int started = writer.getInputStream().read();
            assertThat(started).as("the writer said it had written once").isEqualTo('.');
            Thread.sleep(20 + 37L * round);
            writer.destroyForcibly();
            assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();

            AtomicFiles.removeLeftovers(folder);
            requireWhole(folder.resolve("file"));
            requireWhole(folder.resolve("folder/a"));
            assertThat(Files.readAllBytes(folder.resolve("folder/a")))
                    .isEqualTo(Files.readAllBytes(folder.resolve("folder/b")));
            try (Stream<Path> entries = Files.list(folder)) {
                assertThat(entries).hasSize(2);
            }
        }
    }

    private static void requireWhole(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] expected = new byte[SIZE];
        Arrays.fill(expected, bytes[0]);
        assertThat(Arrays.equals(bytes, expected))
                .as("%s is of one version", file)
                .isTrue();
    }

    /** Runs in the process that is killed. */
    static final class Writer {
        public static void main(String[] args) {
            Path folder = Path.of(args[0]);
            byte[] content = new byte[SIZE];
            for (byte version = 1; ; version++) {
                Arrays.fill(content, version);
                AtomicFiles.write(folder.resolve("file"), content);
                AtomicFiles.writeFolder(folder.resolve("folder"), temporary -> {
                    Files.write(temporary.resolve("a"), content);
                    Files.write(temporary.resolve("b"), content);
                });
                if (version == 1) {
                    System.out.print('.');
                    System.out.flush();
                }
            }
        }
    }
}
