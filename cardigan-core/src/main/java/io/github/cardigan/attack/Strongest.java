package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** For each image the version of it, among those offered so far, that the model reads most wrongly. Kept in place. */
final class Strongest {

    private final Tensor images;
    private final Tensor margins;

    /** Begins with the originals, which anything beats. Owned by the current scope. */
    Strongest(Tensor originals, Device device) {
        images = originals.clone();
        margins = torch.full(
                new long[] {originals.size(0)},
                new Scalar(Double.NEGATIVE_INFINITY),
                device.options(ScalarType.Double));
    }

    Tensor images() {
        return images;
    }

    /** Takes what has a greater {@link Goal#margin}. */
    void offer(Tensor candidates, Tensor candidateMargins) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor better = candidateMargins.gt(margins); // [N]
            images.copy_(torch.where(Rows.spread(better, images), candidates, images));
            margins.copy_(torch.where(better, candidateMargins, margins));
        }
    }

    /** The same for some of the images. */
    void offer(Tensor index, Strongest others) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor better = others.margins.gt(margins.index_select(0, index));
            Tensor old = images.index_select(0, index);
            images.index_copy_(0, index, torch.where(Rows.spread(better, old), others.images, old));
            margins.index_copy_(0, index, torch.maximum(margins.index_select(0, index), others.margins));
        }
    }

    /** Which images no version so far has fooled the model with. */
    int[] unfooled() {
        return Rows.where(margins.le(new Scalar(0.0)));
    }
}
