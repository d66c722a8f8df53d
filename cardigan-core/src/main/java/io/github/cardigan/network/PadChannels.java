package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adds channels of zeros after the input's own: {@code [N, C, H, W] -> [N, channels, H, W]}. The shortcut without parameters of He et
 * al. 2015 (arXiv:1512.03385, section 3.3, option A).
 *
 * @param channels afterwards, at least as many as before
 */
public record PadChannels(int channels) implements Layer {

    public PadChannels {
        Require.positive("channels", channels);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (Images.require(this, input).channels() > channels) {
            throw ShapeException.expected(this, "an image of at most " + channels + " channels", input);
        }
        return Images.output(this, channels, input.height(), input.width(), input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.constant_pad_nd(
                x, 0, 0, 0, 0, 0, channels - x.size(1)); // from the last dimension on, before and after
    }

    @Override
    public String settings() {
        return "to " + channels;
    }
}
