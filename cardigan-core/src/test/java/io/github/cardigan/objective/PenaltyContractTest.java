package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every penalty. */
class PenaltyContractTest {

    private final RandomSource random = new RandomSource(41);

    static Stream<Penalty> penalties() {
        return Stream.of(
                new GradientPenalty(),
                new GradientPenalty(0.5, Sides.ONE),
                new Dragan(),
                new R1Penalty(),
                new R2Penalty());
    }

    @Test
    void noPenaltyIsLeftOut() {
        List<String> all = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.cardigan.objective")
                        .stream()
                        .filter(type -> type.isAssignableTo(Penalty.class) && !type.isInterface())
                        .map(type -> type.getName())
                        .toList();
        assertThat(penalties().map(penalty -> penalty.getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    /** Else a penalty would train the generator, or run through it once more. */
    @ParameterizedTest
    @MethodSource("penalties")
    void gradientsReachTheCriticAndNothingElse(Penalty penalty) {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = random.normal(Device.cpu(), 4, 2).set_requires_grad(true);
            Tensor g = torch.ones(1).set_requires_grad(true);
            Tensor fake = random.normal(Device.cpu(), 4, 2).mul(g);
            Tensor a = Tensor.create(3f, 2f).set_requires_grad(true);
            Tensor value = penalty.of(x -> x.square().matmul(a), real, fake, random);
            value.backward();
            assertThat(value.dim()).isZero();
            assertThat(Tensors.toFloats(a.grad())).doesNotContain(0, Float.NaN);
            assertThat(real.grad().defined()).isFalse();
            assertThat(g.grad().defined()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ScalarType.class,
            names = {"Half", "BFloat16", "Float", "Double"})
    void samplesOfFewDigitsAreWidened(ScalarType type) {
        ScalarType wanted = type == ScalarType.Double ? ScalarType.Double : ScalarType.Float;
        try (TensorScope scope = new TensorScope()) {
            Tensor samples = random.normal(Device.cpu(), 4, 2).to(type);
            penalties().forEach(penalty -> {
                Tensor value = penalty.of(
                        x -> {
                            assertThat(x.scalar_type().intern()).isEqualTo(wanted);
                            return x.square().sum(1);
                        },
                        samples,
                        samples,
                        random);
                assertThat(value.scalar_type().intern()).isEqualTo(wanted);
            });
        }
    }

    /** The norm has no derivative at 0; NaN there would end a training whose critic starts flat. */
    @ParameterizedTest
    @MethodSource("penalties")
    void aFlatCriticHasAFiniteGradient(Penalty penalty) {
        try (TensorScope scope = new TensorScope()) {
            Tensor samples = random.normal(Device.cpu(), 4, 2).to(ScalarType.Double);
            TestCritic critic = TestCritic.linear(0, 0);
            Tensor value = penalty.of(critic, samples, samples, random);
            assertThat(value.item_double()).isIn(0.0, 1.0);
            assertThat(Tensors.toFloats(Gradients.of(value, critic.weights, false)))
                    .containsOnly(0);
        }
    }

    /** A score of two samples has a slope along both: of D(x, y) = w x + v y the squared slope is w^2 + v^2. */
    @ParameterizedTest
    @MethodSource("penalties")
    void aScoreOfSeveralSamplesHasTheSlopeAlongAll(Penalty penalty) {
        try (TensorScope scope = new TensorScope()) {
            Tensor samples = random.normal(Device.cpu(), 6, 2).to(ScalarType.Double);
            TestCritic critic = TestCritic.linear(1, 2, 4, 2); // norm 5
            double packed = penalty.of(pairs -> critic.score(pairs.reshape(3, 4)), samples, samples, random)
                    .item_double();
            double alone = penalty.of(TestCritic.linear(3, 4), samples, samples, random)
                    .item_double();
            assertThat(packed).isCloseTo(alone, within(1e-12)).isNotZero();
        }
    }

    /**
     * Products of numbers rounded to 8 bits, one in the score, one in the slope, two in the penalty's gradient, err by about 1/256
     * each, more where terms cancel: 5 per cent is ample.
     */
    @ParameterizedTest
    @MethodSource("penalties")
    void underAutocastThePenaltyIsTheSameButForRounding(Penalty penalty) {
        try (TensorScope scope = new TensorScope()) {
            Tensor w = random.normal(Device.cpu(), 8, 8).mul(new Scalar(0.3f)).set_requires_grad(true);
            Tensor v = random.normal(Device.cpu(), 8).set_requires_grad(true);
            Tensor real = random.normal(Device.cpu(), 16, 8);
            Tensor fake = random.normal(Device.cpu(), 16, 8);
            Critic critic = x -> x.matmul(w).tanh().mul(v).sum(1);
            Tensor full = penalty.of(critic, real, fake, new RandomSource(1));
            Tensor wanted = Gradients.of(full, w, false);
            Tensor rounded;
            try (Autocast autocast = new Autocast(Precision.BF16, Device.cpu())) {
                assertThat(critic.score(real).scalar_type().intern()).isEqualTo(ScalarType.Float);
                assertThat(real.matmul(w).scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
                rounded = penalty.of(critic, real, fake, new RandomSource(1));
            }
            assertThat(rounded.scalar_type().intern()).isEqualTo(ScalarType.Float);
            assertThat(rounded.item_double()).isCloseTo(full.item_double(), within(0.05 * full.item_double()));
            Tensor got = Gradients.of(rounded, w, false);
            double distance = got.sub(wanted).norm(new Scalar(2f)).item_double();
            assertThat(distance / wanted.norm(new Scalar(2f)).item_double()).isBetween(1e-7, 0.05);
        }
    }
}
