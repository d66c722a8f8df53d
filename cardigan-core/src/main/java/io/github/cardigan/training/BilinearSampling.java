package io.github.cardigan.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Images turned, stretched and moved: each result pixel is read between four of the original. Outside an image lies its mirror at the
 * outer edge of its border. Equals libtorch's {@code grid_sampler}, which can be differentiated only once; gradient penalties
 * need twice.
 */
final class BilinearSampling {

    private BilinearSampling() {}

    /**
     * @param images {@code [N, channels, H, W]}
     * @param maps one for each image
     */
    static Tensor apply(Tensor images, PlaneMap[] maps) {
        long count = images.size(0);
        long channels = images.size(1);
        long height = images.size(2);
        long width = images.size(3);
        Tensor[] xs = between(line(images, maps, 0), width);
        Tensor[] ys = between(line(images, maps, 1), height);
        Tensor above = ys[0].mul(new Scalar(width)); // of this row, the first pixel's place
        Tensor below = ys[1].mul(new Scalar(width));
        Tensor places = torch.stack(
                new TensorVector(above.add(xs[0]), above.add(xs[1]), below.add(xs[0]), below.add(xs[1])), 1);
        Tensor lower = ys[2].mul(xs[2]);
        Tensor right = xs[2].sub(lower);
        Tensor left = ys[2].sub(lower);
        Tensor weights = torch.stack(
                new TensorVector(right.add(ys[2]).neg_().add_(new Scalar(1.0)), right, left, lower), 1); // [N, 4, H, W]
        long four = 4 * height * width;
        Tensor index = places.to(ScalarType.Long).view(count, 1, four);
        return images.reshape(count, channels, -1)
                .gather(2, index.expand(count, channels, four))
                .view(count, channels, 4, height, width)
                .mul(weights.unsqueeze(1))
                .sum(2); // [N, channels, H, W]
    }

    /** Where the pixels come from along one axis, counted in pixels, {@code [N, H, W]}. */
    private static Tensor line(Tensor images, PlaneMap[] maps, int row) {
        double[] byX = new double[maps.length];
        double[] byY = new double[maps.length];
        double[] constant = new double[maps.length];
        long size = images.size(3 - row);
        for (int i = 0; i < maps.length; i++) {
            byX[i] = maps[i].source(row, 0);
            byY[i] = maps[i].source(row, 1);
            constant[i] = maps[i].source(row, 2) + (size - 1) / 2.0;
        }
        Tensor x = fromCentre(images, 3).view(1, 1, -1);
        Tensor y = fromCentre(images, 2).view(1, -1, 1);
        return numbers(byX, images).mul(x).add(numbers(byY, images).mul(y).add(numbers(constant, images)));
    }

    private static Tensor numbers(double[] values, Tensor images) {
        return PerSample.column(values, images).squeeze(3); // [N, 1, 1]
    }

    private static Tensor fromCentre(Tensor images, int dimension) {
        long size = images.size(dimension);
        return torch.arange(new Scalar(size), images.options()).sub(new Scalar((size - 1) / 2.0));
    }

    /** The neighbour before a position, the one after it, and the share of the latter; {@code [N, H, W]} each. */
    private static Tensor[] between(Tensor position, long size) {
        Tensor mirrored = position.add_(new Scalar(0.5))
                .remainder_(new Scalar(2.0 * size)) // goes there and back
                .sub_(new Scalar((double) size))
                .abs_()
                .neg_()
                .add_(new Scalar(size - 0.5))
                .clamp_min_(new Scalar(0.0))
                .clamp_max_(new Scalar(size - 1.0));
        Tensor before = mirrored.floor();
        Tensor after = before.add(new Scalar(1.0)).clamp_max_(new Scalar(size - 1.0));
        return new Tensor[] {before, after, mirrored.sub(before)};
    }
}
