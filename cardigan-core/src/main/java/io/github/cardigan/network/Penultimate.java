package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The features that a network has learned: what its last {@link Dense} layer is given. The last Dense layer is looked for among
 * the layers that compute one after the other; {@link Sequential}s inside one another count as one, and a Dense in
 * {@link SpectralNorm}, {@link WeightNorm} or {@link EqualisedRate} is a Dense.
 */
public final class Penultimate {

    /** A layer with the weights it sees. */
    private record Step(Child child, Weights weights) {

        Tensor forward(Tensor x, Pass pass) {
            return child.layer().forward(x, weights, pass);
        }
    }

    /**
     * What came of a batch.
     *
     * @param features {@code [N, size]}
     * @param outputs {@code [N, ...]}, the network's own
     */
    public record Values(Tensor features, Tensor outputs) {}

    private final Shape inputShape;
    private final List<Step> body;
    private final List<Step> head;
    private final int size;

    private Penultimate(Shape inputShape, List<Step> steps, int last) {
        this.inputShape = inputShape;
        body = List.copyOf(steps.subList(0, last));
        head = List.copyOf(steps.subList(last, steps.size()));
        size = steps.get(last).child().input().elements();
    }

    /**
     * @param network is not copied: must stay open
     * @throws ShapeException if none of its layers in a row is a Dense one
     */
    public static Penultimate of(Network network) {
        List<Step> steps = new ArrayList<>();
        add(steps, new Child("", network.layers(), network.inputShape()), new Weights(network.state(), ""));
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (Reparameterised.inner(steps.get(i).child().layer()) instanceof Dense) {
                return new Penultimate(network.inputShape(), steps, i);
            }
        }
        throw new ShapeException("features are what the last Dense layer is given, expected one, got "
                + steps.stream().map(step -> step.child().layer().kind()).toList());
    }

    private static void add(List<Step> steps, Child child, Weights weights) {
        if (child.layer() instanceof Sequential sequential) {
            sequential.children(child.input()).forEach(inner -> add(steps, inner, weights.child(inner.name())));
        } else {
            steps.add(new Step(child, weights));
        }
    }

    /** Features per sample. */
    public int size() {
        return size;
    }

    /**
     * One forward pass.
     *
     * @param x inputs {@code [N, ...inputShape]}
     * @return owned by the current scope
     */
    public Values forward(Tensor x, Pass pass) {
        if (x.dim() != inputShape.rank() + 1) {
            throw new IllegalArgumentException("expected a batch of inputs of shape " + inputShape);
        }
        Tensor features = x;
        for (Step step : body) {
            features = step.forward(features, pass);
        }
        Tensor outputs = features;
        for (Step step : head) {
            outputs = step.forward(outputs, pass);
        }
        return new Values(features, outputs);
    }
}
