package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class DiversityTest {

    /** The corners of a rectangle of 3 by 4: distances 3, 3, 4, 4, 5 and 5, on average 4. */
    private static Tensor rectangle() {
        return Tensor.create(0f, 0f, 3f, 0f, 0f, 4f, 3f, 4f).view(4, 1, 1, 2);
    }

    /** The corners of a square with side 1: four distances 1, two of the root of 2. */
    private static Tensor square() {
        return Tensor.create(0f, 0f, 1f, 0f, 0f, 1f, 1f, 1f).view(4, 1, 1, 2);
    }

    private static double ratio(Tensor real, Tensor fake, int samples) {
        return Diversity.ratio(real, fake, samples).item_double();
    }

    /** The millionth that keeps 0 / 0 away is the tolerance. */
    @Test
    void theRatioIsThatOfTheMeanDistances() {
        try (TensorScope scope = new TensorScope()) {
            double ofSquare = (4 + 2 * StrictMath.sqrt(2)) / 6;
            assertThat(ratio(rectangle(), square(), 16)).isCloseTo(ofSquare / 4, within(1e-6));
            assertThat(ratio(square(), rectangle(), 16)).isCloseTo(4 / ofSquare, within(1e-5));
            assertThat(ratio(rectangle(), rectangle(), 16)).isEqualTo(1);
        }
    }

    @Test
    void onlyTheFirstSamplesCount() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(ratio(square(), rectangle(), 2)).isCloseTo(3, within(1e-5)); // 3 over 1
            assertThat(ratio(square(), rectangle(), 3)).isCloseTo(12 / (2 + StrictMath.sqrt(2)), within(1e-5));
        }
    }

    @Test
    void aCollapsedGeneratorReadsNothingAndRealSamplesThatAreAllAlikeProveNothing() {
        try (TensorScope scope = new TensorScope()) {
            Tensor alike = torch.ones(4, 1, 1, 2);
            assertThat(ratio(rectangle(), alike, 16)).isCloseTo(0, within(1e-6));
            assertThat(ratio(alike, alike, 16)).isEqualTo(1);
            assertThat(ratio(alike, rectangle(), 16)).isFinite().isGreaterThan(1e6);
        }
    }

    /** Distances in many dimensions are exact also where samples nearly coincide far from 0: no |a|^2 + |b|^2 - 2ab. */
    @Test
    void nearlyEqualSamplesKeepTheirSmallDistance() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = torch.ones(2, 1, 28, 28);
            real.narrow(0, 1, 1).neg_(); // apart by 2 in each of 784 values
            Tensor fake = torch.ones(2, 1, 28, 28);
            fake.narrow(0, 1, 1).mul_(new Scalar(1 - 0x1p-10));
            assertThat(ratio(real, fake, 16)).isCloseTo(0x1p-11, within(1e-6));
        }
    }

    @Test
    void theResultIsOneNumberWithoutHistory() {
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = square().to(ScalarType.BFloat16).set_requires_grad(true);
            Tensor ratio = Diversity.ratio(rectangle(), fake, 16);
            assertThat(ratio.dim()).isZero();
            assertThat(ratio.requires_grad()).isFalse();
            assertThat(ratio.item_double()).isCloseTo((4 + 2 * StrictMath.sqrt(2)) / 24, within(1e-6));
        }
    }

    @Test
    void oneSampleHasNoDistance() {
        try (TensorScope scope = new TensorScope()) {
            Tensor one = torch.zeros(1, 1, 4, 4);
            assertThatThrownBy(() -> Diversity.ratio(one, square(), 16))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected at least 2 samples of each side, got 16 of 1 real and 4 generated");
            assertThatThrownBy(() -> Diversity.ratio(square(), square(), 1)).hasMessageContaining("got 1 of 4");
        }
    }

    @Test
    void aBatchOfOneRecordsNone() {
        try (TensorScope scope = new TensorScope();
                Plan plan = TinyGan.plan(1)) {
            for (int batch : List.of(1, 2)) {
                Tensor real = torch.randn(batch, 1, 4, 4);
                Step step = new Step(
                        real,
                        torch.zeros(batch),
                        new Step.Fakes(plan.generator().orElseThrow(), true, true),
                        new Step.Moment(1, 0, new RandomSource(3)));
                Diversity.record(step, torch.randn(batch, 1, 4, 4));
                assertThat(step.values()).hasSize(batch - 1);
            }
        }
    }
}
