package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mean squared difference from a target, value by value: what inversion makes small (Lipton, Tripathi 2017, arXiv:1702.04782).
 */
public final class PixelLoss implements LatentLoss {

    private final float[] target;
    private final Shape shape;
    private final Device device;

    /**
     * @param target one sample, values in [-1, 1]
     * @param shape its shape
     * @param device the generator's
     * @throws IllegalArgumentException if the sample has not that shape
     */
    public PixelLoss(float[] target, Shape shape, Device device) {
        if (target.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "expected a target of shape " + shape + ", got " + target.length + " values");
        }
        this.target = target.clone();
        this.shape = shape;
        this.device = device;
    }

    @Override
    public Tensor perSample(Tensor z, Tensor samples) {
        Tensor wanted = device.move(Tensor.create(target, shape.batch(1)));
        return torch.mean(samples.sub(wanted).square().flatten(1, -1), 1); // [N]
    }

    @Override
    public void requireShape(Shape sample) {
        if (!sample.equals(shape)) {
            throw new ConfigurationException(
                    "expected a target of shape " + sample + " as the generator makes them, got " + shape,
                    "bring the image to that size");
        }
    }
}
