package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Count, mean and covariance of vectors that come in pieces, in float64: 34 MB for 2,048 values, however many vectors.
 *
 * <p>Deviations are taken from the mean of 1,024 vectors at a time and joined as in Chan, Golub, LeVeque 1983 (doi:10.1080/
 * 00031305.1983.10483115, eq. 2.1), so that a far-off mean costs no digits. The sizes of the pieces that come in change nothing, not even
 * the last bit. Lives until {@link #close()}. Not for several threads at once.
 */
public final class Moments implements AutoCloseable {

    private static final int CHUNK = 1024;

    /** Products are made this many rows at a time, those below the diagonal's blocks not at all. */
    private static final int BLOCK = 512;

    private final int size;
    private final Tensor chunk; // [CHUNK, size]
    private final Tensor mean; // [size]
    private final Tensor scatter; // [size, size], sum of products of deviations; only its upper triangle counts
    private int inChunk;
    private long count;

    /**
     * None yet.
     *
     * @param size values per vector, at least 1
     */
    public Moments(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("expected vectors of at least 1 value, got " + size);
        }
        this.size = size;
        try (TensorScope scope = new TensorScope()) {
            var options = Device.cpu().options(ScalarType.Double);
            chunk = TensorScope.own(torch.zeros(new long[] {CHUNK, size}, options));
            mean = TensorScope.own(torch.zeros(new long[] {size}, options));
            scatter = TensorScope.own(torch.zeros(new long[] {size, size}, options));
        }
    }

    /** Of all rows. */
    public static Moments of(Rows rows) {
        Moments moments = new Moments(rows.size());
        moments.add(rows.tensor());
        return moments;
    }

    /**
     * As they were before.
     *
     * @param covariance {@code [size, size]}, row by row, unbiased
     * @throws IllegalArgumentException if the sizes do not match, or there are fewer than 2 vectors
     */
    public static Moments of(long count, double[] mean, double[] covariance) {
        if (count < 2 || mean.length < 1 || covariance.length != (long) mean.length * mean.length) {
            throw new IllegalArgumentException(
                    "expected at least 2 vectors, a mean and a square covariance of its size, got " + count
                            + " vectors, " + mean.length + " and " + covariance.length + " values");
        }
        Moments moments = new Moments(mean.length);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            moments.count = count;
            moments.mean.copy_(Tensor.create(mean, mean.length));
            moments.scatter.copy_(Tensor.create(covariance, mean.length, mean.length));
            moments.scatter.mul_(new Scalar((double) (count - 1)));
        }
        return moments;
    }

    /**
     * More vectors.
     *
     * @param rows {@code [n, size]} of any floating-point type, on the processor
     */
    public void add(Tensor rows) {
        if (rows.dim() != 2 || rows.size(1) != size) {
            throw new IllegalArgumentException(
                    "expected vectors [n, " + size + "], got " + java.util.Arrays.toString(Tensors.shape(rows)));
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            long done = 0;
            while (done < rows.size(0)) {
                long part = Math.min(CHUNK - inChunk, rows.size(0) - done);
                chunk.narrow(0, inChunk, part).copy_(rows.narrow(0, done, part));
                inChunk += (int) part;
                done += part;
                if (inChunk == CHUNK) {
                    flush();
                }
            }
        }
    }

    /** Adds everything that the other has seen. The other stays as it is. */
    public void merge(Moments other) {
        if (other.size != size) {
            throw new IllegalArgumentException("expected vectors of " + size + " values, got " + other.size);
        }
        flush();
        other.flush();
        join(other.count, other.mean, other.scatter);
    }

    private void flush() {
        if (inChunk == 0) {
            return;
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor x = chunk.narrow(0, 0, inChunk);
            Tensor chunkMean = x.mean(0);
            x.sub_(chunkMean);
            Parallel.map((size + BLOCK - 1) / BLOCK, block -> addProducts(x, block * BLOCK));
            int n = inChunk;
            inChunk = 0;
            shift(n, chunkMean);
        }
    }

    /** The rows of the scatter from {@code first} on, from the diagonal to the right. */
    private int addProducts(Tensor x, int first) {
        int rows = Math.min(BLOCK, size - first);
        int columns = size - first;
        scatter.narrow(0, first, rows)
                .narrow(1, first, columns)
                .addmm_(x.narrow(1, first, rows).t(), x.narrow(1, first, columns));
        return rows;
    }

    private void join(long otherCount, Tensor otherMean, Tensor otherScatter) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            scatter.add_(otherScatter);
            shift(otherCount, otherMean);
        }
    }

    /** What the distance of two means adds to the joint scatter. */
    private void shift(long n, Tensor otherMean) {
        long joint = count + n;
        if (joint == 0) {
            return;
        }
        Tensor delta = otherMean.sub(mean);
        if (count > 0) {
            scatter.addr_(delta, delta, new Scalar(1.0), new Scalar((double) count * n / joint));
        }
        mean.add_(delta, new Scalar((double) n / joint));
        count = joint;
    }

    /** Values per vector. */
    public int size() {
        return size;
    }

    /** Vectors so far. */
    public long count() {
        return count + inChunk;
    }

    /** The mean {@code [size]}; zeros without vectors. */
    public double[] mean() {
        flush();
        return Tensors.toDoubles(mean);
    }

    /**
     * The unbiased covariance: the sum divided by {@code count - 1}.
     *
     * @return {@code [size, size]} in float64, exactly symmetric, owned by the current scope
     * @throws IllegalStateException with fewer than 2 vectors
     */
    public Tensor covariance() {
        flush();
        if (count < 2) {
            throw new IllegalStateException("expected at least 2 vectors for a covariance, got " + count);
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor upper = torch.triu(scatter);
            upper.add_(torch.triu(scatter, 1).t());
            return scope.keep(upper.div_(new Scalar((double) (count - 1))));
        }
    }

    @Override
    public void close() {
        TensorScope.release(chunk);
        TensorScope.release(mean);
        TensorScope.release(scatter);
    }
}
