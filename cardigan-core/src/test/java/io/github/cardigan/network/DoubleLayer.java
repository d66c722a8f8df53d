package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
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
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();

    DoubleLayer(Layer layer, Shape input, RandomSource random) {
        this.layer = layer;
        for (ParameterSpec spec : layer.parameters(input)) {
            Tensor parameter = random.normal(Device.cpu(), spec.shape())
                    .to(ScalarType.Double)
                    .mul(new Scalar(0.5));
            parameters.put(spec.name(), parameter.set_requires_grad(true));
        }
        for (BufferSpec spec : layer.buffers(input)) {
            double low = spec.name().endsWith("running_var") ? 0.5 : -0.5;
            buffers.put(
                    spec.name(),
                    random.uniform(Device.cpu(), low, low + 1, spec.shape()).to(ScalarType.Double));
        }
        settle(input);
    }

    /** Lets the singular vectors of spectral norms come to rest, whose own movement has no gradient. */
    private void settle(Shape input) {
        if (!buffers.isEmpty()) {
            Map<String, Tensor> live = new LinkedHashMap<>(parameters);
            live.putAll(buffers);
            try (NoGrad noGrad = new NoGrad()) {
                for (int round = 0; round < 40; round++) { // of 15 power iterations
                    layer.start(input, new Weights(live, ""));
                }
            }
        }
    }

    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** The same dropout masks and the same buffers at every call. */
    Tensor forward(Tensor x, boolean training) {
        Map<String, Tensor> all = new LinkedHashMap<>(parameters);
        buffers.forEach((name, tensor) -> all.put(name, tensor.clone()));
        return layer.forward(x, new Weights(all, ""), new Pass(training, new RandomSource(99)));
    }
}
