package io.github.cardigan.attack;

import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Attacks one model and shows the result to another (Szegedy et al. 2013, arXiv:1312.6199, section 4.3). This is how one attacks a
 * model whose gradients are out of reach, a {@link Surrogate} in its place, and how one attacks a defended model without knowing of
 * the defence: the classifier behind it is then the source.
 *
 * <p>Every image is moved, those too that the source misreads by itself: the victim may read them rightly. DeepFool and Carlini and
 * Wagner, which look for the nearest image that the source misreads, leave these where they are.
 *
 * @param attack what is done to the source
 * @param source whose gradients are followed, with the victim's classes in the victim's order; images the victim reads wrongly anyway
 *     are left to whoever measures
 */
public record Transfer(Attack attack, Victim source) implements Attack {

    @Override
    public String name() {
        return attack.name() + "-transferred";
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(attack.perturbAll(source, images.detach().clone(), labels, random));
        }
    }
}
