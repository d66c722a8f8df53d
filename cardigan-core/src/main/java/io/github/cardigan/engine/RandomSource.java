package io.github.cardigan.engine;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The random numbers of a run: latent samples, initial weights, dropout masks. SplitMix64 (Steele, Lea, Flood 2014,
 * doi:10.1145/2660193.2660195), so that the whole state is one 64-bit word and the
 * numbers are the same on every platform. Not for several threads at once.
 */
public final class RandomSource {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private @Nullable DropoutBits dropout;

    public RandomSource(long seed) {
        state = seed;
    }

    /** Everything there is to save: {@code new RandomSource(state())} goes on exactly here. */
    public long state() {
        return state;
    }

    public void restore(long savedState) {
        state = savedState;
    }

    /** An independent source for a part of the work, determined by this source's seed and the part's number. */
    public RandomSource split(long part) {
        return new RandomSource(mix(state ^ mix(part + GOLDEN_GAMMA)));
    }

    /** The next 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1) with 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in {@code [0, bound)} for bounds up to 2^31. */
    public int nextInt(int bound) {
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }

    /** Standard normal values, a tensor of this shape on the device (Box-Muller, computed the same everywhere). */
    public Tensor normal(Device device, long... shape) {
        float[] values = new float[elements(shape)];
        for (int i = 0; i < values.length; i += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
            double angle = 2 * Math.PI * nextDouble();
            values[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < values.length) {
                values[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
        return device.move(Tensor.create(values, shape));
    }

    /** Values uniform in [low, high), a tensor of this shape on the device. */
    public Tensor uniform(Device device, double low, double high, long... shape) {
        float[] values = new float[elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * nextDouble());
        }
        return device.move(Tensor.create(values, shape));
    }

    /**
     * A factor per element of {@code like}: 0 with probability {@code p}, else {@code 1 / (1 - p)}; same shape, type and device.
     * On the processor the decisions are ours, to 1 part in 2^24; on a GPU they are libtorch's, seeded from here.
     *
     * @param p in [0, 1)
     */
    public Tensor dropoutMask(Tensor like, double p) {
        long key = nextLong();
        float scale = (float) (1 / (1 - p));
        if (like.is_cuda()) {
            torch.cuda_manual_seed_all(key);
            return torch.dropout(torch.full_like(like, new Scalar(1f)), p, true);
        }
        if (dropout == null) {
            dropout = new DropoutBits();
        }
        int count = Math.toIntExact(like.numel());
        ScalarType type = like.scalar_type().intern(); // what libtorch returns equals a constant, but is another object
        if (type == ScalarType.BFloat16) {
            Tensor mask = torch.empty_like(like);
            dropout.fillBfloats(new ShortPointer(mask.data_ptr()), count, key, p, scale);
            return mask;
        }
        Tensor mask = type == ScalarType.Float ? torch.empty_like(like) : torch.empty(Tensors.shape(like));
        dropout.fillFloats(new IntPointer(mask.data_ptr()), count, key, p, scale);
        return mask.to(type);
    }

    /**
     * Standard normal values shaped like {@code like}, of its type and on its device: faster than {@link #normal}, and other
     * numbers. On the processor they are ours and the same everywhere; on a GPU they are libtorch's, seeded from here.
     */
    public Tensor noiseLike(Tensor like) {
        if (like.is_cuda()) {
            torch.cuda_manual_seed_all(nextLong());
            return torch.randn_like(like);
        }
        float[] values = new float[Math.toIntExact(like.numel())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Ziggurat.next(this);
        }
        return Tensor.create(values, Tensors.shape(like)).to(like.scalar_type());
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static int elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return Math.toIntExact(product);
    }
}
