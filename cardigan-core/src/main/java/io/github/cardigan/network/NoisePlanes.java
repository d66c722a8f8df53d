package io.github.cardigan.network;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Puts noise behind the channels of each image, for what the image does not say: {@code [N, C, H, W] -> [N, C + planes, H, W]}. All values are drawn from U(-1, 1),
 * in plane k one for each square of {@code 2^k} pixels a side. While training, each image is given new ones; at inference those that belong to its pixels, so
 * that one image always gets the same, and another image others.
 *
 * @param planes 1 to 8
 */
public record NoisePlanes(int planes) implements Layer {

    private static final int MOST = 8;

    public NoisePlanes {
        Require.positive("planes", planes);
        if (planes > MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " planes, got " + planes);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Images.require(this, input);
        return Images.output(this, input.channels() + (long) planes, input.height(), input.width(), input);
    }

    /** No gradient flows to the input by way of the noise that belongs to it. */
    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        int count = Math.toIntExact(x.size(0));
        int height = Math.toIntExact(x.size(2));
        int width = Math.toIntExact(x.size(3));
        float[] noise = new float[Math.multiplyExact(count * planes, height * width)];
        float[] pixels = pass.training() ? new float[0] : Tensors.toFloats(x);
        for (int i = 0; i < count; i++) {
            RandomSource random = pass.training() ? pass.random() : ofPixels(pixels, i, count);
            for (int k = 0; k < planes; k++) {
                fill(noise, (i * planes + k) * height * width, height, width, k, random);
            }
        }
        Tensor behind = Tensor.create(noise, count, planes, height, width)
                .to(x.device(), x.scalar_type(), true, false, new MemoryFormatOptional());
        return torch.cat(new TensorVector(x, behind), 1);
    }

    /** One plane, a value for each square of {@code 2^k} pixels; squares are cut off at the right and at the bottom. */
    private static void fill(float[] noise, int offset, int height, int width, int k, RandomSource random) {
        for (int y = 0; y < height; y++) {
            int row = offset + y * width;
            boolean drawn = (y & ((1 << k) - 1)) == 0;
            for (int x = 0; x < width; x++) {
                int corner = x >> k << k;
                if (!drawn) {
                    noise[row + x] = noise[row - width + x];
                } else if (x == corner) {
                    noise[row + x] = (float) (2 * random.nextDouble() - 1);
                } else {
                    noise[row + x] = noise[row + corner];
                }
            }
        }
    }

    private static RandomSource ofPixels(float[] pixels, int image, int count) {
        int size = pixels.length / count;
        long hash = 1;
        for (int i = image * size; i < (image + 1) * size; i++) {
            hash = 31 * hash + Float.floatToIntBits(pixels[i]);
        }
        return new RandomSource(hash);
    }

    @Override
    public String settings() {
        return planes + " planes";
    }
}
