package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
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
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand steps of every recipe hold the memory, on networks and images as small as they come. */
class RecipeMemoryTest {

    /** One object forgotten in each step would be a thousand; the garbage collector leaves some dozens for later. */
    private static final long BOUND_OBJECTS = 300;

    /** What Java's own heap moves by; memory that grows behind libtorch's back would be more. */
    private static final long BOUND_KIB = 64 << 10;

    static Stream<Recipe> recipes() {
        return Recipes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aThousandStepsHoldTheMemory(Recipe recipe) throws IOException {
        Natives.setThreads(1);
        ImageSize size = new ImageSize(16, 16);
        try (Dataset data = recipe.samplesAreTwoImages()
                        ? Pix2pixTest.outlines("digits:128", size)
                        : EmbeddedSets.open("digits:128", size).orElseThrow();
                Trainer trainer = new Trainer(
                        recipe.plan(TinyOptions.of(recipe), data, Device.cpu(), new RandomSource(1)),
                        data,
                        new TrainingSettings(4, 1, 1, Device.cpu(), Precision.FP32, 0.9))) {
            trainer.run(Budget.steps(200)); // the Java heap and libtorch's caches have found their size
            long objects = nativeObjects();
            long kib = residentKib();
            trainer.run(Budget.steps(1200));
            assertThat(nativeObjects() - objects)
                    .as("native objects forgotten over 1,000 steps")
                    .isLessThan(BOUND_OBJECTS);
            assertThat(residentKib() - kib).as("KiB grown over 1,000 steps").isLessThan(BOUND_KIB);
        }
    }

    /** Tensors and their like that nobody freed. */
    private static long nativeObjects() {
        System.gc();
        return Pointer.totalCount();
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
