package io.github.cardigan.training;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Draws a player's weights to the mean of what they were (Salimans et al. 2016, arXiv:1606.03498, section 3.3): adds {@code weight
 * ||theta - mean||^2} to its loss, where the mean is over the weights at all earlier updates and counts as a constant. The gradient,
 * {@code 2 weight (theta - mean)}, is added directly: between the backward pass and the update, before gradients are clipped.
 *
 * <p>In fp32 the mean hardly moves any more after some hundred thousand updates, nor would it in exact numbers.
 */
public final class HistoricalAveraging implements UpdateRule, Memory {

    private final String name;
    private final double weight;
    private final Tensor mean;

    /**
     * @param name of what is remembered, unique in its plan
     * @param parameters the player's
     * @param weight of the penalty, above 0
     */
    public HistoricalAveraging(String name, FlatTensors parameters, double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a weight above 0, got " + weight);
        }
        this.name = name;
        this.weight = weight;
        mean = TensorScope.own(torch.zeros_like(parameters.vector()));
    }

    /**
     * Adds the penalty's gradient, then takes the present weights into the mean. Once for each update.
     *
     * @param updates how many updates were made so far, from 0: the optimizer's steps. With 0 there is no past, and no gradient.
     */
    @Override
    public void beforeUpdate(FlatTensors parameters, long updates) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            if (updates == 0) {
                mean.copy_(parameters.vector());
                return;
            }
            Tensor away = parameters.vector().sub(mean);
            parameters.gradient().add_(away, new Scalar(2 * weight));
            mean.add_(away, new Scalar(1.0 / (updates + 1)));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("mean", mean);
    }

    @Override
    public void close() {
        TensorScope.release(mean);
    }
}
