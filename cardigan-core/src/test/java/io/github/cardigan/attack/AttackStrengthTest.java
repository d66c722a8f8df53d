package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stronger attack never leaves a model looking better than a weaker one. */
class AttackStrengthTest {

    private static final int COUNT = 80;
    private static final Goal AWAY = Goal.untargeted();

    /** Small enough that some images resist. */
    private static final Ball BALL = Ball.linf(0.12);

    private static SmallNet net;

    @BeforeAll
    static void train() {
        net = new SmallNet(6);
    }

    @AfterAll
    static void close() {
        net.close();
    }

    @Test
    void attacksOrderAsTheLiteratureOrdersThem() {
        int clean = net.right(COUNT, x -> x);
        int noise = net.rightAfter(COUNT, new RandomNoise(BALL, RandomNoise.Kind.UNIFORM, 10, AWAY));
        int fgsm = net.rightAfter(COUNT, new Fgsm(BALL, AWAY));
        int bim = net.rightAfter(COUNT, new Bim(BALL, 10, 0.03, AWAY));
        int pgd = net.rightAfter(COUNT, Pgd.of(BALL, 10, 3));

        assertThat(clean).isGreaterThanOrEqualTo(72);
        assertThat(noise).as("clean leaves " + clean).isLessThan(clean);
        assertThat(fgsm).as("noise leaves " + noise).isLessThan(noise - 10);
        assertThat(bim).as("fgsm leaves " + fgsm).isLessThanOrEqualTo(fgsm);
        assertThat(pgd).as("bim leaves " + bim).isBetween(1, bim);
    }

    @Test
    void moreRestartsAndMoreDrawsOnlyHelp() {
        int[] starts = {1, 2, 8};
        int clean = net.right(COUNT, x -> x);
        int pgd = clean;
        int noise = clean;
        for (int restarts : starts) {
            int with = net.rightAfter(COUNT, Pgd.of(BALL, 2, restarts));
            assertThat(with).isLessThanOrEqualTo(pgd);
            pgd = with;
            int draws =
                    net.rightAfter(COUNT, new RandomNoise(Ball.linf(0.2), RandomNoise.Kind.UNIFORM, restarts, AWAY));
            assertThat(draws).isLessThanOrEqualTo(noise);
            noise = draws;
        }
        assertThat(pgd).as("clean leaves " + clean).isLessThan(clean);
        assertThat(noise).as("clean leaves " + clean).isLessThan(clean);
    }

    @Test
    void largerBallsLeaveLess() {
        int previous = COUNT;
        for (double epsilon : new double[] {0, 0.02, 0.05, 0.1, 0.3}) {
            int right = net.rightAfter(COUNT, Pgd.of(Ball.linf(epsilon), 10, 1));
            assertThat(right).isLessThanOrEqualTo(previous);
            previous = right;
        }
        assertThat(previous).as("an unguarded net has nothing left at 0.3").isZero();
    }

    @Test
    void theMarginWorksAsWellAsTheCrossEntropy() {
        int crossEntropy = net.rightAfter(COUNT, Pgd.of(BALL, 10, 2));
        int margin = net.rightAfter(COUNT, new Pgd(BALL, 10, 0.03, 2, AttackLoss.MARGIN, AWAY));
        assertThat(margin).isBetween(crossEntropy - 10, crossEntropy + 10);
    }

    @Test
    void carliniAndWagnerAndDeepFoolFoolAllAndGoAboutAsFar() {
        try (TensorScope scope = new TensorScope()) {
            double deepFool = meanDistance(DeepFool.of(Norm.L2));
            double carliniWagner = meanDistance(new CarliniWagner(7, 150, 0.05, 0, AWAY));
            // On this nearly linear net DeepFool is about exact. tanh makes pixels that are black hard to move: the
            // authors' own
            // 9 searches of 1,000 steps end 1.6 % farther away, these few 2 %.
            assertThat(carliniWagner).isBetween(deepFool * 0.8, deepFool * 1.05);
        }
    }

    private static double meanDistance(Attack attack) {
        int count = 10;
        Tensor x = net.unseen(count);
        Tensor y = net.unseenLabels(count);
        Tensor found = attack.perturb(net.victim(), x, y, ImageRandom.of(new RandomSource(1), 0, count));
        assertThat(Rows.where(net.victim().read(found).eq(y)))
                .as("still read rightly")
                .isEmpty();
        return Norm.L2.distance(x, found).mean().item_double();
    }
}
