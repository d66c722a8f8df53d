package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.engine.Device;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.StackedExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataClassifierTest {

    @TempDir
    Path temp;

    /** Keeps what it hears. */
    static final class Heard implements Watcher {
        final List<String> notes = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        long steps;

        @Override
        public void notes(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void warns(String sentence) {
            warnings.add(sentence);
        }

        @Override
        public void progresses(String work, long done, long all) {
            steps = done;
        }
    }

    private String fingerprint(String data, Heard heard) {
        try (Dataset digits = EmbeddedSets.open(data, null).orElseThrow();
                Extractor extractor = Extractors.classifier(digits, new CacheFolder(temp), Device.cpu(), heard)) {
            return extractor.fingerprint();
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> folders = Files.list(temp.resolve("classifiers"))) {
            return folders.toList();
        }
    }

    @Test
    void itIsTrainedOnceForEachDataAndAgainIfDamaged() throws IOException {
        Heard first = new Heard();
        String trained = fingerprint("digits:60", first);
        assertThat(first.steps).isEqualTo(20);
        assertThat(first.notes).anyMatch(note -> note.contains("training a classifier of digits"));
        assertThat(first.notes).anyMatch(note -> note.contains("% of the images it has not seen right"));

        Heard second = new Heard();
        assertThat(fingerprint("digits:60", second)).isEqualTo(trained);
        assertThat(second.steps).as("not trained again").isZero();
        assertThat(second.notes).singleElement().asString().contains("% of the images it has not seen right");
        assertThat(first.notes).containsAll(second.notes);

        fingerprint("digits:61", new Heard());
        assertThat(kept()).hasSize(2);

        for (Path folder : kept()) {
            Path weights = folder.resolve("model.safetensors");
            byte[] bytes = Files.readAllBytes(weights);
            bytes[bytes.length / 2] ^= 1;
            Files.write(weights, bytes);
        }
        Heard third = new Heard();
        assertThat(fingerprint("digits:60", third)).isEqualTo(trained);
        assertThat(third.warnings.get(0)).contains("SHA-256", "trained again");
    }

    @Test
    void whatItReadsRightIsKeptAndLittleIsAWarning() throws IOException {
        CacheFolder cache = new CacheFolder(temp);
        try (Dataset digits = EmbeddedSets.open("digits:60", null).orElseThrow()) {
            assertThat(DataClassifier.accuracy(digits, cache)).isEmpty();
            fingerprint("digits:60", new Heard());
            assertThat(DataClassifier.accuracy(digits, cache).orElseThrow()).isBetween(0.0, 1.0);
            Path file = temp.resolve("accuracies").resolve(kept().get(0).getFileName() + ".json");
            Files.writeString(file, "{\"validationAccuracy\":0.9}");
            Heard good = new Heard();
            fingerprint("digits:60", good);
            assertThat(good.notes).singleElement().asString().contains("reads 90.00 %");
            assertThat(good.warnings).isEmpty();
            Files.writeString(file, "{\"validationAccuracy\":0.875}");
            Heard bad = new Heard();
            fingerprint("digits:60", bad);
            assertThat(bad.warnings).singleElement().asString().contains("reads 87.50 %", "worth little");
        }
    }

    @Test
    void stackedDigitsAreReadByTheClassifierOfTheirDigits() throws IOException {
        CacheFolder cache = new CacheFolder(temp);
        fingerprint("digits:60", new Heard());
        Heard heard = new Heard();
        Dataset digits = EmbeddedSets.open("digits:60", null).orElseThrow();
        try (Dataset stack = new StackedDigits(digits, 1, 100);
                Extractor extractor = Extractors.classifier(stack, cache, Device.cpu(), heard)) {
            assertThat(extractor).isInstanceOf(StackedExtractor.class);
            assertThat(extractor.name()).isEqualTo("stacked-classifier");
            assertThat(heard.steps).as("not trained again").isZero();
            assertThat(DataClassifier.accuracy(stack, cache)).isEqualTo(DataClassifier.accuracy(digits, cache));
            Path kept = kept().get(0);
            assertThat(kept()).hasSize(1);
            try (Extractor given = Extractors.stackedClassifier(kept, Device.cpu())) {
                assertThat(given.fingerprint()).isEqualTo(extractor.fingerprint());
            }
        }
    }

    @Test
    void dataWithoutLabelsIsRefused() {
        Dataset unlabelled = new Unlabelled(EmbeddedSets.open("digits:60", null).orElseThrow());
        assertThatThrownBy(() -> DataClassifier.of(unlabelled, new CacheFolder(temp), Device.cpu(), new Heard()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the extractor 'classifier' expects labelled data");
        assertThat(temp).isEmptyDirectory();
    }
}
