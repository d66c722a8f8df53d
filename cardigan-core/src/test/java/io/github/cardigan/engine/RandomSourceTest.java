package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSourceTest {

    /** Values of the C reference implementation (Vigna) for this seed, as Rosetta Code and others list them. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        RandomSource random = new RandomSource(1234567);
        assertThat(new String[] {next(random), next(random), next(random), next(random), next(random)})
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    private static String next(RandomSource random) {
        return Long.toUnsignedString(random.nextLong());
    }

    @Test
    void theStateIsAllThereIsToSave() {
        RandomSource random = new RandomSource(3);
        random.normal(Device.cpu(), 7).close();
        long state = random.state();
        long expected = random.nextLong();
        assertThat(new RandomSource(state).nextLong()).isEqualTo(expected);
        RandomSource other = new RandomSource(77);
        other.restore(state);
        assertThat(other.nextLong()).isEqualTo(expected);
    }

    @Test
    void splitSourcesDoNotDisturbTheirParentAndDifferFromEachOther() {
        RandomSource random = new RandomSource(3);
        long state = random.state();
        assertThat(random.split(0).nextLong())
                .isEqualTo(random.split(0).nextLong())
                .isNotEqualTo(random.split(1).nextLong())
                .isNotEqualTo(new RandomSource(3).nextLong());
        assertThat(random.state()).isEqualTo(state);
    }

    @Test
    void integersAreUniform() {
        RandomSource random = new RandomSource(4);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000) / 10_000;
        }
        assertThat(chiSquare).isLessThan(22.46); // exceeded once in 1,000 with 6 degrees of freedom
    }

    @Test
    void uniformValuesFillTheirInterval() {
        double[] sorted = sorted(new RandomSource(5).uniform(Device.cpu(), -1, 3, 100, 100));
        assertThat(sorted[0]).isGreaterThanOrEqualTo(-1);
        assertThat(sorted[sorted.length - 1]).isLessThanOrEqualTo(3); // rounding to float may reach the end
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            distance = Math.max(distance, Math.abs((i + 0.5) / sorted.length - (sorted[i] + 1) / 4));
        }
        assertThat(distance * Math.sqrt(sorted.length)).isLessThan(1.95); // Kolmogorov: exceeded once in 1,000
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 20240611})
    void normalValuesAreStandardNormal(long seed) {
        requireStandardNormal(
                sorted(new RandomSource(seed).normal(Device.cpu(), 101, 99))); // odd: the last pair is cut
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 20240611})
    void noiseIsStandardNormal(long seed) {
        try (TensorScope scope = new TensorScope()) {
            requireStandardNormal(sorted(new RandomSource(seed).noiseLike(torch.empty(101, 99))));
        }
    }

    /** A million values, of which 258 lie where the ziggurat's tail begins, and libtorch's error function. */
    @Test
    void noiseFollowsTheNormalDistributionToItsTails() {
        int n = 1_000_000;
        try (TensorScope scope = new TensorScope()) {
            Tensor sorted = new RandomSource(12)
                    .noiseLike(torch.empty(n))
                    .to(ScalarType.Double)
                    .msort();
            Tensor expected = sorted.mul(new Scalar(Math.sqrt(0.5)))
                    .erf()
                    .add(new Scalar(1.0))
                    .mul(new Scalar(0.5));
            Tensor found = torch.arange(new Scalar(0.5), new Scalar(n), sorted.options())
                    .div(new Scalar((double) n));
            double distance = expected.sub(found).abs().max().item_double();
            assertThat(distance * Math.sqrt(n)).isLessThan(1.95); // Kolmogorov: exceeded once in 1,000
            double beyond =
                    sorted.abs().gt(new Scalar(3.6541528853610088)).sum().item_double();
            assertThat(beyond).isCloseTo(258.03, within(4 * Math.sqrt(258)));
            assertThat(sorted.abs().max().item_double()).isBetween(4.3, 6.5); // each side missed once in 10,000 or less
        }
    }

    @Test
    void noiseIsOfTheTypeAndShapeAskedForAndRepeatsWithTheState() {
        try (TensorScope scope = new TensorScope()) {
            Tensor like = torch.zeros(30, 40);
            RandomSource random = new RandomSource(13);
            float[] first = Tensors.toFloats(random.noiseLike(like));
            assertThat(Tensors.toFloats(random.noiseLike(like))).isNotEqualTo(first);
            random.restore(13);
            Tensor half = random.noiseLike(like.to(ScalarType.BFloat16).t());
            assertThat(half.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            assertThat(Tensors.shape(half)).containsExactly(40, 30);
            float[] values = Tensors.toFloats(half);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isCloseTo(first[i], within(0.004f * Math.abs(first[i]))); // 8 bits
            }
        }
    }

    private static void requireStandardNormal(double[] sorted) {
        int n = sorted.length;
        double[] moments = new double[5];
        for (double value : sorted) {
            for (int k = 1; k <= 4; k++) {
                moments[k] += Math.pow(value, k) / n;
            }
        }
        // four standard errors: sqrt(var / n) with var(x) = 1, var(x^2) = 2, var(x^3) = 15, var(x^4) = 96
        assertThat(moments[1]).isCloseTo(0, within(4 * Math.sqrt(1.0 / n)));
        assertThat(moments[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(moments[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / n)));
        assertThat(moments[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
        // the normal distribution function from its table, compared with how many values lie below
        double[][] table = {
            {-3, 0.0013499},
            {-2, 0.0227501},
            {-1, 0.1586553},
            {-0.5, 0.3085375},
            {0, 0.5},
            {0.5, 0.6914625},
            {1, 0.8413447},
            {2, 0.9772499},
            {3, 0.9986501}
        };
        for (double[] row : table) {
            long below = java.util.Arrays.stream(sorted)
                    .filter(value -> value < row[0])
                    .count();
            double error = Math.sqrt(row[1] * (1 - row[1]) / n);
            assertThat((double) below / n).as("share below %s", row[0]).isCloseTo(row[1], within(4 * error));
        }
    }

    @Test
    void neighbouringNormalValuesAreUncorrelated() {
        float[] values = Tensors.toFloats(new RandomSource(6).normal(Device.cpu(), 20_000));
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i];
        }
        for (int lag = 1; lag <= 4; lag++) {
            assertThat(correlation(centred, centred, lag))
                    .as("lag %d", lag)
                    .isCloseTo(0, within(4 / Math.sqrt(20_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.9})
    void dropoutMaskDropsAtItsRateAndKeepsTheMean(double p) {
        try (TensorScope scope = new TensorScope()) {
            float[] mask = Tensors.toFloats(new RandomSource(7).dropoutMask(torch.zeros(10, 20, 30, 10), p));
            float kept = (float) (1 / (1 - p));
            double dropped = 0;
            double sum = 0;
            for (float factor : mask) {
                assertThat(factor == 0 || factor == kept).as("%s", factor).isTrue();
                dropped += factor == 0 ? 1 : 0;
                sum += factor;
            }
            int n = mask.length;
            double error = Math.sqrt(p * (1 - p) / n);
            assertThat(dropped / n).isCloseTo(p, within(4 * error));
            assertThat(sum / n).isCloseTo(1, within(4 * error / (1 - p) + 1e-6));
        }
    }

    @Test
    void dropoutDecisionsDoNotDependOnTheNumberFormat() {
        try (TensorScope scope = new TensorScope()) {
            Tensor like = torch.zeros(50, 40);
            float[] fp32 = Tensors.toFloats(new RandomSource(8).dropoutMask(like, 0.3));
            for (ScalarType type : new ScalarType[] {ScalarType.BFloat16, ScalarType.Half, ScalarType.Double}) {
                Tensor mask = new RandomSource(8).dropoutMask(like.to(type), 0.3);
                assertThat(mask.scalar_type().intern()).isEqualTo(type);
                float[] values = Tensors.toFloats(mask);
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isCloseTo(fp32[i], within(0.003f)); // bf16 has 8 bits
                    assertThat(values[i] == 0).isEqualTo(fp32[i] == 0);
                }
            }
        }
    }

    @Test
    void dropoutMaskFollowsShapeAndLayout() {
        try (TensorScope scope = new TensorScope()) {
            Tensor channelsLast = torch.zeros(2, 3, 4, 5).contiguous(MemoryFormat.ChannelsLast);
            Tensor strided = torch.zeros(6, 8).narrow(1, 2, 3);
            Tensor expanded = torch.zeros(1, 8).expand(6, 8);
            for (Tensor like : new Tensor[] {channelsLast, strided, expanded}) {
                Tensor mask = new RandomSource(9).dropoutMask(like, 0.5);
                assertThat(Tensors.shape(mask)).isEqualTo(Tensors.shape(like));
                assertThat(Tensors.toFloats(mask)).contains(0f, 2f);
                for (float factor : Tensors.toFloats(mask)) {
                    assertThat(factor).isIn(0f, 2f);
                }
            }
        }
    }

    @Test
    void dropoutMasksRepeatWithTheStateAndAreIndependentOtherwise() {
        try (TensorScope scope = new TensorScope()) {
            RandomSource random = new RandomSource(10);
            Tensor like = torch.zeros(200, 200);
            double[] first = decisions(random.dropoutMask(like, 0.3));
            double[] second = decisions(random.dropoutMask(like, 0.3));
            random.restore(10);
            assertThat(decisions(random.dropoutMask(like, 0.3))).isEqualTo(first);
            assertThat(correlation(first, second, 0)).isCloseTo(0, within(4 / Math.sqrt(first.length)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 1L << 32})
    void neighboursInADropoutMaskAreUncorrelated(long seed) {
        try (TensorScope scope = new TensorScope()) {
            double[] first = decisions(new RandomSource(seed).dropoutMask(torch.zeros(200, 200), 0.3));
            // neighbours in a row, in a column, and at the distances of powers of two, where weak hashes show
            for (int lag : new int[] {1, 2, 3, 4, 8, 16, 32, 64, 200, 256, 1024, 4096, 16384, 32768}) {
                assertThat(correlation(first, first, lag))
                        .as("lag %d", lag)
                        .isCloseTo(0, within(5 / Math.sqrt(first.length - lag)));
            }
        }
    }

    private static double[] decisions(Tensor mask) {
        float[] values = Tensors.toFloats(mask.sub(new Scalar(1.0)));
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i];
        }
        return centred;
    }

    /** Of values with mean 0. */
    private static double correlation(double[] a, double[] b, int lag) {
        double product = 0;
        double squares = 0;
        for (int i = 0; i + lag < a.length; i++) {
            product += a[i] * b[i + lag];
            squares += a[i] * a[i];
        }
        return product / squares;
    }

    private static double[] sorted(Tensor tensor) {
        float[] floats = Tensors.toFloats(tensor);
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        java.util.Arrays.sort(values);
        return values;
    }
}
