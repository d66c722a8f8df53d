package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One layer after the other. Children are named by position: {@code 0.weight}, {@code 1.running_mean}.
 *
 * @param layers at least one
 */
public record Sequential(List<Layer> layers) implements Layer {

    public Sequential {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer, got none");
        }
    }

    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Shape outputShape(Shape input) {
        return children(input).get(layers.size() - 1).outputShape();
    }

    @Override
    public List<Child> children(Shape input) {
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Shape childInput = i == 0 ? input : children.get(i - 1).outputShape();
            children.add(new Child(Integer.toString(i), layers.get(i), childInput));
        }
        return List.copyOf(children);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).forward(x, weights.child(Integer.toString(i)), pass);
        }
        return x;
    }
}
