package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * A classifier behind a defence. An attack on this knows the defence: its gradients go through it where they can, and else past it,
 * as if it changed nothing (backward pass differentiable approximation, straight through; Athalye, Carlini, Wagner 2018,
 * arXiv:1802.00420, section 4.1). A defence that only hides gradients does not look good here.
 *
 * <p>An attacker who does not know the defence is a {@link Transfer} from the bare classifier.
 *
 * @param classifier behind the defence
 * @param defence in front of it
 */
public record Defended(Victim classifier, Defence defence) implements Victim {

    @Override
    public Shape shape() {
        return classifier.shape();
    }

    @Override
    public int classes() {
        return classifier.classes();
    }

    @Override
    public Device device() {
        return classifier.device();
    }

    @Override
    public Tensor logits(Tensor images) {
        if (defence.differentiable()) {
            return classifier.logits(defence.apply(images));
        }
        Tensor plain = images.detach();
        Tensor defended = defence.apply(plain);
        // The value is the defended image's exactly: x - x is zero. The gradient is that of the identity.
        return classifier.logits(defended.add(images.sub(plain)));
    }
}
