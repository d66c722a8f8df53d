package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What the changes of images share: one number for each sample, and the form the images come in. */
final class PerSample {

    private PerSample() {}

    /** As many numbers as there are samples, ready to be combined with images like these: {@code [N, 1, 1, 1]}. */
    static Tensor column(double[] values, Tensor images) {
        return Tensor.create(values)
                .to(images.device(), images.scalar_type(), true, false, new MemoryFormatOptional())
                .view(-1, 1, 1, 1);
    }

    /** The images in a type exact enough to compute positions in: 16 bits, as autocast leaves them, become 32. */
    static Tensor exact(Tensor images) {
        if (images.dim() != 4) {
            throw new IllegalArgumentException(
                    "expected images [N, channels, height, width], got " + Arrays.toString(Tensors.shape(images)));
        }
        return images.scalar_type().intern() == ScalarType.Double ? images : images.to(ScalarType.Float);
    }

    /**
     * @throws ConfigurationException if these are no images
     */
    static void requireImages(Shape sample) {
        if (!sample.isImage()) {
            throw new ConfigurationException(
                    "expected images [channels, height, width] to augment, got samples of shape " + sample,
                    "leave the augmentation out");
        }
    }
}
