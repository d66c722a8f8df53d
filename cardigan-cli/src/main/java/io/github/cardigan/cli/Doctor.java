package io.github.cardigan.cli;

import io.github.cardigan.engine.Device;
import java.util.List;
import java.util.function.Supplier;

/** All that is looked at, in an order in which the first failure explains the later ones. */
final class Doctor {

    private Doctor() {}

    /** Each check is made when it is asked for, so that what came before is on the screen if the natives end the process. */
    static List<Supplier<Check>> checks() {
        return List.of(
                SystemChecks::java,
                SystemChecks::platform,
                ProcessorChecks::features,
                ProcessorChecks::threads,
                MemoryChecks::memory,
                DiskChecks::workingFolder,
                DiskChecks::unpackCache,
                NativesChecks::natives,
                ProcessorChecks::convolutions,
                NativesChecks::gpu,
                SystemChecks::images,
                SystemChecks::display,
                () -> TrainingStepCheck.on(Device.cpu()));
    }

    /** What needs natives that load: a step on the first GPU. */
    static List<Supplier<Check>> gpuChecks() {
        return NativesChecks.gpuCount() > 0
                ? List.of(() -> TrainingStepCheck.on(new Device(Device.Type.CUDA, 0)))
                : List.of();
    }
}
