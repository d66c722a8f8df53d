package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A classifier whose features are the pixels themselves, so that the distances are those of plane vectors. */
class FeatureDistanceTest {

    private static FeatureDistance pixels(int channels) {
        Network network = Network.build(
                new Sequential(List.of(new Flatten(), new Dense(2, true))),
                Shape.image(channels, 1, 2),
                Device.cpu(),
                new RandomSource(1));
        return new FeatureDistance(new ClassifierExtractor(new Classifier(network, List.of("a", "b"))));
    }

    @Test
    void itIsOneLessTheCosine() {
        FeatureDistance distance = pixels(1);
        float[] made = {1, 0, 1, 0, 1, 0, 0.5f, 0.5f};
        float[] wanted = {0.3f, 0, 0, 1, -1, 0, 1, 0};
        double[] distances = distance.compare(made, wanted, Shape.image(1, 1, 2));
        assertThat(distances[0]).isEqualTo(0, within(1e-6)); // the same direction
        assertThat(distances[1]).isEqualTo(1, within(1e-6)); // a right angle
        assertThat(distances[2]).isEqualTo(2, within(1e-6)); // the other way
        assertThat(distances[3]).isEqualTo(1 - Math.sqrt(0.5), within(1e-6)); // 45 degrees
        distance.eyes().close();
    }

    /** Colour is read by its luminance, grey by three equal channels. */
    @Test
    void imagesAreBroughtToTheClassifiersChannels() {
        FeatureDistance grey = pixels(1);
        float[] red = {1, 0, 0, 0, 0, 0}; // its luminance is (0.299, 0)
        float[] green = {0, 0, 0, 1, 0, 0}; // (0, 0.587)
        assertThat(grey.compare(red, green, Shape.image(3, 1, 2))[0]).isEqualTo(1, within(1e-6));
        grey.eyes().close();
        FeatureDistance colour = pixels(3);
        assertThat(colour.compare(new float[] {1, 0}, new float[] {1, 1}, Shape.image(1, 1, 2))[0])
                .isEqualTo(1 - Math.sqrt(0.5), within(1e-6));
        colour.eyes().close();
    }
}
