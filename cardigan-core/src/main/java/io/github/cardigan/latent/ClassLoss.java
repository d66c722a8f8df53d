package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code -log p(label | G(z))} in nats under a classifier: what to make small for samples of one class (activation maximisation in
 * a generator's latent space, Nguyen et al. 2016, arXiv:1605.09304).
 */
public final class ClassLoss implements LatentLoss {

    private final Classifier classifier;
    private final int label;

    /**
     * @param classifier is frozen; whoever made it closes it
     * @param label which class, from 0
     * @throws ConfigurationException if there is no such class
     */
    public ClassLoss(Classifier classifier, int label) {
        if (label < 0 || label >= classifier.classes().size()) {
            throw new ConfigurationException(
                    "expected a label from 0 to %d, got %d"
                            .formatted(classifier.classes().size() - 1, label),
                    "the classes are " + String.join(", ", classifier.classes()));
        }
        classifier.network().trainable(false);
        this.classifier = classifier;
        this.label = label;
    }

    @Override
    public Tensor perSample(Tensor z, Tensor samples) {
        Tensor logits = classifier.logits(samples, Pass.inference()); // [N, classes]
        return torch.log_softmax(logits, 1).select(1, label).neg(); // [N]
    }

    @Override
    public void requireShape(Shape sample) {
        Shape wanted = classifier.network().inputShape();
        if (!sample.equals(wanted)) {
            throw new ConfigurationException(
                    "expected a generator of " + wanted + " as the classifier takes them, got one of " + sample,
                    "train both on data of one size and the same channels");
        }
    }
}
