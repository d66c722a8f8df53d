package io.github.cardigan.training;

import org.bytedeco.pytorch.Tensor;

/**
 * What a discriminator learns to say beside its score, and a generator to be understood by: classes (ACGAN, Odena et al. 2016,
 * arXiv:1610.09585), codes (InfoGAN, Chen et al. 2016, arXiv:1606.03657). Losses are scalars in fp32 and are added to those of the game. They may
 * record values.
 */
public interface SideTask {

    /**
     * @param real answers of real samples {@code [N, answers]}
     * @param fake the same of generated ones {@code [M, answers]}
     */
    Tensor discriminatorLoss(Tensor real, Tensor fake, Step step);

    /**
     * @param fake answers of generated samples {@code [M, answers]}
     */
    Tensor generatorLoss(Tensor fake, Step step);
}
