package io.github.cardigan.network;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Every layer at least once, small. LayerContractTest checks that none is missing. */
final class LayerCases {

    /**
     * @param layer what is tested
     * @param input of one sample
     */
    record LayerCase(Layer layer, Shape input) {

        /** Whether gradients flow to the input: not to the ids of an embedding. */
        boolean differentiable() {
            return !(Reparameterised.inner(layer) instanceof Embedding);
        }

        /** Whether differences tell its slopes: not those of the way back, which is not gone, nor where any other input means other noise. */
        boolean differencesTellSlopes() {
            return !(layer instanceof BothWays || layer instanceof NoisePlanes);
        }

        /** Whether, at inference, a sample's output depends on that sample alone. */
        boolean judgesAlone() {
            return !(layer instanceof MinibatchDiscrimination || layer instanceof MinibatchStdDev);
        }

        /** Double-precision inputs {@code [count, ...input]} that the layer accepts. */
        Tensor inputs(int count, RandomSource random) {
            Tensor x = random.normal(io.github.cardigan.engine.Device.cpu(), input.batch(count))
                    .to(ScalarType.Double);
            return Reparameterised.inner(layer) instanceof Embedding embedding
                    ? x.abs()
                            .mul(new Scalar(10.0))
                            .remainder(new Scalar(embedding.ids()))
                            .floor()
                    : x;
        }

        @Override
        public String toString() {
            return layer + " on " + input;
        }
    }

    private LayerCases() {}

    static Stream<LayerCase> all() {
        Shape vector = Shape.of(6);
        Shape image = Shape.image(2, 6, 5);
        Layer block = Sequential.of(new Conv2d(3, 3, 1, 1, false), BatchNorm.of(), Activation.SILU);
        return Stream.concat(
                Stream.of(Activation.values()).map(activation -> new LayerCase(activation, image)),
                Stream.of(
                        new LayerCase(Dense.of(4), vector),
                        new LayerCase(Dense.of(4).withoutBias(), vector),
                        new LayerCase(Conv2d.of(3, 3, 1), image),
                        new LayerCase(Conv2d.of(3, 5, 2), image),
                        new LayerCase(Conv2d.of(3, 4, 2).withPadding(1).withoutBias(), image),
                        new LayerCase(ConvTranspose2d.of(3, 5, 2), Shape.image(2, 3, 2)),
                        new LayerCase(ConvTranspose2d.of(3, 5, 1).withoutBias(), Shape.image(2, 3, 2)),
                        new LayerCase(new ConvTranspose2d(3, 4, 3, 1, 2, true), Shape.image(2, 3, 2)),
                        new LayerCase(new Embedding(5, 3), Shape.of(2)),
                        new LayerCase(BatchNorm.of(), vector),
                        new LayerCase(new BatchNorm(0.01, 1e-3), image),
                        new LayerCase(LayerNorm.of(1), vector),
                        new LayerCase(LayerNorm.of(3), image),
                        new LayerCase(InstanceNorm.of(), image),
                        new LayerCase(InstanceNorm.of().withAffine(), image),
                        new LayerCase(GroupNorm.of(2), Shape.image(4, 3, 2)),
                        new LayerCase(new LeakyRelu(0.2), image),
                        new LayerCase(new Elu(0.7), image),
                        new LayerCase(new PRelu(false), image),
                        new LayerCase(new PRelu(true), image),
                        new LayerCase(new Dropout(0.3), image),
                        new LayerCase(new NoiseDropout(0.3), image),
                        new LayerCase(new Dropout2d(0.3), image),
                        new LayerCase(Upsample.nearest(2), image),
                        new LayerCase(Upsample.bilinear(3), image),
                        new LayerCase(MaxPool2d.of(2), image),
                        new LayerCase(new MaxPool2d(3, 2, 1), image),
                        new LayerCase(AvgPool2d.of(2), image),
                        new LayerCase(new AvgPool2d(3, 2, 1), image),
                        new LayerCase(new GlobalAvgPool(), image),
                        new LayerCase(new PadChannels(5), image),
                        new LayerCase(new MirrorPad(2), image),
                        new LayerCase(new Flatten(), image),
                        new LayerCase(new FlattenBeside(1), image),
                        new LayerCase(new FlattenBeside(2), vector),
                        new LayerCase(Reshape.to(5, 12), image),
                        new LayerCase(new Identity(), image),
                        new LayerCase(new SpectralNorm(Dense.of(4)), vector),
                        new LayerCase(new SpectralNorm(Dense.of(1).withoutBias()), vector),
                        new LayerCase(new SpectralNorm(Conv2d.of(3, 3, 2)), image),
                        new LayerCase(new SpectralNorm(ConvTranspose2d.of(3, 4, 2)), Shape.image(2, 3, 2)),
                        new LayerCase(new SpectralNorm(new Embedding(5, 3)), Shape.of(2)),
                        new LayerCase(SpectralNorm.everywhere(Residual.of(block)), Shape.image(3, 3, 4)),
                        new LayerCase(new WeightNorm(Dense.of(4)), vector),
                        new LayerCase(new WeightNorm(Conv2d.of(3, 3, 1).withoutBias()), image),
                        new LayerCase(new WeightNorm(ConvTranspose2d.of(3, 4, 2)), Shape.image(2, 3, 2)),
                        new LayerCase(new EqualisedRate(Dense.of(4), 1), vector),
                        new LayerCase(new EqualisedRate(Conv2d.of(3, 3, 1), 1.5), image),
                        new LayerCase(new EqualisedRate(ConvTranspose2d.of(3, 4, 2), 2), Shape.image(2, 3, 2)),
                        new LayerCase(new MinibatchDiscrimination(3, 2), vector),
                        new LayerCase(new MinibatchStdDev(4), vector),
                        new LayerCase(new MinibatchStdDev(3), image),
                        new LayerCase(new GaussianNoise(0.3), image),
                        new LayerCase(new NoisePlanes(3), image),
                        new LayerCase(new Affine(0.5, -0.25), image),
                        new LayerCase(block, image),
                        new LayerCase(Residual.of(Conv2d.of(2, 3, 1)), image),
                        new LayerCase(new Residual(block, new Conv2d(3, 1, 1, 0, false)), image),
                        new LayerCase(new Skip(block), image),
                        new LayerCase(new Retouch(Conv2d.of(1, 3, 1)), image),
                        new LayerCase(new BothWays(Conv2d.of(3, 3, 1), Conv2d.of(2, 3, 1), 0), image),
                        new LayerCase(new BothWays(Conv2d.of(3, 3, 1), Conv2d.of(1, 3, 1), 1), image),
                        new LayerCase(new EncoderDecoder(Dense.of(4), Dense.of(6), false, 0), vector),
                        new LayerCase(new EncoderDecoder(Dense.of(4), Dense.of(3), true, 2), vector),
                        new LayerCase(
                                new EncoderDecoder(
                                        Sequential.of(Conv2d.of(1, 3, 1), new Flatten(), Dense.of(2)),
                                        Sequential.of(Dense.of(4), Reshape.to(1, 2, 2)),
                                        true,
                                        1),
                                Shape.image(2, 2, 2)),
                        new LayerCase(unet(), Shape.image(2, 4, 4))));
    }

    /** Two nested skips around strided convolutions, as in a U-Net. */
    private static Layer unet() {
        Layer bottom = Sequential.of(Conv2d.of(3, 3, 2), Activation.TANH, ConvTranspose2d.of(2, 4, 2));
        return Sequential.of(
                new Skip(Sequential.of(
                        Conv2d.of(3, 4, 2).withPadding(1), new Skip(bottom), ConvTranspose2d.of(2, 4, 2))),
                new Flatten(),
                Dense.of(2));
    }
}
