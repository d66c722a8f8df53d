package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.BernoulliMeans;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.objective.Reconstruction;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class VariationalBoundTest {

    private static Autoencoder autoencoder(Layer encoder, Layer decoder, Shape shape, Latent prior) {
        EncoderDecoder layers = new EncoderDecoder(encoder, decoder, true, 0);
        return new Autoencoder(Network.build(layers, shape, Device.cpu(), new RandomSource(5)), Optional.of(prior));
    }

    /**
     * Of x = w z + sigma e with normal z and e everything is known: x is N(0, w^2 + sigma^2), and z given x is N(w x / (w^2 + sigma^2),
     * sigma^2 / (w^2 + sigma^2)). An encoder that says just that makes the bound the likelihood itself.
     */
    @Test
    void withTheTruePosteriorItIsTheLikelihood() {
        double w = 0.8;
        double sigma = 0.5;
        double x = 0.9;
        double variance = w * w + sigma * sigma;
        Autoencoder autoencoder = autoencoder(Dense.of(2), Dense.of(1), Shape.of(1), Latent.normal(1));
        try (TensorScope scope = new TensorScope();
                Network network = autoencoder.network()) {
            network.load(Map.of(
                    "encoder.weight", new float[] {(float) (w / variance), 0},
                    "encoder.bias", new float[] {0, (float) Math.log(sigma * sigma / variance)},
                    "decoder.weight", new float[] {(float) w},
                    "decoder.bias", new float[] {0}));
            int draws = 20_000;
            Tensor samples = torch.full(new long[] {draws, 1}, new Scalar((float) x));
            Tensor noise = new RandomSource(1).normal(Device.cpu(), draws, 1);
            VariationalBound.Terms terms = new VariationalBound(autoencoder, new Reconstruction.Gaussian(sigma))
                    .of(samples, Tensor.create(new long[draws]), noise, Pass.inference());
            double bound = terms.reconstruction().add(terms.divergence()).mean().item_double();
            double likelihood = x * x / (2 * variance) + Math.log(2 * Math.PI * variance) / 2;
            // half a squared N(0.51, 0.72) has deviation 0.67: 0.0047 for the mean of 20,000, and four of that
            assertThat(bound).isCloseTo(likelihood, within(0.019));
        }
    }

    /** A network of zeros: q is the prior, each pixel a coin flip. 16 log 2 = 11.0904 nats and no divergence, exactly. */
    @Test
    void anEmptyHeadedOneFlipsACoinPerPixel() {
        Autoencoder autoencoder = zeros();
        try (Network network = autoencoder.network()) {
            BoundMeasure measure =
                    new BoundMeasure(TinyGan.data(), new Reconstruction.Bernoulli(), Binarisation.DYNAMIC);
            Map<String, Double> values = measure.measure(autoencoder, 3);
            assertThat(values.get("validation_bound")).isCloseTo(11.0903548890, within(1e-5)); // fp32 sums
            assertThat(values.get("validation_divergence")).isZero();
            assertThat(measure.goal()).contains(Goal.lowest("validation_bound"));
            assertThat(measure.findings().get("bound").toString())
                    .contains("step=3", "samples=23", "halfInterval=", "binarisation=dynamic");
        }
    }

    private static Autoencoder zeros() {
        Autoencoder autoencoder = tiny();
        try (NoGrad noGrad = new NoGrad()) {
            autoencoder.network().parameters().vector().zero_();
        }
        return autoencoder;
    }

    private static Autoencoder tiny() {
        return autoencoder(
                Sequential.of(new Flatten(), Dense.of(6)),
                BernoulliMeans.of(Sequential.of(Dense.of(16), Reshape.to(1, 4, 4))),
                TinyGan.SAMPLE,
                Latent.normal(3));
    }

    @Test
    void batchesAndOrderChangeNothing() {
        Autoencoder autoencoder = tiny();
        try (TensorScope scope = new TensorScope();
                Network network = autoencoder.network()) {
            VariationalBound bound = new VariationalBound(autoencoder, new Reconstruction.Bernoulli());
            Tensor samples = torch.tanh(new RandomSource(2).normal(Device.cpu(), 5, 1, 4, 4));
            BoundTally whole = new BoundTally(bound, Binarisation.DYNAMIC, 9);
            whole.add(samples, new long[5], new int[] {0, 1, 2, 3, 4});
            BoundTally parts = new BoundTally(bound, Binarisation.DYNAMIC, 9);
            parts.add(samples.narrow(0, 3, 2), new long[2], new int[] {3, 4});
            parts.add(samples.narrow(0, 0, 3), new long[3], new int[] {0, 1, 2});
            assertThat(parts.count()).isEqualTo(5);
            assertThat(parts.mean()).isCloseTo(whole.mean(), within(1e-5));
            assertThat(parts.halfInterval())
                    .isCloseTo(whole.halfInterval(), within(1e-4))
                    .isPositive();
            BoundTally otherDraws = new BoundTally(bound, Binarisation.DYNAMIC, 10);
            otherDraws.add(samples, new long[5], new int[] {0, 1, 2, 3, 4});
            assertThat(otherDraws.mean()).isNotCloseTo(whole.mean(), within(1e-3));
        }
    }

    @Test
    void aMeasureLeavesTheProductAsItIs() {
        Autoencoder autoencoder = tiny();
        try (Network network = autoencoder.network()) {
            float[] before = Tensors.toFloats(network.parameters().vector());
            BoundMeasure measure = new BoundMeasure(TinyGan.data(), new Reconstruction.Bernoulli(), Binarisation.NONE);
            Map<String, Double> first = measure.measure(autoencoder, 1);
            assertThat(measure.measure(autoencoder, 1)).isEqualTo(first);
            assertThat(Tensors.toFloats(network.parameters().vector())).isEqualTo(before);
        }
    }

    @Test
    void whatHasNoBoundIsRefused() {
        Autoencoder uniform = autoencoder(Dense.of(2), Dense.of(1), Shape.of(1), Latent.uniform(1));
        Autoencoder noLogits = autoencoder(Dense.of(2), Dense.of(1), Shape.of(1), Latent.normal(1));
        try (Network first = uniform.network();
                Network second = noLogits.network()) {
            assertThatThrownBy(() -> new VariationalBound(uniform, new Reconstruction.Gaussian(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with a normal prior");
            assertThatThrownBy(() -> new VariationalBound(noLogits, new Reconstruction.Bernoulli()))
                    .hasMessageContaining("that says logits");
        }
    }
}
