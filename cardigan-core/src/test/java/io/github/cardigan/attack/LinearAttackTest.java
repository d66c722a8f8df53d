package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a linear model every attack has a closed form. The range is far away in these cases, so that it does not matter. */
class LinearAttackTest {

    /** |w|_1 = 1.4, |w|_2 = sqrt(0.5). */
    private static final float[] W = {0.3f, -0.4f, 0.5f, 0.2f};

    private static final float L2_OF_W = (float) Math.sqrt(0.54);

    private static final float[] X = {0.1f, 0.2f, 0.3f, -0.1f};

    /** w x + b = 0.03 - 0.08 + 0.15 - 0.02 + 0.1 = 0.18: class 1. */
    private static final float F = 0.18f;

    private final TensorScope scope = new TensorScope();
    private final Linear linear = Linear.twoClasses(W, 0.1f);

    @AfterEach
    void close() {
        linear.close();
        scope.close();
    }

    private Tensor attack(Attack attack) {
        return attack.perturb(linear.victim(), Linear.images(X), Linear.labels(1), Linear.random(1));
    }

    private float[] change(Attack attack) {
        float[] result = Tensors.toFloats(attack(attack));
        for (int i = 0; i < result.length; i++) {
            result[i] -= X[i];
        }
        return result;
    }

    private static float[] scaled(float factor, float... values) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    @Test
    void fastGradientSignIsEpsilonTimesTheSignOfTheWeights() {
        // class 1 is left by going down w; 0.02 of a unit image is 0.04 here
        assertThat(change(new Fgsm(Ball.linf(0.02), Goal.untargeted())))
                .containsExactly(new float[] {-0.04f, 0.04f, -0.04f, -0.04f}, within(1e-6f));
    }

    @Test
    void inEuclideanLengthTheFastStepFollowsTheWeights() {
        assertThat(change(new Fgsm(Ball.l2(0.05), Goal.untargeted())))
                .containsExactly(scaled(-0.1f / L2_OF_W, W), within(1e-6f));
    }

    @Test
    void aTargetIsApproachedAsTheOtherClassIsLeft() {
        assertThat(change(new Fgsm(Ball.linf(0.02), Goal.target(0))))
                .containsExactly(change(new Fgsm(Ball.linf(0.02), Goal.untargeted())), within(1e-7f));
        assertThat(change(new Fgsm(Ball.linf(0.02), Goal.target(1))))
                .as("it is read as class 1 already")
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void manySmallStepsEndInTheSameCorner() {
        assertThat(change(new Bim(Ball.linf(0.02), 10, 0.005, Goal.untargeted())))
                .containsExactly(new float[] {-0.04f, 0.04f, -0.04f, -0.04f}, within(1e-6f));
        assertThat(change(Pgd.of(Ball.linf(0.02), 20, 1)))
                .containsExactly(new float[] {-0.04f, 0.04f, -0.04f, -0.04f}, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource
    void projectedGradientInEuclideanLengthFindsTheDirectionOfTheWeights(AttackLoss loss) {
        Pgd pgd = new Pgd(Ball.l2(0.05), 100, 0.01, 1, loss, Goal.untargeted());
        // from a random start the direction is approached, not hit: 1e-3 of a length of 0.1
        assertThat(change(pgd)).containsExactly(scaled(-0.1f / L2_OF_W, W), within(1e-4f));
    }

    @Test
    void noNoiseIsWorseThanTheFastStep() {
        float fgsm = scoreAfter(new Fgsm(Ball.linf(0.05), Goal.untargeted()));
        assertThat(fgsm).isEqualTo(F - 0.1f * 1.4f, within(1e-5f)); // f - epsilon |w|_1
        for (RandomNoise.Kind kind : RandomNoise.Kind.values()) {
            assertThat(scoreAfter(new RandomNoise(Ball.linf(0.05), kind, 50, Goal.untargeted())))
                    .isGreaterThan(fgsm)
                    .isLessThan(F);
        }
    }

    private float scoreAfter(Attack attack) {
        float[] x = Tensors.toFloats(attack(attack));
        float score = 0.1f;
        for (int i = 0; i < x.length; i++) {
            score += W[i] * x[i];
        }
        return score;
    }

    @Test
    void deepFoolGoesTheDistanceToTheBoundary() {
        float[] step = scaled(-F / (L2_OF_W * L2_OF_W), W); // r = -f w / |w|^2
        assertThat(change(new DeepFool(Norm.L2, 50, 0.02))).containsExactly(scaled(1.02f, step), within(1e-5f));
        float[] corner = {-1, 1, -1, -1};
        assertThat(change(new DeepFool(Norm.LINF, 50, 0.02)))
                .containsExactly(scaled(1.02f * F / 1.4f, corner), within(1e-5f)); // f / |w|_1
    }

    @Test
    void deepFoolPicksTheNearestOfSeveralBoundaries() {
        float[][] w = {{0, 0, 0, 0}, {1, 0, 0, 0}, {0, 4, 0, 0}};
        try (Linear three = new Linear(w, 0.5f, 0, -0.5f)) {
            // to class 1: 0.5 / 1; to class 2: 1 / 4, although its logit is the lowest
            Tensor result = DeepFool.of(Norm.L2)
                    .perturb(three.victim(), Linear.images(new float[4]), Linear.labels(0), Linear.random(1));
            assertThat(Linear.row(result, 0)).containsExactly(new float[] {0, 0.255f, 0, 0}, within(1e-5f));
        }
    }

    @Test
    void carliniAndWagnerComeCloseToTheBoundary() {
        double nearest = F / L2_OF_W / 2; // in unit images
        Tensor found = attack(CarliniWagner.of(Goal.untargeted()));
        double distance = Norm.L2.distance(Linear.images(X), found).item_double();
        assertThat(linear.victim().read(found).item_long()).isZero();
        // never nearer than the boundary; Adam's last step is about 1 % of it away
        assertThat(distance).isBetween(nearest * 0.9999, nearest * 1.03);
    }

    @Test
    void carliniAndWagnerKeepTheLeadAskedFor() {
        Tensor found = attack(new CarliniWagner(9, 300, 0.05, 0.2, Goal.target(0)));
        double lead = Goal.target(0)
                .margin(linear.victim().logits(found), Linear.labels(1))
                .item_double();
        assertThat(lead).isBetween(0.2, 0.23);
        double nearest = (F + 0.2) / L2_OF_W / 2;
        assertThat(Norm.L2.distance(Linear.images(X), found).item_double()).isBetween(nearest * 0.9999, nearest * 1.03);
    }
}
