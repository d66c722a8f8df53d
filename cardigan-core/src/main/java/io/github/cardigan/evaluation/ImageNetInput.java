package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** From our images, {@code [N, 1 or 3, H, W]} in [-1, 1], to what networks trained on ImageNet were fed. */
final class ImageNetInput {

    private ImageNetInput() {}

    /**
     * @throws ConfigurationException unless the images have one channel or three
     */
    static void requireShape(Extractor extractor, Shape image) {
        if (!image.isImage() || (image.channels() != 1 && image.channels() != 3)) {
            throw new ConfigurationException(
                    extractor.name() + " expects images [1 or 3, height, width], got " + image,
                    "the pixels extractor takes any shape");
        }
    }

    /** Grey becomes three equal channels. */
    static Tensor rgb(Tensor images) {
        return images.size(1) == 3 ? images : images.expand(-1, 3, -1, -1);
    }

    /** From [-1, 1] to whole numbers from 0 to 255, rounded and clamped as pictures are written. */
    static Tensor levels(Tensor images) {
        Tensor shifted = images.add(new Scalar(1.0)).mul(new Scalar(127.5));
        return clamp(shifted.add_(new Scalar(0.5)).floor(), 0, 255);
    }

    static Tensor clamp(Tensor x, double low, double high) {
        return x.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
    }

    /** One number per channel, to be added to or multiplied with images: {@code [1, C, 1, 1]}. */
    static Tensor perChannel(Tensor like, double... values) {
        return Tensor.create(values, 1, values.length, 1, 1).to(like);
    }
}
