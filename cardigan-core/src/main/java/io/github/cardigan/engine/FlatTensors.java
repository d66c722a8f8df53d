package io.github.cardigan.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Named tensors that are views of one vector: all weights of a network, or all its running statistics. What works on all of them
 * (optimizers, averages, clipping, checks, checkpoints) works on the vector.
 *
 * <p>Parameters have a second vector of the same length for their gradients; backward passes accumulate into it in place. Lives
 * until {@link #close()}.
 */
public final class FlatTensors implements AutoCloseable {

    private final Tensor vector;
    private final @org.jspecify.annotations.Nullable Tensor gradient;
    private final Map<String, Tensor> views = new LinkedHashMap<>();
    private final boolean ownsViews;

    private FlatTensors(Map<String, long[]> shapes, Device device, boolean trainable) {
        ownsViews = true;
        long total = shapes.values().stream().mapToLong(FlatTensors::elements).sum();
        try (TensorScope scope = new TensorScope()) {
            vector = TensorScope.own(torch.zeros(new long[] {total}, device.options(ScalarType.Float)));
            gradient = trainable ? TensorScope.own(torch.zeros_like(vector)) : null;
            long offset = 0;
            for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
                long[] shape = entry.getValue();
                long length = elements(shape);
                Tensor view = vector.narrow(0, offset, length).view(shape).detach();
                if (gradient != null) {
                    view.set_requires_grad(true);
                    view.mutable_grad().put(gradient.narrow(0, offset, length).view(shape));
                }
                views.put(entry.getKey(), TensorScope.own(view));
                offset += length;
            }
        }
    }

    /** The tensors of {@code whole} whose names begin with {@code prefix}, which lie side by side. */
    private FlatTensors(FlatTensors whole, String prefix) {
        ownsViews = false;
        long first = 0;
        long length = 0;
        for (Map.Entry<String, Tensor> view : whole.views.entrySet()) {
            if (view.getKey().startsWith(prefix)) {
                views.put(view.getKey().substring(prefix.length()), view.getValue());
                length += view.getValue().numel();
            } else if (length == 0) {
                first += view.getValue().numel();
            }
        }
        try (TensorScope scope = new TensorScope()) {
            vector = TensorScope.own(whole.vector.narrow(0, length == 0 ? 0 : first, length));
            gradient = whole.gradient == null
                    ? null
                    : TensorScope.own(whole.gradient.narrow(0, length == 0 ? 0 : first, length));
        }
    }

    /**
     * The tensors of one part of a network, the same memory under shorter names.
     *
     * @param prefix what their names begin with, such as {@code decoder.}
     * @return to be closed before this
     */
    public FlatTensors part(String prefix) {
        return new FlatTensors(this, prefix);
    }

    /** Weights with gradients, all zero. */
    public static FlatTensors parameters(Map<String, long[]> shapes, Device device) {
        return new FlatTensors(shapes, device, true);
    }

    /** Values without gradients, all zero. */
    public static FlatTensors buffers(Map<String, long[]> shapes, Device device) {
        return new FlatTensors(shapes, device, false);
    }

    /** All values, one after the other in the order of the names. */
    public Tensor vector() {
        return vector;
    }

    /**
     * The gradients in the same order.
     *
     * @throws IllegalStateException for buffers, which have none
     */
    public Tensor gradient() {
        if (gradient == null) {
            throw new IllegalStateException("buffers have no gradient");
        }
        return gradient;
    }

    /** The views by name, in the order in which they lie in the vector. */
    public Map<String, Tensor> views() {
        return Collections.unmodifiableMap(views);
    }

    public long elements() {
        return vector.numel();
    }

    /** Whether graphs made from now on lead to these values: a frozen network lets gradients through but gets none. */
    public void trainable(boolean trainable) {
        for (Tensor view : views.values()) {
            view.set_requires_grad(trainable);
        }
    }

    public void zeroGradient() {
        gradient().zero_();
    }

    @Override
    public void close() {
        if (ownsViews) {
            views.values().forEach(TensorScope::release);
        }
        if (gradient != null) {
            TensorScope.release(gradient);
        }
        TensorScope.release(vector);
    }

    private static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}
