package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A linear classifier that tells digits by the mean of all pixels alone: how far each image is from being misread has a closed form. */
class RobustValidationTest {

    private final Dataset digits = EmbeddedSets.open("digits:150", null).orElseThrow();
    private final List<String> classes = digits.classes();
    private final int pixels = digits.shape().elements();
    private Classifier classifier = uniform(0);

    @BeforeEach
    void whatSeparatesMeansAboveAndBelow() {
        classifier.network().close();
        classifier = uniform(meanOfAll());
    }

    @AfterEach
    void close() {
        classifier.network().close();
        digits.close();
    }

    private double mean(int image) {
        float[] values = new float[pixels];
        digits.read(image, values, 0);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / pixels;
    }

    private double meanOfAll() {
        double sum = 0;
        for (int i = 0; i < digits.size(); i++) {
            sum += mean(i);
        }
        return sum / digits.size();
    }

    /** Says 0 where the mean is above the threshold, 1 below, and never another class. */
    private Classifier uniform(double threshold) {
        float[] weights = new float[10 * pixels];
        float[] bias = new float[10];
        for (int i = 0; i < pixels; i++) {
            weights[i] = 1f / pixels;
        }
        for (int i = pixels; i < 2 * pixels; i++) {
            weights[i] = -1f / pixels;
        }
        bias[0] = (float) -threshold;
        bias[1] = (float) threshold;
        for (int other = 2; other < 10; other++) {
            bias[other] = -100;
        }
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(10)), Shape.image(1, 28, 28), Device.cpu(), new RandomSource(1));
        network.load(Map.of("1.weight", weights, "1.bias", bias));
        return new Classifier(network, classes);
    }

    /** The worst the ball holds moves every pixel by epsilon, up to the range of images, towards the wrong side. */
    private double held(double epsilon) {
        double threshold = meanOfAll();
        float[] values = new float[pixels];
        int right = 0;
        for (int i = 0; i < digits.size(); i++) {
            digits.read(i, values, 0);
            int label = digits.label(i);
            int away = label == 0 ? -1 : 1;
            double sum = 0;
            for (float value : values) {
                sum += Math.max(-1, Math.min(1, value + away * 2 * epsilon));
            }
            boolean above = sum / pixels > threshold;
            right += label == 0 && above || label == 1 && !above ? 1 : 0;
        }
        return (double) right / digits.size();
    }

    @Test
    void itCountsWhatHoldsAgainstTheWorstOfTheBall() {
        for (double epsilon : new double[] {0.0, 0.03, 0.1}) {
            RobustValidation measure = new RobustValidation(digits, Ball.linf(epsilon));
            Map<String, Double> found = measure.measure(classifier, 1);
            assertThat(found).as("epsilon %s", epsilon).containsExactly(Map.entry("robust_accuracy", held(epsilon)));
            assertThat(measure.measure(classifier, 2)).isEqualTo(found);
        }
        assertThat(held(0.1)).as("the case is telling").isLessThan(held(0.0));
        assertThat(held(0.0))
                .isEqualTo(new Validation(digits).measure(classifier, 1).get("validation_accuracy"));
    }

    @Test
    void aHigherShareIsBetter() {
        assertThat(new RobustValidation(digits, Ball.linf(0.1)).goal()).hasValue(Goal.highest("robust_accuracy"));
    }
}
