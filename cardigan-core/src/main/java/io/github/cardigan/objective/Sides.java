package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;

/** On which side of its target a slope costs something. */
public enum Sides {
    /** Only steeper ones: the slope may be anything up to the target (Petzka et al. 2017, arXiv:1709.08894). */
    ONE {
        @Override
        Tensor excess(Tensor overTarget) {
            return overTarget.relu();
        }
    },
    /** Steeper and flatter ones: the slope is drawn to the target (Gulrajani et al. 2017, arXiv:1704.00028, section 4). */
    TWO {
        @Override
        Tensor excess(Tensor overTarget) {
            return overTarget;
        }
    };

    /** The part of {@code slope - target} that costs. */
    abstract Tensor excess(Tensor overTarget);
}
