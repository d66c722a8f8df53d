package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TrainerMemoryTest {

    private static final long BOUND_KIB = 64 << 10;

    /**
     * A hidden activation here has 256 x 512 floats, half a MiB. Keeping a single one per step would cost 150 MiB over 300 steps;
     * 64 MiB leaves room for the Java heap's own comings and goings.
     */
    @Test
    void threeHundredStepsHoldTheMemory() throws IOException {
        Plan plan = TinyGan.plan(
                1,
                1,
                Sequential.of(Dense.of(512), Activation.TANH, Dense.of(16), Reshape.to(1, 4, 4)),
                Sequential.of(new Flatten(), Dense.of(512), Activation.TANH, Dense.of(1)));
        TrainingSettings settings = new TrainingSettings(256, 1, 1, Device.cpu(), Precision.FP32, 0.9);
        try (Trainer trainer = new Trainer(plan, TinyGan.data(), settings)) {
            trainer.run(Budget.steps(40));
            long before = residentKib();
            trainer.run(Budget.steps(340));
            assertThat(residentKib() - before).as("KiB grown over 300 steps").isLessThan(BOUND_KIB);
        }
    }

    private static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isReadable(status), "this system does not tell the resident memory");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
