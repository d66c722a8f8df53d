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
        List<Shape> inputs = inputs(input);
        int last = layers.size() - 1;
        return outputOf(last, inputs.get(last));
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        List<ParameterSpec> specs = new ArrayList<>();
        List<Shape> inputs = inputs(input);
        for (int i = 0; i < layers.size(); i++) {
            String name = Integer.toString(i);
            layers.get(i).parameters(inputs.get(i)).forEach(spec -> specs.add(spec.in(name)));
        }
        return specs;
    }

    @Override
    public List<BufferSpec> buffers(Shape input) {
        List<BufferSpec> specs = new ArrayList<>();
        List<Shape> inputs = inputs(input);
        for (int i = 0; i < layers.size(); i++) {
            String name = Integer.toString(i);
            layers.get(i).buffers(inputs.get(i)).forEach(spec -> specs.add(spec.in(name)));
        }
        return specs;
    }

    @Override
    public long flops(Shape input) {
        List<Shape> inputs = inputs(input);
        long sum = 0;
        for (int i = 0; i < layers.size(); i++) {
            sum += layers.get(i).flops(inputs.get(i));
        }
        return sum;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).forward(x, weights.child(Integer.toString(i)), pass);
        }
        return x;
    }

    /** The input shape of each layer. */
    List<Shape> inputs(Shape input) {
        List<Shape> inputs = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            inputs.add(input);
            if (i < layers.size() - 1) {
                input = outputOf(i, input);
            }
        }
        return inputs;
    }

    private Shape outputOf(int index, Shape input) {
        try {
            return layers.get(index).outputShape(input);
        } catch (ShapeException e) {
            throw new ShapeException("layer " + index + ": " + e.getMessage());
        }
    }
}
