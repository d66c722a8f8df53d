package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Fully connected: {@code [N, in] -> [N, units]}, {@code y = x W^T + b}. PyTorch's {@code Linear}.
 *
 * @param units outputs, at least 1
 * @param bias whether to add b
 */
public record Dense(int units, boolean bias) implements Layer {

    public Dense {
        Require.positive("units", units);
    }

    public static Dense of(int units) {
        return new Dense(units, true);
    }

    public Dense withoutBias() {
        return new Dense(units, false);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw ShapeException.expected(this, "a vector [features] (put Flatten before it)", input);
        }
        return Shape.of(units);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Initializer initializer = new Initializer.FanIn(input.dim(0));
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec("weight", new long[] {units, input.dim(0)}, initializer));
        if (bias) {
            specs.add(new ParameterSpec("bias", new long[] {units}, initializer));
        }
        return specs;
    }

    @Override
    public long flops(Shape input) {
        return 2L * units * input.dim(0);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.linear(x, weights.get("weight"), bias ? weights.optional("bias") : new TensorOptional());
    }

    @Override
    public String settings() {
        return bias ? Integer.toString(units) : units + ", no bias";
    }
}
