package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Sequential;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final int COUNT = 60;
    private static final Ball BALL = Ball.linf(0.2);

    private static SmallNet victim;

    @BeforeAll
    static void train() {
        victim = new SmallNet(21);
    }

    @AfterAll
    static void close() {
        victim.close();
    }

    @Test
    void whatFoolsOneModelFoolsAnotherMoreOftenThanNoise() {
        try (SmallNet source = new SmallNet(22)) {
            Attack pgd = Pgd.of(BALL, 10, 1);
            int noise = victim.rightAfter(COUNT, new RandomNoise(BALL, RandomNoise.Kind.UNIFORM, 1, Goal.untargeted()));
            int transferred = victim.rightAfter(COUNT, new Transfer(pgd, source.victim()));
            assertThat(transferred).isLessThan(noise - 20);
            assertThat(victim.rightAfter(COUNT, pgd)).isLessThanOrEqualTo(transferred);
        }
    }

    /**
     * Two linear models of the same slope (1, -1, 1, -1) and another bias: the source takes the image for class 0, the victim rightly
     * for class 1. From 0.1 w the way down is -0.4 w (epsilon 0.2 in [-1, 1]), which ends at -0.3 w, where the victim errs as well.
     */
    @Test
    void whatOnlyTheSourceMisreadsIsMovedAsWell() {
        float[] w = {1, -1, 1, -1};
        try (TensorScope scope = new TensorScope();
                Linear source = Linear.twoClasses(w, -1);
                Linear reader = Linear.twoClasses(w, 0)) {
            var x = Linear.images(new float[] {0.1f, -0.1f, 0.1f, -0.1f});
            var y = Linear.labels(1);
            assertThat(source.victim().read(x).item_long()).isZero();
            assertThat(reader.victim().read(x).item_long()).isOne();
            for (Attack attack : List.of(
                    new Fgsm(BALL, Goal.untargeted()),
                    new Bim(BALL, 10, 0.1, Goal.untargeted()),
                    Pgd.of(BALL, 10, 2))) {
                var moved = new Transfer(attack, source.victim()).perturb(reader.victim(), x, y, Linear.random(1));
                assertThat(Linear.row(moved, 0))
                        .as(attack.name())
                        .containsExactly(new float[] {-0.3f, 0.3f, -0.3f, 0.3f}, within(1e-6f)); // fp32
                assertThat(reader.victim().read(moved).item_long()).isZero();
            }
            var noisy = new Transfer(
                            new RandomNoise(BALL, RandomNoise.Kind.UNIFORM, 1, Goal.untargeted()), source.victim())
                    .perturb(reader.victim(), x, y, Linear.random(1));
            assertThat(Linear.row(noisy, 0)).doesNotContain(0.1f, -0.1f);
            var near = new Transfer(DeepFool.of(Norm.L2), source.victim())
                    .perturb(reader.victim(), x, y, Linear.random(1));
            assertThat(Linear.row(near, 0)).as("nearest: where it is").containsExactly(0.1f, -0.1f, 0.1f, -0.1f);
        }
    }

    @Test
    void aModelThatOnlyAnswersLabelsIsFooledThroughASurrogate() {
        try (TensorScope scope = new TensorScope()) {
            Surrogate surrogate = new Surrogate(
                    Sequential.of(new Flatten(), Dense.of(32), Activation.RELU, Dense.of(10)), 3, 0.1, 15);
            Victim labelsOnly = new LabelsOnly(victim.victim());
            Classifier trained =
                    surrogate.train(labelsOnly, victim.images(1000, 100), victim.data.classes(), new RandomSource(4));
            try {
                assertThat(surrogate.questions(100)).isEqualTo(400);
                var unseen = victim.images(1100, COUNT);
                int same = Rows.where(victim.victim()
                                .read(unseen)
                                .eq(Victim.of(trained).read(unseen)))
                        .length;
                assertThat(Surrogate.agreement(trained, labelsOnly, unseen)).isEqualTo((double) same / COUNT);
                Attack pgd = Pgd.of(BALL, 10, 1);
                int noise = right(new RandomNoise(BALL, RandomNoise.Kind.UNIFORM, 1, Goal.untargeted()));
                int blackBox = right(new Transfer(pgd, Victim.of(trained)));
                assertThat(blackBox).as("noise leaves " + noise).isLessThan(noise - 10);
            } finally {
                trained.network().close();
            }
        }
    }

    /** Images that neither the victim nor the surrogate has learnt. */
    private static int right(Attack attack) {
        var x = victim.images(1100, COUNT);
        var y = victim.labels(1100, COUNT);
        var moved = attack.perturb(victim.victim(), x, y, ImageRandom.of(new RandomSource(1), 0, COUNT));
        return Rows.where(victim.victim().read(moved).eq(y)).length;
    }

    /** Says which class, and nothing more: asking it for a gradient fails. */
    private record LabelsOnly(Victim behind) implements Victim {

        @Override
        public io.github.cardigan.engine.Shape shape() {
            return behind.shape();
        }

        @Override
        public int classes() {
            return behind.classes();
        }

        @Override
        public io.github.cardigan.engine.Device device() {
            return behind.device();
        }

        @Override
        public org.bytedeco.pytorch.Tensor logits(org.bytedeco.pytorch.Tensor images) {
            throw new AssertionError("only labels may be asked for");
        }

        @Override
        public org.bytedeco.pytorch.Tensor read(org.bytedeco.pytorch.Tensor images) {
            return behind.read(images);
        }
    }
}
