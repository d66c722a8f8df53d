package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.Images;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a linear model the accuracy at every epsilon can be counted by hand. */
class RobustnessMeterTest {

    /** The score of class 1 is the first pixel: an image falls at epsilon = x / 2 in L-inf and L2 alike. */
    private final Linear linear = Linear.twoClasses(new float[] {1, 0, 0, 0}, 0);

    /** First pixels 0.1, 0.3, 0.5 show class 1, and -0.2 is labelled 1 but read 0. */
    private final FewImages images =
            new FewImages(Linear.SHAPE, new float[] {0.1f, 0.3f, 0.5f, -0.2f}, new int[] {1, 1, 1, 1});

    @AfterEach
    void close() {
        linear.close();
    }

    private RobustnessMeter meter(Method method, AttackOptions options, Double... epsilons) {
        return RobustnessMeter.of(linear.victim(), new AttackSeries(method, options), List.of(epsilons), 1);
    }

    @Test
    void accuracyFallsWhereTheBoundaryIsReached() {
        Robustness found = meter(Method.FGSM, AttackOptions.defaults(), 0.2, 0.0, 0.1, 0.3, 0.2)
                .measure(images, done -> {});
        assertThat(found.cleanAccuracy()).isEqualTo(0.75);
        assertThat(found.points()).extracting(RobustnessPoint::epsilon).containsExactly(0.0, 0.1, 0.2, 0.3);
        assertThat(found.points()).extracting(RobustnessPoint::accuracy).containsExactly(0.75, 0.5, 0.25, 0.0);
        // of the three that were read rightly
        assertThat(found.points().get(2).success()).isEqualTo(2 / 3.0);
        assertThat(found.points().get(2).meanDistance()).isEqualTo(0.2, within(1e-6));
        assertThat(found.silentGradients()).isZero();
        assertThat(found.falseAlarms()).isNull();
    }

    @Test
    void anAttackOnTheNearestImageCountsWhereItsDistanceFits() {
        Robustness found = meter(Method.DEEPFOOL, AttackOptions.defaults(), 0.04, 0.06, 0.16, 0.26)
                .measure(images, done -> {});
        // distances 0.05, 0.15, 0.25, each 2 % longer
        assertThat(found.points()).extracting(RobustnessPoint::accuracy).containsExactly(0.75, 0.5, 0.25, 0.0);
        assertThat(found.points().get(3).meanDistance()).isEqualTo(1.02 * 0.15, within(1e-5));
        assertThat(found.norm()).isEqualTo(Norm.L2);
    }

    @Test
    void withATargetSuccessCountsThoseThatReachIt() {
        Robustness found = meter(Method.FGSM, AttackOptions.defaults().withGoal(Goal.target(0)), 0.16)
                .measure(images, done -> {});
        assertThat(found.points().get(0).success()).isEqualTo(2 / 3.0);
        assertThat(found.points().get(0).accuracy()).isEqualTo(0.25);
    }

    @Test
    void theBatchSizeChangesNothing() {
        AttackSeries series = new AttackSeries(Method.NOISE, AttackOptions.defaults());
        RobustnessMeter whole = RobustnessMeter.of(linear.victim(), series, List.of(0.2, 0.3), 5);
        RobustnessMeter single = new RobustnessMeter(linear.victim(), series, List.of(0.2, 0.3), 5, 1, 10, null);
        assertThat(single.measure(images, done -> {}).points())
                .isEqualTo(whole.measure(images, done -> {}).points());
    }

    @Test
    void examplesAreTheSuccessfulOnesFirst() {
        Robustness found = meter(Method.FGSM, AttackOptions.defaults(), 0.2).measure(images, done -> {});
        assertThat(found.examples()).hasSize(3); // the fourth needed no attack
        assertThat(found.examples()).extracting(Example::readAfter).containsExactly(0, 0, 1);
        assertThat(found.examples().get(0).original()[0]).isEqualTo(0.1f);
        assertThat(found.examples().get(0).result()[0]).isEqualTo(-0.3f, within(1e-6f));
        assertThat(found.examples().get(0).probability()).isEqualTo(1 / (1 + Math.exp(-0.3)), within(1e-6));
    }

    @Test
    void gradientsThatAreZeroAreCounted() {
        try (Linear deaf = Linear.twoClasses(new float[4], 1)) {
            AttackSeries series =
                    new AttackSeries(Method.PGD, AttackOptions.defaults().withSteps(2));
            Robustness found =
                    RobustnessMeter.of(deaf.victim(), series, List.of(0.3), 1).measure(images, done -> {});
            assertThat(found.silentGradients()).isEqualTo(1);
            assertThat(found.points().get(0).accuracy()).isEqualTo(1);
        }
    }

    @Test
    void aDetectorCountsWhatSqueezingGivesAway() {
        AttackSeries series = new AttackSeries(Method.FGSM, AttackOptions.defaults());
        SqueezeDetector squeezing = new SqueezeDetector(List.of(new BitDepth(1)));
        FewImages bright = new FewImages(Linear.SHAPE, new float[] {1, 1, 0.9f}, new int[] {1, 1, 1});
        RobustnessMeter meter = new RobustnessMeter(
                linear.victim(),
                series,
                List.of(0.6),
                1,
                10,
                0,
                new RobustnessMeter.Detection(squeezing, linear.victim()));
        Robustness found = meter.measure(bright, done -> {});
        // squeezing moves nothing or 0.1 of the clean images, and -0.2 or -0.3 of the attacked ones to -1
        assertThat(found.points().get(0).detected()).isEqualTo(1);
        assertThat(found.falseAlarms()).isZero();
        assertThat(found.examples()).isEmpty();
    }

    @Test
    void progressEndsAtOne() {
        List<Double> told = new ArrayList<>();
        new RobustnessMeter(
                        linear.victim(),
                        new AttackSeries(Method.FGSM, AttackOptions.defaults()),
                        List.of(0.1),
                        1,
                        3,
                        0,
                        null)
                .measure(images, told::add);
        assertThat(told).containsExactly(0.75, 1.0);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> meter(Method.FGSM, AttackOptions.defaults(), 0.1, 1.5))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected an epsilon from 0 to 1 in linf, got 1.5");
        assertThatThrownBy(() -> meter(Method.FGSM, AttackOptions.defaults().withGoal(Goal.target(2)), 0.1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a target class from 0 to 1, got 2");
        RobustnessMeter meter = meter(Method.FGSM, AttackOptions.defaults(), 0.1);
        FewImages colour = new FewImages(Shape.image(3, 2, 2), new float[] {0}, new int[] {1});
        assertThatThrownBy(() -> meter.measure(colour, done -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected images [1, 2, 2] for this model, got [3, 2, 2] from a few");
        FewImages unlabelled = new FewImages(Linear.SHAPE, new float[] {0}, new int[] {-1});
        assertThatThrownBy(() -> meter.measure(unlabelled, done -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got an image without one in a few");
        FewImages moreClasses = new FewImages(Linear.SHAPE, new float[] {0}, new int[] {7});
        assertThatThrownBy(() -> meter.measure(moreClasses, done -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected labels from 0 to 1 for this model, got 7");
        try (Linear diverged = Linear.twoClasses(new float[] {Float.NaN, 0, 0, 0}, 0)) {
            RobustnessMeter broken = RobustnessMeter.of(
                    diverged.victim(), new AttackSeries(Method.FGSM, AttackOptions.defaults()), List.of(0.1), 1);
            assertThatThrownBy(() -> broken.measure(images, done -> {}))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("finite logits");
        }
    }

    @Test
    void settingsThatAnAttackDoesNotTakeAreRefused() {
        assertThatThrownBy(() ->
                        new AttackSeries(Method.FGSM, AttackOptions.defaults().withSteps(3)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected no --steps with fgsm, got 3");
        assertThatThrownBy(() -> new AttackSeries(
                        Method.DEEPFOOL, AttackOptions.defaults().withGoal(Goal.target(1))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected no --target with deepfool, got 1");
        assertThatThrownBy(() ->
                        new AttackSeries(Method.CW, AttackOptions.defaults().withNorm(Norm.LINF)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected no --norm with cw, got linf");
    }

    /** Images that are grey but for their first pixel. */
    record FewImages(Shape shape, float[] firstPixels, int[] labels) implements Images {

        @Override
        public String name() {
            return "a few";
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public List<String> classes() {
            return List.of("0", "1");
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public Tensor batch(int first, int count) {
            float[] values = new float[count * shape.elements()];
            for (int i = 0; i < count; i++) {
                values[i * shape.elements()] = firstPixels[first + i];
            }
            return Tensor.create(values, shape.batch(count));
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }
}
