package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every attack, in every norm it knows, with and without a target. */
class AttackContractTest {

    private static final int COUNT = 8;
    private static final int TARGET = 3;

    private static SmallNet net;

    private final TensorScope scope = new TensorScope();

    /** One attack with what it promises. */
    record Case(Method method, Norm norm, Goal goal, double epsilon) {

        Attack attack() {
            AttackOptions options = AttackOptions.defaults().withGoal(goal).withNorm(norm);
            return switch (method) {
                case BIM -> method.attack(options.withSteps(5), epsilon);
                case PGD -> method.attack(options.withSteps(5).withRestarts(2), epsilon);
                case NOISE, GAUSSIAN -> method.attack(options.withRestarts(3), epsilon);
                case CW -> method.attack(options.withSteps(60).withRestarts(4), epsilon);
                case DEEPFOOL -> method.attack(options.withSteps(5), epsilon);
                case FGSM -> method.attack(options, epsilon);
            };
        }
    }

    static Stream<Case> cases() {
        return Arrays.stream(Method.values())
                .flatMap(method -> Arrays.stream(Norm.values())
                        .filter(norm -> method != Method.CW || norm == Norm.L2)
                        .flatMap(norm -> Stream.of(Goal.untargeted(), Goal.target(TARGET))
                                .filter(goal -> method != Method.DEEPFOOL || !goal.targeted())
                                .map(goal -> new Case(method, norm, goal, norm == Norm.LINF ? 0.1 : 1.5))));
    }

    /** Those with a target, but for noise, which aims at nothing, and C&W, which gives back what resists its few steps here. */
    static Stream<Case> aiming() {
        return cases().filter(each -> each.goal().targeted()
                && each.method() != Method.NOISE
                && each.method() != Method.GAUSSIAN
                && each.method() != Method.CW);
    }

    @BeforeAll
    static void train() {
        net = new SmallNet(5);
    }

    @AfterAll
    static void closeNet() {
        net.close();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static ImageRandom random(int first, int count) {
        return ImageRandom.of(new RandomSource(11), first, count);
    }

    private static Tensor perturb(Attack attack, Tensor images, Tensor labels) {
        return attack.perturb(net.victim(), images, labels, random(0, Math.toIntExact(images.size(0))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBallAndTheRangeAreKept(Case each) {
        Tensor images = net.unseen(COUNT);
        Tensor result = perturb(each.attack(), images, net.unseenLabels(COUNT));

        assertThat(Tensors.shape(result)).containsExactly(COUNT, 1, 14, 14);
        for (float value : Tensors.toFloats(result)) {
            assertThat(value).isBetween(-1f, 1f);
        }
        if (!each.method().minimal()) {
            for (float distance : Tensors.toFloats(each.norm().distance(images, result))) {
                // 1e-6: one rounding of 32 bits per value
                assertThat((double) distance).isLessThanOrEqualTo(each.epsilon() + 1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsReadAsWantedAlreadyStaysAndTheRestMoves(Case each) {
        Tensor images = net.unseen(COUNT);
        // half of the labels are wrong, or say nothing where there is a target
        long[] labels = new long[COUNT];
        float[] read = Tensors.toFloats(net.victim().read(images));
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (long) (i % 2 == 0 ? read[i] : (read[i] + 1) % 10);
        }
        float[] before = Tensors.toFloats(images);
        Tensor result = perturb(each.attack(), images, Linear.labels(labels));
        float[] moved = Tensors.toFloats(Norm.L2.distance(images, result));

        for (int i = 0; i < COUNT; i++) {
            boolean wanted = each.goal().targeted() ? read[i] == TARGET : i % 2 == 1;
            if (wanted) {
                assertThat(moved[i]).as("image " + i).isZero();
            } else if (each.method() != Method.CW) { // which gives back what resists
                assertThat(moved[i]).as("image " + i).isPositive();
            }
        }
        assertThat(Tensors.toFloats(images))
                .as("what came in is not written to")
                .containsExactly(before);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameSeedGivesTheSameImages(Case each) {
        Tensor first = perturb(each.attack(), net.unseen(COUNT), net.unseenLabels(COUNT));
        Tensor second = perturb(each.attack(), net.unseen(COUNT), net.unseenLabels(COUNT));
        assertThat(Tensors.toFloats(second)).containsExactly(Tensors.toFloats(first));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBatchAnImageIsInDoesNotMatter(Case each) {
        Tensor whole = perturb(each.attack(), net.unseen(COUNT), net.unseenLabels(COUNT));
        int differing = 0;
        for (int i = 0; i < COUNT; i++) {
            Tensor alone = each.attack()
                    .perturb(
                            net.victim(),
                            net.unseen(COUNT).narrow(0, i, 1),
                            net.unseenLabels(COUNT).narrow(0, i, 1),
                            random(i, 1));
            differing += Norm.LINF.distance(whole.narrow(0, i, 1), alone).item_double() > 1e-4 ? 1 : 0;
        }
        // kernels for one row round otherwise than for eight, and the sign of a gradient that is nearly zero may turn
        assertThat(differing).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theWeightsGetNoGradient(Case each) {
        net.classifier.network().trainable(true);
        net.classifier.network().parameters().zeroGradient();
        perturb(each.attack(), net.unseen(COUNT), net.unseenLabels(COUNT));
        net.classifier.network().trainable(false);
        assertThat(net.classifier.network().parameters().gradient().abs().max().item_double())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("aiming")
    void aTargetIsApproached(Case each) {
        Tensor images = net.unseen(COUNT);
        Tensor labels = net.unseenLabels(COUNT);
        double before = margin(each.goal(), images, labels);
        double after = margin(each.goal(), perturb(each.attack(), images, labels), labels);
        assertThat(after).isGreaterThan(before);
    }

    private static double margin(Goal goal, Tensor images, Tensor labels) {
        return goal.margin(net.victim().logits(images), labels).mean().item_double();
    }
}
