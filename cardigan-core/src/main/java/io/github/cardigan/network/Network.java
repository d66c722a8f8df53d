package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Layers with weights, on a device. Lives until {@link #close()}. Not for several threads at once. */
public final class Network implements AutoCloseable {

    private final Layer layers;
    private final Shape inputShape;
    private final Shape outputShape;
    private final Device device;
    private final FlatTensors parameters;
    private final FlatTensors buffers;
    private final Weights weights;
    private final Map<String, Network> parts = new LinkedHashMap<>();

    private Network(Layer layers, Shape inputShape, Device device) {
        this.layers = layers;
        this.inputShape = inputShape;
        this.outputShape = layers.outputShape(inputShape);
        this.device = device;
        Map<String, long[]> parameterShapes = new LinkedHashMap<>();
        layers.parameters(inputShape).forEach(spec -> add(parameterShapes, spec.name(), spec.shape()));
        Map<String, long[]> bufferShapes = new LinkedHashMap<>();
        layers.buffers(inputShape).forEach(spec -> add(bufferShapes, spec.name(), spec.shape()));
        parameters = FlatTensors.parameters(parameterShapes, device);
        buffers = FlatTensors.buffers(bufferShapes, device);
        weights = new Weights(state(), "");
    }

    private Network(Network whole, Child part) {
        layers = part.layer();
        inputShape = part.input();
        outputShape = part.outputShape();
        device = whole.device;
        parameters = whole.parameters.part(part.name() + ".");
        buffers = whole.buffers.part(part.name() + ".");
        weights = new Weights(state(), "");
    }

    private static void add(Map<String, long[]> shapes, String name, long[] shape) {
        if (shapes.put(name, shape) != null) {
            throw new IllegalArgumentException("expected a name per tensor, got two called '" + name + "'");
        }
    }

    /**
     * Allocates and initialises.
     *
     * @param inputShape of one sample
     * @param random where first values come from; the same state gives the same network
     * @throws ShapeException if the layers do not fit together
     */
    public static Network build(Layer layers, Shape inputShape, Device device, RandomSource random) {
        return build(layers, inputShape, device, random, ParameterSpec::initializer);
    }

    /**
     * The same with other first values than the layers' own.
     *
     * @param initialization says for each parameter where its first values come from
     */
    public static Network build(
            Layer layers,
            Shape inputShape,
            Device device,
            RandomSource random,
            Function<ParameterSpec, Initializer> initialization) {
        Network network = new Network(layers, inputShape, device);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            for (ParameterSpec spec : layers.parameters(inputShape)) {
                Tensor start = initialization.apply(spec).draw(random, device, spec.shape());
                network.weights.get(spec.name()).copy_(start);
            }
            for (BufferSpec spec : layers.buffers(inputShape)) {
                network.weights.get(spec.name()).fill_(new Scalar(spec.start()));
            }
            layers.start(inputShape, network.weights);
        }
        return network;
    }

    /** Another network of the same layers with the same values: an average, a frozen copy. */
    public Network copy() {
        Network copy = new Network(layers, inputShape, device);
        try (NoGrad noGrad = new NoGrad()) {
            copy.parameters.vector().copy_(parameters.vector());
            copy.buffers.vector().copy_(buffers.vector());
        }
        copy.trainable(false);
        return copy;
    }

    /**
     * One of the layers inside as a network of its own: the same weights, so what one learns the other knows. Lives as long as this.
     *
     * @param child its name in {@link Layer#children}
     * @throws IllegalArgumentException if there is no such child
     */
    public Network part(String child) {
        return parts.computeIfAbsent(
                child,
                name -> layers.children(inputShape).stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .map(candidate -> new Network(this, candidate))
                        .orElseThrow(() ->
                                new IllegalArgumentException("expected a part of " + layers + ", got '" + name + "'")));
    }

    /** Whether the other shares weights with this: it is this, or a part of it that was asked for. */
    public boolean holds(Network other) {
        return other == this || parts.containsValue(other);
    }

    /**
     * @param x inputs {@code [N, ...inputShape]}
     * @return outputs {@code [N, ...outputShape]}, owned by the current scope
     * @throws IllegalArgumentException if the inputs have another shape
     */
    public Tensor forward(Tensor x, Pass pass) {
        if (x.dim() == 0 || !Arrays.equals(Tensors.shape(x), inputShape.batch(x.size(0)))) {
            throw new IllegalArgumentException("expected inputs of shape " + inputShape + " per sample, got a batch "
                    + Arrays.toString(Tensors.shape(x)));
        }
        return layers.forward(x, weights, pass);
    }

    /**
     * The same for images of any size, by the same weights.
     *
     * @param x {@code [N, channels, height, width]}
     * @throws ShapeException if the layers do not take images of this size, or need other weights for it, as dense ones do
     */
    public Tensor forwardResized(Tensor x, Pass pass) {
        if (x.dim() != 4) {
            throw new ShapeException(
                    "expected images [N, channels, height, width], got " + Arrays.toString(Tensors.shape(x)));
        }
        Shape input = Shape.image(Math.toIntExact(x.size(1)), Math.toIntExact(x.size(2)), Math.toIntExact(x.size(3)));
        if (input.equals(inputShape)) {
            return layers.forward(x, weights, pass);
        }
        layers.outputShape(input); // complains with the whole path, if there is anything to complain about
        if (!sizes(layers.parameters(input)).equals(sizes(layers.parameters(inputShape)))) {
            throw new ShapeException(
                    "expected images of " + inputShape + ", for which these layers have weights, got " + input);
        }
        return layers.forward(x, weights, pass);
    }

    private static Map<String, List<Long>> sizes(List<ParameterSpec> specs) {
        return specs.stream()
                .collect(Collectors.toMap(
                        ParameterSpec::name,
                        spec -> Arrays.stream(spec.shape()).boxed().toList()));
    }

    public Layer layers() {
        return layers;
    }

    public Shape inputShape() {
        return inputShape;
    }

    public Shape outputShape() {
        return outputShape;
    }

    public Device device() {
        return device;
    }

    public FlatTensors parameters() {
        return parameters;
    }

    public FlatTensors buffers() {
        return buffers;
    }

    /** A frozen network lets gradients through and gets none, which saves computing them. */
    public void trainable(boolean trainable) {
        parameters.trainable(trainable);
    }

    /** Floating-point operations of one forward pass of one sample. */
    public long flops() {
        return layers.flops(inputShape);
    }

    /** Parameters and buffers by their PyTorch names. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(parameters.views());
        state.putAll(buffers.views());
        return state;
    }

    /**
     * Overwrites every parameter and buffer.
     *
     * @param values by PyTorch name, row-major
     * @throws IllegalArgumentException if a name is missing or unknown, or a size is wrong; nothing is changed then
     */
    public void load(Map<String, float[]> values) {
        Map<String, Tensor> state = state();
        for (Map.Entry<String, Tensor> entry : state.entrySet()) {
            float[] value = values.get(entry.getKey());
            if (value == null || value.length != entry.getValue().numel()) {
                throw new IllegalArgumentException("expected tensor '" + entry.getKey() + "' of shape "
                        + Arrays.toString(Tensors.shape(entry.getValue())) + ", got "
                        + (value == null ? "none" : value.length + " values"));
            }
        }
        Map<String, float[]> unknown = new HashMap<>(values);
        unknown.keySet().removeAll(state.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown tensors " + unknown.keySet());
        }
        values.forEach((name, value) -> Tensors.fill(weights.get(name), value));
    }

    @Override
    public void close() {
        parts.values().forEach(Network::close);
        parameters.close();
        buffers.close();
    }
}
