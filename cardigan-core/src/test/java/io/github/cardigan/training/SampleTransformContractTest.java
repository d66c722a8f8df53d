package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.training.AugmentationPipeline.Change;
import io.github.cardigan.training.DifferentiableAugmentation.Policy;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for whatever samples pass before the discriminator.
 *
 * <p>In double precision a central difference with steps of 1e-5 errs by about 1e-10; 1e-7 is safe.
 */
class SampleTransformContractTest {

    private static final long[] SHAPE = {6, 3, 8, 10};
    private static final double STEP = 1e-5;

    static Stream<Named<SampleTransform>> transforms() {
        Stream<Named<SampleTransform>> policies = Arrays.stream(Policy.values())
                .map(policy -> Named.of("" + policy, new DifferentiableAugmentation(Set.of(policy))));
        Stream<Named<SampleTransform>> changes = Arrays.stream(Change.values())
                .map(change -> Named.of("ADA's " + change, atFull(new AugmentationPipeline(Set.of(change)))));
        SampleTransform everything = new DifferentiableAugmentation(Set.of(Policy.values()))
                .then(atFull(new AugmentationPipeline(Set.of(Change.values()))))
                .then(new InstanceNoise(0.2, 1));
        return Stream.concat(
                Stream.concat(policies, changes),
                Stream.of(Named.of("instance noise", new InstanceNoise(0.1, 1)), Named.of("all of them", everything)));
    }

    private static SampleTransform atFull(AugmentationPipeline pipeline) {
        return (samples, random, progress) -> pipeline.apply(samples, 1, random);
    }

    private static Tensor samples() {
        return new RandomSource(1).normal(Device.cpu(), SHAPE).to(ScalarType.Double);
    }

    private static Tensor apply(SampleTransform transform, Tensor samples, long seed) {
        return transform.apply(samples, new RandomSource(seed), 0.25);
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void theRandomStateDeterminesTheChange(SampleTransform transform) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = samples();
            double[] once = Tensors.toDoubles(apply(transform, x, 7));
            assertThat(Tensors.toDoubles(apply(transform, x, 7))).isEqualTo(once);
            assertThat(Tensors.toDoubles(apply(transform, x, 8))).isNotEqualTo(once);
            assertThat(Tensors.toDoubles(x)).isEqualTo(Tensors.toDoubles(samples())); // not in place
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void shapesStayAndSixteenBitsBecomeThirtyTwo(SampleTransform transform) {
        try (TensorScope scope = new TensorScope()) {
            for (ScalarType type : new ScalarType[] {ScalarType.BFloat16, ScalarType.Float, ScalarType.Double}) {
                Tensor changed = apply(transform, samples().to(type), 2);
                assertThat(Tensors.shape(changed)).isEqualTo(SHAPE);
                assertThat(changed.scalar_type().intern())
                        .isEqualTo(type == ScalarType.Double ? ScalarType.Double : ScalarType.Float);
                assertThat(Double.isFinite(changed.sum().item_double())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void everySampleHasItsOwnLuckAndNothingOfTheOthers(SampleTransform transform) {
        try (TensorScope scope = new TensorScope()) {
            Tensor same = samples().narrow(0, 0, 1).expand(SHAPE);
            double[] changed = Tensors.toDoubles(apply(transform, same, 3));
            long different = Stream.iterate(0, i -> i + 1)
                    .limit(SHAPE[0])
                    .map(i -> Arrays.hashCode(sample(changed, i)))
                    .distinct()
                    .count();
            assertThat(different).isGreaterThan(1);
            Tensor others = same.clone();
            others.narrow(0, 1, SHAPE[0] - 1).mul_(new Scalar(-3.0));
            assertThat(sample(Tensors.toDoubles(apply(transform, others, 3)), 0))
                    .isEqualTo(sample(changed, 0));
        }
    }

    private static double[] sample(double[] batch, int i) {
        int length = batch.length / (int) SHAPE[0];
        return Arrays.copyOfRange(batch, i * length, (i + 1) * length);
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void theGeneratorsGradientEqualsFiniteDifferences(SampleTransform transform) {
        try (TensorScope scope = new TensorScope()) {
            requireGradient(x -> apply(transform, x, 4).tanh().mul(weights()).sum());
        }
    }

    /** R1's gradient: that of the squared gradient with respect to samples that were changed afterwards. */
    @ParameterizedTest
    @MethodSource("transforms")
    void theGradientOfAGradientPenaltyEqualsFiniteDifferences(SampleTransform transform) {
        try (TensorScope scope = new TensorScope()) {
            requireGradient(x -> {
                Tensor input = x.requires_grad() ? x : x.detach().set_requires_grad(true);
                Tensor score = apply(transform, input, 5).tanh().mul(weights()).sum();
                return Gradients.of(score, input, true).square().sum();
            });
        }
    }

    private static Tensor weights() {
        return new RandomSource(9).normal(Device.cpu(), SHAPE).to(ScalarType.Double);
    }

    private static void requireGradient(UnaryOperator<Tensor> loss) {
        Tensor x = samples().set_requires_grad(true);
        Tensor gradient = Gradients.of(loss.apply(x), x, false);
        for (int i = 0; i < 3; i++) {
            Tensor direction =
                    new RandomSource(20 + i).normal(Device.cpu(), SHAPE).to(ScalarType.Double);
            double up = loss.apply(x.detach().add(direction, new Scalar(STEP))).item_double();
            double down =
                    loss.apply(x.detach().add(direction, new Scalar(-STEP))).item_double();
            double expected = (up - down) / (2 * STEP);
            assertThat(gradient.mul(direction).sum().item_double())
                    .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
        }
    }

    @Test
    void nothingToDoIsNothing() {
        RandomSource random = new RandomSource(1);
        try (TensorScope scope = new TensorScope();
                AdaptiveAugmentation atStart = AdaptiveAugmentation.of(AugmentationPipeline.parse("bgc"))) {
            Tensor x = samples();
            for (SampleTransform transform : new SampleTransform[] {
                DifferentiableAugmentation.parse("none"), atStart, new InstanceNoise(0, 1), new InstanceNoise(1, 0.25)
            }) {
                assertThat(transform.apply(x, random, 0.25)).isSameAs(x);
            }
            assertThat(AugmentationPipeline.parse("none").apply(x, 1, random)).isSameAs(x);
        }
        assertThat(random.state()).isEqualTo(new RandomSource(1).state());
    }

    @Test
    void aChainChangesInTurnAndFitsWhereBothDo() {
        SampleTransform add = (samples, random, progress) -> samples.add(new Scalar(progress));
        SampleTransform twice = (samples, random, progress) -> samples.mul(new Scalar(2.0));
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toFloats(add.then(twice).apply(Tensor.create(1f, 2f), new RandomSource(1), 0.5)))
                    .containsExactly(3, 5);
        }
        Shape vector = Shape.of(2);
        add.then(new InstanceNoise(1, 1)).requireFit(vector);
        SampleTransform images = DifferentiableAugmentation.parse("cutout");
        assertThat(Stream.of(images, images.then(add), add.then(images)))
                .allSatisfy(transform -> assertThatThrownBy(() -> transform.requireFit(vector))
                        .hasMessage("expected images [channels, height, width] to augment, got samples of shape [2]"));
        images.requireFit(Shape.image(1, 2, 2));
    }
}
