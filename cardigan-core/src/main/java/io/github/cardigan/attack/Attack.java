package io.github.cardigan.attack;

import org.bytedeco.pytorch.Tensor;

/**
 * Moves images a little so that a classifier reads them wrongly (Szegedy et al. 2013, arXiv:1312.6199).
 *
 * <p>Each image is attacked by itself: the result depends on the model, the image, its label and its random source, not on the
 * others in the batch, up to the rounding of kernels for another batch size.
 */
public interface Attack {

    /** What it is called, with what sets it apart: {@code pgd-50-10}. */
    String name();

    /**
     * Attacks images. Those that are read as the attacker wants already come back unchanged.
     *
     * @param victim what is attacked
     * @param images {@code [N, ...]} in [-1, 1], on the victim's device
     * @param labels what they show, {@code [N]}, 64-bit integers from 0
     * @param random one source per image; deterministic attacks leave it alone
     * @return images of the same shape in [-1, 1] without history, owned by the current scope; whether they fool the victim remains
     *     to be seen
     */
    Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random);

    /**
     * The same, but images that the victim reads as wanted already are moved on as well, for another model may read them rightly: what a
     * {@link Transfer} shows. Attacks that look for the nearest image have found it there and leave it as it is.
     */
    default Tensor perturbAll(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return perturb(victim, images, labels, random);
    }
}
