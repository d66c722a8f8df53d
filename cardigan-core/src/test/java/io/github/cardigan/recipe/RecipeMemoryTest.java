package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory while recipes train, on networks as small as their options allow. */
class RecipeMemoryTest {

    private static final long BOUND_KIB = 96 << 10;
    private static final Map<String, String> SMALL = Map.of("hidden", "16", "width", "4");

    /**
     * A batch of 200 images of 784 floats is 0.6 MiB. Keeping one such tensor per step would cost 600 MiB over 1,000 steps; 96 MiB leave
     * room for the Java heap's own comings and goings.
     */
    @ParameterizedTest
    @ValueSource(strings = {"autoencoder", "denoising-autoencoder", "vae", "cvae"})
    void aThousandStepsHoldTheMemory(String name) throws IOException {
        Natives.setThreads(1);
        Recipe recipe = Recipes.named(name);
        Map<String, String> set = new LinkedHashMap<>(SMALL);
        set.keySet().retainAll(recipe.options().stream().map(Option::name).toList());
        try (Dataset digits = EmbeddedSets.open("digits:400", null).orElseThrow();
                Trainer trainer = new Trainer(
                        recipe.plan(
                                OptionValues.of(recipe.options(), set),
                                Samples.of(digits),
                                Device.cpu(),
                                new RandomSource(1)),
                        digits,
                        new TrainingSettings(200, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            trainer.run(Budget.steps(100));
            long before = residentKib();
            trainer.run(Budget.steps(1100));
            assertThat(residentKib() - before).as("KiB grown over 1,000 steps").isLessThan(BOUND_KIB);
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
