package io.github.cardigan.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Images moved by whole pixels; zeros come in from outside, which is mid-grey where images span -1 to 1. */
final class PixelShift {

    private PixelShift() {}

    /**
     * @param images {@code [N, channels, H, W]}
     * @param down how far each image moves down, in pixels; negative for up
     * @param right the same to the right
     */
    static Tensor apply(Tensor images, double[] down, double[] right) {
        long count = images.size(0);
        long channels = images.size(1);
        long height = images.size(2);
        long width = images.size(3);
        Tensor rows = sources(images, height, down).view(-1, height, 1);
        Tensor columns = sources(images, width, right).view(-1, 1, width);
        Tensor index = rows.mul(new Scalar(width + 2)).add(columns).view(-1, 1, height * width); // [N, 1, H W]
        Tensor framed = torch.constant_pad_nd(images, new long[] {1, 1, 1, 1}, new Scalar(0.0));
        return framed.view(count, channels, -1)
                .gather(2, index.expand(count, channels, height * width))
                .view(count, channels, height, width);
    }

    /** Where in an image with a frame of one pixel each pixel comes from, {@code [N, size]}; the frame is all that is outside. */
    private static Tensor sources(Tensor images, long size, double[] move) {
        Tensor positions = torch.arange(new Scalar(size), images.options())
                .add(new Scalar(1.0))
                .sub(PerSample.column(move, images).view(-1, 1));
        return positions
                .clamp_min(new Scalar(0.0))
                .clamp_max(new Scalar(size + 1.0))
                .to(ScalarType.Long);
    }
}
