package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * A layer around another that computes the other's {@code weight} from tensors of its own; all else is the inner layer's. Tensors
 * have no further prefix, as in PyTorch: {@code weight_orig} beside {@code bias}.
 */
sealed interface Reparameterised extends Layer permits SpectralNorm, WeightNorm, EqualisedRate {

    /** The layer inside. */
    Layer layer();

    /**
     * The weight that the layer inside computes with.
     *
     * @param weights the wrapper's
     * @return with history to the wrapper's parameters, owned by the current scope
     */
    Tensor weight(Weights weights, Pass pass);

    @Override
    default Shape outputShape(Shape input) {
        return layer().outputShape(input);
    }

    @Override
    default long flops(Shape input) {
        return layer().flops(input);
    }

    @Override
    default Tensor forward(Tensor x, Weights weights, Pass pass) {
        return layer().forward(x, weights.with("weight", weight(weights, pass)), pass);
    }

    /** That of the layer inside: in tables a spectrally normalised Conv2d is a Conv2d, with a word more in its settings. */
    @Override
    default String kind() {
        return layer().kind();
    }

    /** The layer itself, or the one inside. */
    static Layer inner(Layer layer) {
        return layer instanceof Reparameterised wrapper ? wrapper.layer() : layer;
    }

    /** The spec of the weight that is replaced. */
    static ParameterSpec weightSpec(Layer layer, Shape input) {
        return layer.parameters(input).stream()
                .filter(spec -> spec.name().equals("weight"))
                .findFirst()
                .orElseThrow();
    }

    /** The layer's other parameters, then these: PyTorch's order. */
    static List<ParameterSpec> instead(Layer layer, Shape input, ParameterSpec... replacements) {
        List<ParameterSpec> specs = new ArrayList<>(layer.parameters(input));
        specs.removeIf(spec -> spec.name().equals("weight"));
        specs.addAll(List.of(replacements));
        return specs;
    }

    /**
     * @throws IllegalArgumentException if the layer is of no such kind
     */
    static void require(String wrapper, List<Class<? extends Layer>> kinds, Layer layer) {
        if (!kinds.contains(layer.getClass())) {
            throw new IllegalArgumentException(wrapper + " expects one of "
                    + kinds.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")) + ", got "
                    + layer.getClass().getSimpleName() + " (" + wrapper + ".everywhere finds them inside others)");
        }
    }

    /** The same layers with every one of these kinds wrapped, also inside {@link Sequential}, {@link Residual}, {@link Skip}. */
    static Layer everywhere(Layer layer, List<Class<? extends Layer>> kinds, UnaryOperator<Layer> wrap) {
        if (layer instanceof Sequential sequential) {
            return new Sequential(sequential.layers().stream()
                    .map(child -> everywhere(child, kinds, wrap))
                    .toList());
        } else if (layer instanceof Residual residual) {
            return new Residual(everywhere(residual.body(), kinds, wrap), everywhere(residual.shortcut(), kinds, wrap));
        } else if (layer instanceof Skip skip) {
            return new Skip(everywhere(skip.inner(), kinds, wrap));
        }
        return kinds.contains(layer.getClass()) ? wrap.apply(layer) : layer;
    }
}
