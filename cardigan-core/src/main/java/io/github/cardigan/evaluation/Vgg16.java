package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The 4096 values of VGG16's second dense layer, after its ReLU (Simonyan, Zisserman 2014, arXiv:1409.1556): the features in which
 * improved precision and recall are measured (Kynkäänniemi et al. 2019, arXiv:1904.06991). The weights are torchvision's, in a
 * file of the user's, see docs/weights.md; the paper's own figures rest on another training of the same network.
 *
 * <p>Images in [-1, 1] are rounded to 256 levels, resized to 224x224, clamped to [0, 255], scaled to [0, 1] and normalised by ImageNet's
 * means and deviations. One grey channel becomes three equal ones. A row does not depend on what else is asked for. Not for several
 * threads at once.
 */
public final class Vgg16 implements Extractor {

    private static final int SIDE = 224;

    private final VggTable table;
    private final VggConvolutions convolutions;
    private final Tensor firstWeight; // [4096, 25088]
    private final Tensor firstBias;
    private final Tensor secondWeight; // [4096, 4096]
    private final Tensor secondBias;
    private final Resampling resampling;
    private final Device device;
    private final String weightsSha256;

    private Vgg16(VggTable table, PretrainedWeights weights, Resampling resampling, Device device) {
        this.table = table;
        this.resampling = resampling;
        this.device = device;
        this.weightsSha256 = weights.sha256();
        convolutions = new VggConvolutions(weights, device);
        try (TensorScope scope = new TensorScope()) {
            firstWeight = TensorScope.own(device.move(weights.tensor("classifier.0.weight")));
            firstBias = TensorScope.own(device.move(weights.tensor("classifier.0.bias")));
            secondWeight = TensorScope.own(device.move(weights.tensor("classifier.3.weight")));
            secondBias = TensorScope.own(device.move(weights.tensor("classifier.3.bias")));
        }
    }

    /**
     * Reads the weights (553 MB, the classifier included).
     *
     * @param notices gets a sentence where the weights are not known to be the published ones
     * @throws ConfigurationException if the file is not there or holds another network: names the first tensor that differs
     * @throws io.github.cardigan.DamagedFileException if it is no safetensors file
     */
    public static Vgg16 load(WeightsFile weights, Resampling resampling, Device device, Consumer<String> notices) {
        return load(VggTable.FULL, weights, resampling, device, notices);
    }

    static Vgg16 load(
            VggTable table, WeightsFile weights, Resampling resampling, Device device, Consumer<String> notices) {
        return new Vgg16(table, PretrainedWeights.read(weights, table.weights(), notices), resampling, device);
    }

    /** For example {@code vgg16-clean}: the way of resizing is part of the protocol. */
    @Override
    public String name() {
        return "vgg16-" + resampling;
    }

    @Override
    public int size() {
        return table.hidden();
    }

    @Override
    public void requireShape(Shape image) {
        ImageNetInput.requireShape(this, image);
    }

    @Override
    public Tensor features(Tensor images) {
        return FixedBatches.features(images, device, batch -> secondDense(prepare(batch)));
    }

    private Tensor secondDense(Tensor x) {
        List<Tensor> groups = convolutions.groups(x);
        Tensor grid = VggConvolutions.halve(groups.get(groups.size() - 1)).flatten(1, -1); // [N, 512 * 7 * 7]
        Tensor first = torch.relu(grid.matmul(firstWeight.t()).add_(firstBias)); // [N, 4096]
        return torch.relu(first.matmul(secondWeight.t()).add_(secondBias)); // [N, 4096]
    }

    private Tensor prepare(Tensor images) {
        Tensor levels = ImageNetInput.levels(ImageNetInput.rgb(images));
        Tensor unit = ImageNetInput.clamp(resampling.resize(levels, SIDE, SIDE), 0, 255)
                .div(new Scalar(255.0));
        return unit.sub(ImageNetInput.perChannel(unit, 0.485, 0.456, 0.406))
                .div(ImageNetInput.perChannel(unit, 0.229, 0.224, 0.225));
    }

    @Override
    public String fingerprint() {
        return Sha256.of((name() + "\n" + weightsSha256).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        convolutions.close();
        TensorScope.release(firstWeight);
        TensorScope.release(firstBias);
        TensorScope.release(secondWeight);
        TensorScope.release(secondBias);
    }
}
