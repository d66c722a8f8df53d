package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path folder;

    @Test
    void aRefusedSecondLockLeavesTheFirstOneWhole() throws Exception {
        try (RunLock first = RunLock.take(folder)) {
            assertThatThrownBy(() -> RunLock.take(folder)).isInstanceOf(StorageException.class);
            assertThat(anotherProcessGetsIt()).isFalse();
            assertThat(first).isNotNull();
        }
        assertThat(anotherProcessGetsIt()).isTrue();
        try (RunLock again = RunLock.take(folder)) {
            assertThat(again).isNotNull();
        }
    }

    private boolean anotherProcessGetsIt() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Locker.class.getName(),
                        folder.resolve(".lock").toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isBetween(Locker.GOT_IT, Locker.REFUSED);
        return process.exitValue() == Locker.GOT_IT;
    }

    /** What the other process runs. */
    static final class Locker {

        static final int GOT_IT = 10;
        static final int REFUSED = 11;

        private Locker() {}

        public static void main(String[] arguments) throws IOException {
            int result;
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                result = lock == null ? REFUSED : GOT_IT;
            }
            System.exit(result);
        }
    }
}
