package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The features that FID is defined by (Heusel et al. 2017, arXiv:1706.08500): the 2048 means before the classifier of Inception-v3 as
 * trained by Google, in the TensorFlow graph of 2015-12-05. The weights are a file of the user's, see docs/weights.md.
 *
 * <p>Images in [-1, 1] are first rounded to the 256 levels that a file holds, so that a generator and a folder of its pictures are
 * judged alike; then resized to 299x299 without further rounding, clamped to [0, 255] (only {@link Resampling#CLEAN} leaves it) and
 * scaled by {@code (x - 128) / 128}. One grey channel becomes three equal ones. Resizing by {@link Resampling#TF1_BILINEAR} is the
 * protocol of the graph and of torch-fidelity, {@link Resampling#CLEAN} that of clean-fid.
 *
 * <p>A row does not depend, not by a bit, on what else is asked for. Not for several threads at once.
 */
public final class InceptionV3 implements ProbabilityExtractor {

    /** Rows and columns of the images that the network sees. */
    public static final int SIDE = 299;

    private static final List<String> OUTPUTS =
            IntStream.range(0, 1008).mapToObj(Integer::toString).toList();

    private final InceptionNetwork network;
    private final Resampling resampling;
    private final Device device;
    private final String weightsSha256;

    private InceptionV3(PretrainedWeights weights, Resampling resampling, Device device) {
        this.network = new InceptionNetwork(weights, device);
        this.resampling = resampling;
        this.device = device;
        this.weightsSha256 = weights.sha256();
    }

    /**
     * Reads the weights (96 MB).
     *
     * @param notices gets a sentence where the weights are not known to be the published ones
     * @throws ConfigurationException if the file is not there or holds another network: names the first tensor that differs
     * @throws io.github.cardigan.DamagedFileException if it is no safetensors file
     */
    public static InceptionV3 load(
            WeightsFile weights, Resampling resampling, Device device, Consumer<String> notices) {
        return new InceptionV3(PretrainedWeights.read(weights, InceptionTable.weights(), notices), resampling, device);
    }

    /** The same network with random weights, to measure its speed: its features mean nothing. */
    public static InceptionV3 random(Resampling resampling, Device device, RandomSource random) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        InceptionTable.weights().shapes().forEach((name, shape) -> {
            long inputs = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
            double bound = Math.sqrt(6.0 / inputs); // keeps values near 1 through layers with ReLU
            try (TensorScope scope = new TensorScope()) {
                boolean kernel = shape.length > 1;
                Tensor values = random.uniform(Device.cpu(), kernel ? -bound : 1, kernel ? bound : 1, shape);
                tensors.put(name, TensorData.ofFloats(Tensors.toFloats(values), shape));
            }
        });
        return new InceptionV3(new PretrainedWeights(tensors, WeightsDigest.of(tensors)), resampling, device);
    }

    /** {@code inception-v3} with the graph's own resizing, else with the way of resizing behind it. */
    @Override
    public String name() {
        return resampling == Resampling.TF1_BILINEAR ? "inception-v3" : "inception-v3-" + resampling;
    }

    @Override
    public int size() {
        return InceptionTable.FEATURES;
    }

    /** {@code 0} to {@code 1007}: the graph's outputs, of which 1000 are classes of ImageNet. */
    @Override
    public List<String> classes() {
        return OUTPUTS;
    }

    @Override
    public void requireShape(Shape image) {
        ImageNetInput.requireShape(this, image);
    }

    /** Without the last layer, where nobody asks for probabilities. */
    @Override
    public Tensor features(Tensor images) {
        return FixedBatches.features(images, device, batch -> network.features(prepare(batch)));
    }

    @Override
    public Reading read(Tensor images) {
        Tensor features = features(images);
        return new Reading(features, probabilities(features).to(ScalarType.Float));
    }

    /** From {@code [N, 1 or 3, H, W]} in [-1, 1] to what the network sees, {@code [N, 3, 299, 299]}. */
    private Tensor prepare(Tensor images) {
        Tensor levels = ImageNetInput.levels(ImageNetInput.rgb(images));
        Tensor resized = ImageNetInput.clamp(resampling.resize(levels, SIDE, SIDE), 0, 255);
        return resized.sub(new Scalar(128.0)).div(new Scalar(128.0));
    }

    /**
     * The classifier's scores, <b>without its bias</b>: what the first Inception Score (Salimans et al. 2016, arXiv:1606.03498)
     * used, and after it torch-fidelity ({@code logits_unbiased}). Their softmax is the p(y|x) of published scores.
     *
     * @param features {@code [N, 2048]} on the processor
     * @return {@code [N, 1008]} in fp32 on the processor, owned by the current scope
     */
    public Tensor logits(Tensor features) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return scope.keep(FixedBatches.toProcessor(network.logits(device.move(features))));
        }
    }

    /** {@code softmax(logits(features))}, {@code [N, 1008]} in double precision on the processor, owned by the current scope. */
    public Tensor probabilities(Tensor features) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return scope.keep(logits(features).to(ScalarType.Double).softmax(1));
        }
    }

    /** Floating-point operations of the convolutions for one image, a multiplication and an addition counted as two. */
    public static long flops() {
        return InceptionTable.convolutions().stream()
                .mapToLong(InceptionConvolution::flops)
                .sum();
    }

    @Override
    public String fingerprint() {
        return Sha256.of((name() + "\n" + weightsSha256).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        network.close();
    }
}
