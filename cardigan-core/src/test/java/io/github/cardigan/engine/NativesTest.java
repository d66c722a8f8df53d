package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {

    @Test
    void threadsAreSetAndAsked() {
        int before = Natives.threads();
        try {
            Natives.setThreads(1);
            assertThat(Natives.threads()).isEqualTo(1);
            assertThatThrownBy(() -> Natives.setThreads(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected at least 1 thread, got 0");
        } finally {
            Natives.setThreads(before);
        }
    }

    /** What every new user does, twice at once: an empty cache once crashed the JVM. Takes some seconds: 0.4 GB are unpacked. */
    @Test
    void twoProcessesStartOnOneEmptyCache(@TempDir Path cache) throws Exception {
        Process first = start(cache, "first");
        Process second = start(cache, "second");
        try {
            for (Process process : List.of(first, second)) {
                assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("finished").isTrue();
            }
            assertThat(output(cache, "first")).endsWith("sum 8.0\n");
            assertThat(output(cache, "second")).endsWith("sum 8.0\n");
            assertThat(new int[] {first.exitValue(), second.exitValue()}).containsExactly(0, 0);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    private static Process start(Path cache, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("cache"),
                        "-XX:ErrorFile=" + cache.resolve(name + "-crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ColdStart.class.getName())
                .directory(cache.toFile())
                .redirectErrorStream(true)
                .redirectOutput(cache.resolve(name).toFile())
                .start();
    }

    private static String output(Path cache, String name) throws IOException {
        return Files.readString(cache.resolve(name)).replace("\r", "");
    }

    /** The other process. */
    static final class ColdStart {

        private ColdStart() {}

        public static void main(String[] args) {
            Natives.load();
            try (TensorScope scope = new TensorScope()) {
                Tensor ones = torch.ones(2, 2);
                System.out.println("sum " + ones.mm(ones).sum().item_float());
            }
        }
    }
}
