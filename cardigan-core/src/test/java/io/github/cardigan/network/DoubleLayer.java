package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A layer with random double-precision weights: layers only pass tensors on, so finite differences get 16 digits. */
final class DoubleLayer {

    private final Layer layer;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Weights weights;

    DoubleLayer(Layer layer, Shape input, RandomSource random) {
        this.layer = layer;
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (ParameterSpec spec : layer.parameters(input)) {
            Tensor parameter = random.normal(Device.cpu(), spec.shape())
                    .to(ScalarType.Double)
                    .mul(new Scalar(0.5));
            parameters.put(spec.name(), parameter.set_requires_grad(true));
            all.put(spec.name(), parameter);
        }
        for (BufferSpec spec : layer.buffers(input)) {
            double low = spec.name().endsWith("running_var") ? 0.5 : -0.5;
            all.put(
                    spec.name(),
                    random.uniform(Device.cpu(), low, low + 1, spec.shape()).to(ScalarType.Double));
        }
        weights = new Weights(all, "");
    }

    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** The same dropout masks at every call. */
    Tensor forward(Tensor x, boolean training) {
        return layer.forward(x, weights, new Pass(training, new RandomSource(99)));
    }
}
