package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Penultimate;
import io.github.cardigan.network.ShapeException;
import io.github.cardigan.training.Memory;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A trained classifier that a loss looks at images with: what its last layer is given. Its weights stay as they are. */
final class ClassifierEyes implements Memory {

    static final Option<String> MODEL =
            ModelPath.option("features", "The classifier whose features self-space=features compares.");

    private final Model model;
    private final Penultimate features;

    private ClassifierEyes(Model model, Penultimate features) {
        this.model = model;
        this.features = features;
    }

    /**
     * @param image the shape of what it is to look at
     * @throws ConfigurationException if there is no such classifier, or it looks at other images
     */
    static ClassifierEyes open(Path path, Shape image, Device device) {
        Model model = Model.load(path, device);
        try {
            Shape seen = model.classifier().shape();
            if (!seen.equals(image)) {
                throw new ConfigurationException(
                        "expected a classifier of images of " + image + " after features=, but that of " + path
                                + " looks at " + seen,
                        "train one on data of this size");
            }
            return new ClassifierEyes(model, Penultimate.of(model.classifier().network()));
        } catch (ShapeException e) {
            model.close();
            throw new ConfigurationException(
                    "expected a classifier whose features can be asked for after features=, got " + path
                            + ", whose last layer is not dense",
                    "a classifier of train classifier has them",
                    e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** {@code [N, size]} in fp32, with the history of the images. */
    Tensor look(Tensor images) {
        return features.forward(images, Pass.inference()).features().to(ScalarType.Float);
    }

    @Override
    public String name() {
        return "features";
    }

    @Override
    public Map<String, Tensor> state() {
        return model.classifier().network().state();
    }

    @Override
    public void close() {
        model.close();
    }
}
