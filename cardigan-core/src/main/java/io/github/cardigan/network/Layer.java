package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of a network, described: an immutable record without weights. The same description can be built many times; the
 * weights live in the {@link Network} and come in through {@link #forward}.
 *
 * <p>A layer made of layers names them in {@link #children}; their parameters, buffers and FLOPs then count as its own.
 *
 * <p>A user's own layer implements this interface and works everywhere except in saved models, which know the layers of this
 * package only.
 */
public interface Layer {

    /**
     * The shape of one output sample.
     *
     * @throws ShapeException if the layer cannot work on this input; says what it needs
     */
    Shape outputShape(Shape input);

    /** The layers inside this one, in the order in which they compute; none for most. */
    default List<Child> children(Shape input) {
        return List.of();
    }

    /** The learned tensors, in PyTorch's order and with PyTorch's names. */
    default List<ParameterSpec> parameters(Shape input) {
        return children(input).stream()
                .flatMap(child ->
                        child.layer().parameters(child.input()).stream().map(spec -> spec.in(child.name())))
                .toList();
    }

    /** The tensors that are kept but not learned, such as running statistics. */
    default List<BufferSpec> buffers(Shape input) {
        return children(input).stream()
                .flatMap(child -> child.layer().buffers(child.input()).stream().map(spec -> spec.in(child.name())))
                .toList();
    }

    /**
     * Sets the first values that follow from other first values, such as the norm of a weight. Called once, when all parameters and
     * buffers have been drawn; most layers have nothing to do.
     */
    default void start(Shape input, Weights weights) {
        children(input).forEach(child -> child.layer().start(child.input(), weights.child(child.name())));
    }

    /**
     * Floating-point operations of one forward pass of one sample, a multiplication and an addition counted as two. Counts
     * matrix products and convolutions, padding included; element-wise work is left out, as is usual.
     */
    default long flops(Shape input) {
        return children(input).stream()
                .mapToLong(child -> child.layer().flops(child.input()))
                .sum();
    }

    /**
     * Computes the outputs of a batch.
     *
     * @param x inputs {@code [N, ...input]}
     * @param weights this layer's parameters and buffers, by the names of their specs
     * @return outputs {@code [N, ...output]}, owned by the current scope
     */
    Tensor forward(Tensor x, Weights weights, Pass pass);

    /**
     * Whether, in training, what becomes of one sample depends on the others in its batch, as in batch normalisation. Real and
     * generated samples must then be judged in batches of their own. In {@link MinibatchDiscrimination} and {@link MinibatchStdDev}
     * it does at inference too.
     */
    default boolean mixesSamples(Shape input) {
        return children(input).stream().anyMatch(child -> child.layer().mixesSamples(child.input()));
    }

    /** What the layer is called in tables: its class, unless it knows better. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** What sets it apart from others of its kind, for tables: {@code 5x5, stride 2, 128}; empty where nothing does. */
    default String settings() {
        return "";
    }
}
