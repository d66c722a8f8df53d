package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Penultimate;
import io.github.cardigan.network.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a trained classifier sees in an image: the input of its last {@code Dense} layer, and its softmax. Meant for data that
 * ImageNet's Inception does not know, such as digits; figures compare only between the same weights.
 *
 * <p>Images go through the network 64 at a time, the last ones padded with zeros, since kernels for another batch size may
 * round differently.
 */
public final class ClassifierExtractor implements ProbabilityExtractor {

    private static final int BATCH = 64;

    private final Classifier classifier;
    private final Penultimate penultimate;
    private final String fingerprint;

    /**
     * @param classifier belongs to the extractor from now on and is closed with it; must not learn any more
     * @throws ConfigurationException if it does not take images, or does not end in a Dense layer
     */
    public ClassifierExtractor(Classifier classifier) {
        if (!classifier.network().inputShape().isImage()) {
            throw new ConfigurationException(
                    "expected a classifier of images, got one of "
                            + classifier.network().inputShape(),
                    "");
        }
        this.classifier = classifier;
        try {
            penultimate = Penultimate.of(classifier.network());
        } catch (ShapeException e) {
            throw new ConfigurationException(
                    String.valueOf(e.getMessage()), "choose a classifier that ends in a Dense layer", e);
        }
        fingerprint = Fingerprints.of(
                "classifier " + classifier.network().layers(),
                classifier.network().state());
    }

    /** The shape of the images that it takes. */
    public Shape shape() {
        return classifier.network().inputShape();
    }

    /** Of the images that it takes: 1 for grey, 3 for colour. */
    public int channels() {
        return shape().channels();
    }

    @Override
    public String name() {
        return "classifier";
    }

    @Override
    public int size() {
        return penultimate.size();
    }

    @Override
    public List<String> classes() {
        return classifier.classes();
    }

    @Override
    public void requireShape(Shape image) {
        Shape expected = classifier.network().inputShape();
        if (!image.equals(expected)) {
            throw new ConfigurationException(
                    "the classifier was trained on images of " + expected + ", got " + image,
                    "use a classifier of this data, or bring the images to its size");
        }
    }

    @Override
    public Reading read(Tensor images) {
        Device device = classifier.network().device();
        List<Tensor> features = new ArrayList<>();
        List<Tensor> probabilities = new ArrayList<>();
        try (NoGrad noGrad = new NoGrad()) {
            for (long first = 0; first < images.size(0); first += BATCH) {
                long count = Math.min(BATCH, images.size(0) - first);
                Tensor part = images.narrow(0, first, count);
                if (count < BATCH) {
                    Tensor zeros = torch.zeros(classifier.network().inputShape().batch(BATCH - count));
                    part = torch.cat(new TensorVector(part, zeros), 0);
                }
                Penultimate.Values values = penultimate.forward(device.move(part), Pass.inference());
                features.add(plain(values.features()).narrow(0, 0, count));
                Tensor logits = values.outputs().flatten(1, -1).to(ScalarType.Double);
                probabilities.add(plain(torch.softmax(logits, 1)).narrow(0, 0, count));
            }
            return new Reading(joined(features), joined(probabilities)); // [N, size], [N, classes]
        }
    }

    private static Tensor plain(Tensor tensor) {
        return tensor.to(new org.bytedeco.pytorch.Device(torch.DeviceType.CPU), ScalarType.Float);
    }

    private static Tensor joined(List<Tensor> parts) {
        return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), 0);
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        classifier.network().close();
    }
}
