package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How differently a classifier sees two images: the cosine distance of its features, {@code 1 - f . g / (|f| |g|)}, from 0 to 2, and to 1 where
 * features are not negative. Sees what pixels do not, such as sharpness, but only what the classifier had to learn.
 *
 * @param eyes images are brought to the size and channels that it takes; not closed
 */
public record FeatureDistance(ClassifierExtractor eyes) {

    private static final double[] LUMINANCE = {0.299, 0.587, 0.114}; // ITU-R BT.601
    private static final double SMALLEST = 1e-12;

    /**
     * @param made {@code [N, channels, height, width]} in [-1, 1], all images one after the other
     * @param wanted as many
     * @param image the shape of one
     * @return N distances
     */
    public double[] compare(float[] made, float[] wanted, Shape image) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor f = features(made, image);
            Tensor g = features(wanted, image);
            Tensor lengths = length(f).mul(length(g)).add(new Scalar(SMALLEST));
            float[] cosines = Tensors.toFloats(f.mul(g).sum(1).div(lengths));
            double[] distances = new double[cosines.length];
            for (int i = 0; i < cosines.length; i++) {
                distances[i] = 1 - cosines[i];
            }
            return distances;
        }
    }

    private static Tensor length(Tensor rows) {
        return rows.square().sum(1).sqrt();
    }

    private Tensor features(float[] values, Shape image) {
        int count = values.length / image.elements();
        Shape taken = eyes.shape();
        Tensor images = Tensor.create(values, image.batch(count));
        Tensor sized = Resampling.CLEAN.resize(images, taken.height(), taken.width());
        return eyes.features(recoloured(sized, image.channels(), taken.channels()));
    }

    private static Tensor recoloured(Tensor images, int from, int to) {
        if (from == to) {
            return images;
        }
        if (to == 3) {
            return torch.cat(new TensorVector(images, images, images), 1);
        }
        Tensor grey = images.narrow(1, 0, 1).mul(new Scalar(LUMINANCE[0]));
        for (int c = 1; c < 3; c++) {
            grey = grey.add(images.narrow(1, c, 1).mul(new Scalar(LUMINANCE[c])));
        }
        return grey;
    }
}
