package io.github.cardigan.latent;

import io.github.cardigan.engine.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The less the better a person would like it: minus the score that a {@link RidgeRegression} on the person's own scores predicts, in
 * standard deviations from their mean. Climbing a preference model in the latent space is the generative part of a visual
 * recommender (Kang et al. 2017, arXiv:1711.02231); they learn from purchases and climb in the images' features, which {@link
 * LatentFeatures} leaves open.
 */
public final class PreferenceLoss implements LatentLoss {

    private final RidgeRegression preference;
    private final LatentFeatures features;
    private final Device device;

    /**
     * @param preference fitted on these features
     * @param device the generator's
     */
    public PreferenceLoss(RidgeRegression preference, LatentFeatures features, Device device) {
        this.preference = preference;
        this.features = features;
        this.device = device;
    }

    @Override
    public Tensor perSample(Tensor z, Tensor samples) {
        double[] weights = preference.weights();
        float[] direction = new float[weights.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (weights[i] / preference.deviation());
        }
        double offset = (preference.intercept() - preference.mean()) / preference.deviation();
        Tensor score = features.of(z, samples)
                .matmul(device.move(Tensor.create(direction, direction.length)))
                .add(new Scalar(offset));
        return score.neg(); // [N]
    }
}
