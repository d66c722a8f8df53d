package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsFileTest {

    private static final ArrayImages IMAGES =
            new ArrayImages("labelled", FixedArrays.values(1, 50, 3), 3, new int[50], List.of("0", "1", "2"));

    private static final TableExtractor EXTRACTOR = new TableExtractor(3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("real.safetensors");
        try (Features features = extract(Set.of(Part.values()))) {
            StatisticsFile.write(file, features);
        }
    }

    private static Features extract(Set<Part> parts) {
        return Features.extract(IMAGES, EXTRACTOR, parts, (done, all) -> {});
    }

    @Test
    void everythingComesBack() {
        try (Features written = extract(Set.of(Part.values()));
                Features read = StatisticsFile.read(file, EXTRACTOR)) {
            assertThat(read.source()).isEqualTo(written.source());
            assertThat(read.parts()).containsExactly(Part.values());
            assertThat(read.moments().mean()).isEqualTo(written.moments().mean());
            assertThat(FrechetDistance.between(read.moments(), written.moments()))
                    .isLessThan(1e-15);
            assertThat(read.rows().toArray()).isEqualTo(written.rows().toArray());
            assertThat(read.probabilities().toArray())
                    .isEqualTo(written.probabilities().toArray());
            assertThat(read.label(7)).isEqualTo(0);
        }
    }

    @Test
    void onlyWhatWasKeptIsThere() {
        try (Features features = extract(Set.of(Part.MOMENTS))) {
            StatisticsFile.write(file, features);
        }
        assertThat(Safetensors.read(file).names()).containsExactly("mean", "covariance", "labels");
        try (Features read = StatisticsFile.read(file, EXTRACTOR)) {
            assertThat(read.parts()).containsExactly(Part.MOMENTS);
        }
    }

    @Test
    void anotherExtractorIsRefused() {
        assertThatThrownBy(() -> StatisticsFile.read(file, new TableExtractor(4)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected statistics by extractor table");
    }

    private void rewrite(Consumer<Map<String, TensorData>> change, Map<String, String> metadata) {
        SafetensorsFile content = Safetensors.read(file);
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        change.accept(tensors);
        Safetensors.write(file, tensors, metadata.isEmpty() ? content.metadata() : metadata);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> StatisticsFile.read(file, EXTRACTOR))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void numbersThatAreNotFiniteAreNamed() {
        rewrite(t -> t.put("mean", TensorData.ofDoubles(new double[] {0, Double.NaN, 0}, 3)), Map.of());
        refused("expected finite numbers, got NaN in 'mean' at value 1");
        write();
        rewrite(
                t -> {
                    float[] rows = t.get("rows").toFloats();
                    rows[100] = Float.POSITIVE_INFINITY;
                    t.put("rows", TensorData.ofFloats(rows, 50, 3));
                },
                Map.of());
        refused("expected finite numbers, got Infinity in 'rows' at value 100");
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        rewrite(
                t -> t.put("covariance", TensorData.ofDoubles(new double[] {1, 2, 0, 3, 1, 0, 0, 0, 1}, 3, 3)),
                Map.of());
        refused("expected a symmetric covariance");
        write();
        rewrite(
                t -> t.put("covariance", TensorData.ofDoubles(new double[] {-1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3)),
                Map.of());
        refused("without negative variances");
        write();
        rewrite(t -> t.put("mean", TensorData.ofDoubles(new double[4], 4)), Map.of());
        refused("expected mean as F64 [3], got F64 [4]");
        write();
        rewrite(t -> t.put("mean", TensorData.ofFloats(new float[3], 3)), Map.of());
        refused("expected mean as F64 [3], got F32 [3]");
        write();
        rewrite(t -> t.remove("covariance"), Map.of());
        refused("expected a tensor named covariance");
        write();
        rewrite(t -> t.remove("labels"), Map.of());
        refused("expected a tensor named labels");
    }

    @Test
    void foreignAndNewerMetadataAreRefused() {
        String json = Safetensors.read(file).metadata().get("cardigan-statistics");
        rewrite(t -> {}, Map.of("format", "pt"));
        refused("expected metadata 'cardigan-statistics', got [format]");
        rewrite(t -> {}, Map.of("cardigan-statistics", json.replace("\"version\":1", "\"version\":2")));
        refused("got version 2");
        rewrite(t -> {}, Map.of("cardigan-statistics", json.replace("\"count\":50", "\"count\":-50")));
        refused("-50 images");
        rewrite(t -> {}, Map.of("cardigan-statistics", json.replace("\"count\":50", "\"count\":49")));
        refused("expected labels as I32 [49], got I32 [50]");
        rewrite(t -> {}, Map.of("cardigan-statistics", json.replace("\"count\":50", "\"count\":2147483647")));
        refused("expected labels as I32 [2147483647], got I32 [50]");
        rewrite(t -> {}, Map.of("cardigan-statistics", json.replace("\"protocol\"", "\"x\":0,\"protocol\"")));
        refused("unknown key 'x'");
    }

    @Test
    void probabilitiesOfNoClassesAreRefused() {
        String json = Safetensors.read(file).metadata().get("cardigan-statistics");
        String without = json.replace("\"extractorClasses\":[\"0\",\"1\",\"2\"]", "\"extractorClasses\":[]");
        assertThat(without).isNotEqualTo(json);
        rewrite(
                t -> t.put("probabilities", TensorData.ofFloats(new float[0], 50, 0)),
                Map.of("cardigan-statistics", without));
        refused("expected names of classes for probabilities, got none");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused("bytes");
    }

    @Test
    void theCacheLooksOnceAndAgainForMore() {
        List<String> warnings = new ArrayList<>();
        List<Integer> looks = new ArrayList<>();
        StatisticsCache cache = new StatisticsCache(folder.resolve("cache"), warnings::add);
        Features.Progress progress = (done, all) -> looks.add(done);
        cache.features(IMAGES, EXTRACTOR, Set.of(Part.MOMENTS), progress).close();
        cache.features(IMAGES, EXTRACTOR, Set.of(Part.MOMENTS), progress).close();
        assertThat(looks).hasSize(1);
        cache.features(IMAGES, EXTRACTOR, Set.of(Part.ROWS), progress).close();
        assertThat(looks).hasSize(2);
        try (Features features = cache.features(IMAGES, EXTRACTOR, Set.of(Part.MOMENTS, Part.ROWS), progress)) {
            assertThat(looks).hasSize(2);
            assertThat(features.rows().toArray()).isEqualTo(IMAGES.values());
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void theCacheReplacesWhatIsDamagedAndTellsOtherImagesApart() throws IOException {
        List<String> warnings = new ArrayList<>();
        StatisticsCache cache = new StatisticsCache(folder, warnings::add);
        Path cached = cache.file(IMAGES, EXTRACTOR);
        Files.writeString(cached, "nonsense");
        try (Features features = cache.features(IMAGES, EXTRACTOR, Set.of(Part.ROWS), (done, all) -> {})) {
            assertThat(features.rows().count()).isEqualTo(50);
        }
        assertThat(warnings).singleElement().asString().contains("it is made again");
        assertThat(Safetensors.read(cached).names()).contains("rows");
        assertThat(cache.file(ArrayImages.of(new float[3], 3), EXTRACTOR)).isNotEqualTo(cached);
        assertThat(cache.file(IMAGES, new TableExtractor(4))).isNotEqualTo(cached);
    }
}
