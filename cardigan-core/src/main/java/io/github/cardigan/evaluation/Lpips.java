package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Learned perceptual image patch similarity on VGG16, version 0.1 (Zhang et al. 2018, arXiv:1801.03924, equation 1): the features of
 * the five groups of convolutions, scaled to unit length at each position; their squared differences, weighted by channel, averaged
 * over positions and summed over groups. A distance: 0 for equal images. Images in [-1, 1] are compared at their own size and
 * neither rounded nor resized; one grey channel becomes three equal ones.
 *
 * <p>Both weights are files of the user's, see docs/weights.md. Not for several threads at once.
 */
public final class Lpips implements PairMetric, AutoCloseable {

    /** What VGG16 halves four times must have at least this side. */
    private static final int MIN_SIDE = 16;

    /** At a time: the features of one pair of 256x256 take about 0.2 GB. */
    private static final int PAIRS = 4;

    /** Keeps a position without any feature from being divided by 0. */
    private static final double EPSILON = 1e-10;

    private final VggConvolutions vgg;
    private final List<Tensor> channelWeights = new ArrayList<>(); // [1, C, 1, 1]
    private final Device device;

    private Lpips(VggTable table, PretrainedWeights vggWeights, PretrainedWeights linear, Device device) {
        this.device = device;
        vgg = new VggConvolutions(vggWeights, device);
        try (TensorScope scope = new TensorScope()) {
            for (int group = 0; group < table.channels().length; group++) {
                channelWeights.add(TensorScope.own(device.move(linear.tensor(LpipsTable.name(group)))));
            }
        }
    }

    /**
     * Reads the weights.
     *
     * @param vgg torchvision's VGG16, with or without its classifier
     * @param linear the authors' weights per channel; may be the same file
     * @param notices gets a sentence where the weights are not known to be the published ones
     * @throws ConfigurationException if a file is not there or holds another network: names the first tensor that differs
     * @throws io.github.cardigan.DamagedFileException if it is no safetensors file
     */
    public static Lpips load(WeightsFile vgg, WeightsFile linear, Device device, Consumer<String> notices) {
        return load(VggTable.FULL, vgg, linear, device, notices);
    }

    static Lpips load(VggTable table, WeightsFile vgg, WeightsFile linear, Device device, Consumer<String> notices) {
        PretrainedWeights vggWeights = PretrainedWeights.read(vgg, table.convolutions(), notices);
        return new Lpips(table, vggWeights, PretrainedWeights.read(linear, LpipsTable.weights(table), notices), device);
    }

    @Override
    public String name() {
        return "lpips-vgg";
    }

    @Override
    public boolean largerIsCloser() {
        return false;
    }

    @Override
    public void requireShape(Shape image) {
        Pairs.requireImage(this, image, MIN_SIDE, "enlarge the images first, or use ssim");
        if (image.channels() != 1 && image.channels() != 3) {
            throw new ConfigurationException(name() + " expects images of 1 or 3 channels, got " + image, "");
        }
    }

    @Override
    public double[] compare(Tensor x, Tensor y) {
        Pairs.requirePairs(this, x, y);
        double[] distances = new double[Math.toIntExact(x.size(0))];
        for (int first = 0; first < distances.length; first += PAIRS) {
            int count = Math.min(PAIRS, distances.length - first);
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                double[] some = Pairs.values(distances(x.narrow(0, first, count), y.narrow(0, first, count)));
                System.arraycopy(some, 0, distances, first, count);
            }
        }
        return distances;
    }

    private Tensor distances(Tensor x, Tensor y) {
        List<Tensor> ofX = vgg.groups(prepare(x));
        List<Tensor> ofY = vgg.groups(prepare(y));
        Tensor sum = distance(ofX, ofY, 0);
        for (int group = 1; group < ofX.size(); group++) {
            sum = sum.add(distance(ofX, ofY, group));
        }
        return sum; // [N]
    }

    /** One group's part: {@code [N]}. */
    private Tensor distance(List<Tensor> ofX, List<Tensor> ofY, int group) {
        Tensor difference = unit(ofX.get(group)).sub(unit(ofY.get(group))); // [N, C, H, W]
        return difference.square().mul(channelWeights.get(group)).sum(1).mean(1, 2);
    }

    /** Each position's features, scaled to length 1. */
    private static Tensor unit(Tensor features) {
        Tensor length = features.square().sum(1).unsqueeze(1).sqrt(); // [N, 1, H, W]
        return features.div(length.add(new Scalar(EPSILON)));
    }

    /** ImageNet's means and deviations, for values in [-1, 1], as the authors rounded them. */
    private Tensor prepare(Tensor images) {
        Tensor rgb = ImageNetInput.rgb(device.move(images));
        return rgb.sub(ImageNetInput.perChannel(rgb, -0.030, -0.088, -0.188))
                .div(ImageNetInput.perChannel(rgb, 0.458, 0.448, 0.450));
    }

    @Override
    public void close() {
        vgg.close();
        channelWeights.forEach(TensorScope::release);
    }
}
