package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassificationAccuracyTest {

    /** Reads an image of two values as the larger one. */
    private static Classifier larger() {
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(2)), Shape.image(1, 1, 2), Device.cpu(), new RandomSource(1));
        network.load(Map.of("1.weight", new float[] {1, 0, 0, 1}, "1.bias", new float[2]));
        return new Classifier(network, List.of("first", "second"));
    }

    private static Images images(List<String> classes) {
        return new ArrayImages("test", new float[] {1, 0, 0, 1, 0, 1, 1, 0}, 2, new int[] {0, 1, 1, 1}, classes);
    }

    @Test
    void theAccuracyOnRealImagesIsTheScore() {
        Classifier classifier = larger();
        try (Network network = classifier.network()) {
            Score score = ClassificationAccuracy.of(
                    classifier, "fakes", 5000, images(classifier.classes()), (done, all) -> {});
            assertThat(score.name()).isEqualTo("cas-5k");
            assertThat(score.value()).isEqualTo(0.75);
            assertThat(score.interval()).contains(Interval.wilson(3, 4));
            assertThat(network.parameters().elements()).isEqualTo(6); // still open
        }
    }

    @Test
    void otherClassesAreRefused() {
        Classifier classifier = larger();
        try (Network network = classifier.network()) {
            assertThatThrownBy(() -> ClassificationAccuracy.of(
                            classifier, "fakes", 5000, images(List.of("second", "first")), (done, all) -> {}))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("got [second, first] from test");
        }
    }
}
