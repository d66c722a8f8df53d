package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Replaces each value by the median of the window around it, in its own channel (Xu, Evans, Qi 2017, arXiv:1704.01155, section
 * III.B). Border pixels are repeated outwards. In windows of even side, which reach one pixel farther up and left, the upper of the
 * two middle values is taken, as SciPy's {@code median_filter} does, which the authors use.
 *
 * @param side of the window in pixels, from 2 to 9
 */
public record MedianSmoothing(int side) implements Defence {

    public MedianSmoothing {
        if (side < 2 || side > 9) {
            throw new ConfigurationException(
                    "expected a median window from 2 to 9 pixels, got " + side, "the paper uses 2 and 3");
        }
    }

    @Override
    public String name() {
        return "median-" + side;
    }

    @Override
    public Tensor apply(Tensor images) {
        int before = side / 2;
        int after = side - 1 - before;
        Tensor padded = torch.replication_pad2d(images, before, after, before, after);
        TensorVector shifted = new TensorVector();
        for (int i = 0; i < side * side; i++) {
            shifted.push_back(padded.narrow(2, i / side, images.size(2)).narrow(3, i % side, images.size(3)));
        }
        return torch.sort(torch.stack(shifted, 0), 0, false).get0().select(0, side * side / 2);
    }
}
