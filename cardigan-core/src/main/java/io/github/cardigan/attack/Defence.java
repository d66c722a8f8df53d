package io.github.cardigan.attack;

import org.bytedeco.pytorch.Tensor;

/** Something done to images before a classifier reads them, in the hope that it undoes an attack. */
public interface Defence {

    /** What it is called: {@code bit-depth-1}. */
    String name();

    /**
     * @param images {@code [N, channels, height, width]} in [-1, 1]
     * @return images of the same shape in [-1, 1], each by itself, owned by the current scope
     */
    Tensor apply(Tensor images);

    /**
     * Whether gradients pass through {@link #apply} and tell the truth. Where not, an attacker who knows the defence takes it for
     * the identity on the way back.
     */
    default boolean differentiable() {
        return false;
    }

    /** The classifier behind this defence, as an attacker sees it who knows both. */
    default Victim before(Victim classifier) {
        return new Defended(classifier, this);
    }
}
