package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Random changes that leave an image's class as it is, one for each image: moved by whole pixels and perhaps mirrored (He et al.
 * 2015, arXiv:1512.03385, section 4.2), perhaps turned and scaled a little (Simard et al. 2003). What comes in from outside is the
 * image's mirror at its edge, where He et al. take grey.
 *
 * @param shift the farthest move along each side, in pixels, at least 0; uniform
 * @param flip whether half of the images are mirrored left to right
 * @param affine whether images are turned by up to 10 degrees and scaled by 0.9 to 1.1, uniform
 */
public record Augmentation(int shift, boolean flip, boolean affine) {

    private static final double MOST_RADIANS = Math.toRadians(10);
    private static final double MOST_SCALING = 0.1;

    private static final long BILINEAR = 0; // libtorch's interpolation modes
    private static final long REFLECTION = 2; // libtorch's padding modes

    public Augmentation {
        if (shift < 0) {
            throw new IllegalArgumentException("expected a shift of at least 0 pixels, got " + shift);
        }
    }

    /**
     * @throws ConfigurationException if these are no images, or too small to be moved so far
     */
    public void requireFit(Shape sample) {
        if (!sample.isImage() || shift >= Math.min(sample.height(), sample.width())) {
            throw new ConfigurationException(
                    "expected images larger than the shift of " + shift + " pixels, got " + sample,
                    "use a smaller shift");
        }
    }

    /**
     * Changed copies.
     *
     * @param images {@code [N, channels, height, width]} in fp32
     * @param random gives the same number of values for every batch of N
     * @return the same shape, owned by the current scope; the images themselves where there is nothing to change
     */
    public Tensor apply(Tensor images, RandomSource random) {
        if (shift == 0 && !flip && !affine) {
            return images;
        }
        int count = Math.toIntExact(images.size(0));
        double height = images.size(2);
        double width = images.size(3);
        float[] maps = new float[6 * count];
        for (int i = 0; i < count; i++) {
            putMap(maps, 6 * i, height, width, random);
        }
        Tensor theta = Tensor.create(maps, count, 6).to(images.device(), images.scalar_type());
        return torch.grid_sampler(images, grid(theta, images), BILINEAR, REFLECTION, false);
    }

    /** {@code [N, height, width, 2]}. Without a matrix product, which autocast would round to 8 bits. */
    private static Tensor grid(Tensor theta, Tensor images) {
        Tensor x = centres(images, 3).view(1, 1, -1);
        Tensor y = centres(images, 2).view(1, -1, 1);
        return torch.stack(new TensorVector(line(theta, 0, x, y), line(theta, 3, x, y)), 3);
    }

    private static Tensor line(Tensor theta, int first, Tensor x, Tensor y) {
        return theta.select(1, first)
                .view(-1, 1, 1)
                .mul(x)
                .add(theta.select(1, first + 1).view(-1, 1, 1).mul(y))
                .add(theta.select(1, first + 2).view(-1, 1, 1));
    }

    /** The pixels' centres along a side that goes from -1 to 1. */
    private static Tensor centres(Tensor images, int dimension) {
        long size = images.size(dimension);
        return torch.arange(new Scalar(size), images.options())
                .mul(new Scalar(2.0))
                .add(new Scalar(1.0 - size))
                .div(new Scalar((double) size));
    }

    /** Where a pixel comes from: a map of coordinates in [-1, 1] to such, 2 rows of 3. */
    private void putMap(float[] maps, int offset, double height, double width, RandomSource random) {
        double angle = affine ? MOST_RADIANS * (2 * random.nextDouble() - 1) : 0;
        double scale = affine ? 1 + MOST_SCALING * (2 * random.nextDouble() - 1) : 1;
        double mirror = flip && random.nextDouble() < 0.5 ? -1 : 1;
        double dx = random.nextInt(2 * shift + 1) - shift;
        double dy = random.nextInt(2 * shift + 1) - shift;
        double cos = Math.cos(angle) / scale;
        double sin = Math.sin(angle) / scale;
        maps[offset] = (float) (mirror * cos);
        maps[offset + 1] = (float) (-mirror * sin * height / width); // pixels are square, coordinates are not
        maps[offset + 2] = (float) (2 * dx / width);
        maps[offset + 3] = (float) (sin * width / height);
        maps[offset + 4] = (float) cos;
        maps[offset + 5] = (float) (2 * dy / height);
    }
}
