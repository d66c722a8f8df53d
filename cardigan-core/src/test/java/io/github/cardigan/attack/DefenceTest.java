package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Json;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DefenceTest {

    private static SmallNet net;

    private final TensorScope scope = new TensorScope();

    @BeforeAll
    static void train() {
        net = new SmallNet(8);
    }

    @AfterAll
    static void closeNet() {
        net.close();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void oneBitLeavesBlackAndWhite() {
        Tensor images = Linear.images(new float[] {-1, -0.1f, 0.1f, 1});
        assertThat(Tensors.toFloats(new BitDepth(1).apply(images))).containsExactly(-1, -1, 1, 1);
    }

    @Test
    void twoBitsLeaveFourLevels() {
        Tensor images = Linear.images(new float[] {-1, -0.3f, 0.5f, 0.7f}); // 0, 0.35, 0.75, 0.85 of a unit image
        assertThat(Tensors.toFloats(new BitDepth(2).apply(images)))
                .containsExactly(new float[] {-1, -1 / 3f, 1 / 3f, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void mediansAreThoseOfSciPy(int side) throws IOException {
        JsonNode expected = reference();
        Tensor image = Tensor.create(floats(expected.path("image")), 1, 1, 5, 6);
        assertThat(Tensors.toFloats(new MedianSmoothing(side).apply(image)))
                .containsExactly(floats(expected.path("median" + side)));
    }

    @Test
    void channelsAndImagesAreSmoothedByThemselves() {
        Tensor two = Tensor.create(new float[] {0, 0, 0, 0, 1, 1, 1, 1}, 1, 2, 2, 2);
        assertThat(Tensors.toFloats(new MedianSmoothing(3).apply(two))).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    }

    private static JsonNode reference() throws IOException {
        try (InputStream in = DefenceTest.class.getResourceAsStream("median.json")) {
            return Json.strict().readTree(in);
        }
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).doubleValue();
        }
        return values;
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BitDepth(0)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new MedianSmoothing(1)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void whoKnowsTheDefenceSeesTheGradientGoPastIt() {
        try (Linear linear = Linear.twoClasses(new float[] {1, 2, 3, 4}, 0)) {
            Victim defended = new BitDepth(1).before(linear.victim());
            Tensor images =
                    Linear.images(new float[] {-0.2f, 0.2f, 0.2f, -0.2f}).set_requires_grad(true);
            Tensor logits = defended.logits(images);
            assertThat(logits.select(1, 1).item_float())
                    .as("reads -1, 1, 1, -1")
                    .isEqualTo(-1 + 2 + 3 - 4);
            assertThat(Tensors.toFloats(Gradients.of(logits.select(1, 1), images, false)))
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void aDefenceThatOnlyHidesGradientsDoesNotLookGood() {
        int count = 60;
        Attack attack = Pgd.of(Ball.linf(0.2), 10, 1);
        Victim naive = new Hiding(new BitDepth(3)).before(net.victim());
        int against = right(naive, attack, count);
        int past = right(new BitDepth(3).before(net.victim()), attack, count);
        assertThat(past)
                .as("where the gradient of rounding is believed: " + against)
                .isLessThan(against - 25);
    }

    @Test
    void whoDoesNotKnowTheDefenceDoesNoBetter() {
        int count = 60;
        Attack attack = Pgd.of(Ball.linf(0.2), 10, 1);
        Victim defended = new MedianSmoothing(3).before(net.victim());
        int unaware = right(defended, new Transfer(attack, net.victim()), count);
        assertThat(right(defended, attack, count)).isLessThanOrEqualTo(unaware);
    }

    /** Says that its gradients tell the truth, which those of rounding, all zero, do not. */
    private record Hiding(Defence defence) implements Defence {

        @Override
        public String name() {
            return defence.name();
        }

        @Override
        public Tensor apply(Tensor images) {
            return defence.apply(images);
        }

        @Override
        public boolean differentiable() {
            return true;
        }
    }

    private static int right(Victim victim, Attack attack, int count) {
        Tensor labels = net.unseenLabels(count);
        Tensor x = attack.perturb(victim, net.unseen(count), labels, ImageRandom.of(new RandomSource(1), 0, count));
        return Rows.where(victim.read(x).eq(labels)).length;
    }

    @Test
    void aDenoisingAutoencoderTakesNoiseOff() {
        Layer encoder = Sequential.of(new Flatten(), new Dense(128, true), Activation.RELU);
        Layer decoder = Sequential.of(
                new Dense(net.data.shape().elements(), true), Activation.TANH, new Reshape(net.data.shape()));
        RandomSource random = new RandomSource(2);
        try (Network network =
                Network.build(new EncoderDecoder(encoder, decoder, false, 0), net.data.shape(), Device.cpu(), random)) {
            Tensor images = net.images(0, 1000);
            Fitting.run(network, 1000, 20, 2e-3, random, index -> {
                Tensor clean = images.index_select(0, index);
                return torch.mse_loss(network.forward(noisy(clean, random), Pass.training(random)), clean);
            });
            Denoiser denoiser = new Denoiser(new Autoencoder(network, Optional.empty()));

            Tensor clean = net.unseen(50);
            Tensor noisy = noisy(clean, new RandomSource(3));
            double before = torch.mse_loss(noisy, clean).item_double();
            double after = torch.mse_loss(denoiser.apply(noisy), clean).item_double();
            assertThat(after).isLessThan(before / 2);
            assertThat(denoiser.differentiable()).isTrue();
            Victim both = denoiser.before(net.victim());
            assertThat(right(both, new Fgsm(Ball.linf(0), Goal.untargeted()), 50))
                    .isGreaterThan(35);
            assertThat(right(both, Pgd.of(Ball.linf(0.3), 10, 1), 50))
                    .as("gradients go through it")
                    .isLessThan(10);
        }
    }

    private static Tensor noisy(Tensor clean, RandomSource random) {
        return PixelRange.clamp(
                clean.add(random.normal(Device.cpu(), Tensors.shape(clean)).mul(new Scalar(0.6))));
    }

    @Test
    void anAutoencoderThatIsToldClassesIsNoDefence() {
        Conditions digits = Conditions.of(List.of("0", "1"));
        Layer halves = new EncoderDecoder(
                Sequential.of(new Flatten(), new Dense(4, true)),
                Sequential.of(new Dense(16, true), new Reshape(Shape.image(1, 4, 4))),
                false,
                2);
        try (Network network =
                Network.build(halves, digits.beside(Shape.image(1, 4, 4)), Device.cpu(), new RandomSource(1))) {
            Autoencoder told = new Autoencoder(network, Optional.empty(), digits);

            assertThatThrownBy(() -> new Denoiser(told))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("told no classes");
        }
    }

    @Test
    void severalDefencesFollowOneAnother() {
        Defences both = new Defences(List.of(new BitDepth(1), new MedianSmoothing(2)));
        Tensor images = Linear.images(new float[] {-1, -0.1f, 0.1f, 1});
        assertThat(both.name()).isEqualTo("bit-depth-1+median-2");
        assertThat(Tensors.toFloats(both.apply(images)))
                .containsExactly(Tensors.toFloats(new MedianSmoothing(2).apply(new BitDepth(1).apply(images))));
    }

    @Test
    void suspicionIsTheLargestChangeOfTheProbabilities() {
        try (Linear linear = Linear.twoClasses(new float[] {1, 0, 0, 0}, 0)) {
            Tensor images = Linear.images(new float[] {0.2f, -1, -1, -1}, new float[] {1, -1, -1, -1});
            float[] scores =
                    Tensors.toFloats(new SqueezeDetector(List.of(new BitDepth(1))).scores(linear.victim(), images));
            double change =
                    1 / (1 + Math.exp(-1)) - 1 / (1 + Math.exp(-0.2)); // sigmoid of the squeezed and the plain logit
            assertThat(scores).containsExactly(new float[] {(float) (2 * change), 0}, within(1e-6f));
        }
    }

    @Test
    void theThresholdLetsTheAskedShareOfFalseAlarmsThrough() {
        float[] scores = new float[100];
        for (int i = 0; i < 100; i++) {
            scores[i] = (i * 37) % 100; // 0 to 99 in disorder
        }
        assertThat(SqueezeDetector.threshold(scores, 0.05)).isEqualTo(94); // 95 to 99 lie above
        assertThat(SqueezeDetector.threshold(scores, 0)).isEqualTo(99);
    }

    /** Xu, Evans, Qi 2017: one bit for grey digits, 5 bits for colour, the median of 2x2 for both. */
    @Test
    void theDetectorSuitsTheImages() {
        assertThat(SqueezeDetector.suiting(Shape.image(1, 28, 28)).name()).isEqualTo("squeeze (bit-depth-1, median-2)");
        assertThat(SqueezeDetector.suiting(Shape.image(3, 32, 32)).name()).isEqualTo("squeeze (bit-depth-5, median-2)");
    }
}
