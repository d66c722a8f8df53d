package io.github.cardigan.cli;

import io.github.cardigan.training.StopSignal;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM ask the training to end after its step; asked twice, the process ends at once. Java's public shutdown hooks
 * cannot keep the process alive until the checkpoint is written and choose the exit code, so this uses {@code sun.misc.Signal},
 * which every JDK has in the module {@code jdk.unsupported}.
 */
@SuppressWarnings("sunapi")
final class Interrupts implements AutoCloseable {

    private final List<Runnable> undo = new ArrayList<>();

    Interrupts(StopSignal stop) {
        for (String name : List.of("INT", "TERM")) {
            Signal signal = new Signal(name);
            SignalHandler previous = Signal.handle(signal, received -> {
                if (stop.requested()) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                stop.request();
            });
            undo.add(() -> Signal.handle(signal, previous));
        }
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }
}
