package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Continues an image beyond its borders by its own mirror, the border itself not repeated: {@code [N, C, H, W] -> [N, C, H + 2 pixels, W + 2
 * pixels]}. PyTorch's {@code ReflectionPad2d}.
 *
 * @param pixels on each side, at least 1 and fewer than the image has
 */
public record MirrorPad(int pixels) implements Layer {

    public MirrorPad {
        Require.positive("pixels", pixels);
    }

    @Override
    public Shape outputShape(Shape input) {
        Images.require(this, input);
        if (Math.min(input.height(), input.width()) <= pixels) {
            throw ShapeException.expected(this, "an image of more than " + pixels + " pixels a side", input);
        }
        return Images.output(this, input.channels(), input.height() + 2L * pixels, input.width() + 2L * pixels, input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.reflection_pad2d(x, pixels, pixels, pixels, pixels);
    }

    @Override
    public String settings() {
        return "by " + pixels;
    }
}
