package io.github.cardigan.objective;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * DRAGAN's penalty (Kodali et al. 2017, arXiv:1705.07215): the mean of {@code (||grad D(x^)|| - 1)^2} near real
 * samples only. Its usual weight is 10.
 *
 * <p>The paper writes {@code x^ = x + d} with normal noise d; its authors' published program, and everybody since, draws otherwise, and
 * so do we: {@code x^ = x + u c std(x) d}, d uniform in [0, 1) for each value, u uniform in [0, 1) for each sample, std(x) one
 * number over all values of the batch.
 *
 * @param noise c, the noise's range in standard deviations of the data, above 0; the authors take 0.5
 */
public record Dragan(double noise) implements Penalty {

    public Dragan {
        Require.positive("noise", noise);
    }

    /** As published. */
    public Dragan() {
        this(0.5);
    }

    @Override
    public Tensor of(Critic critic, Tensor real, Tensor fake, RandomSource random) {
        Tensor x = Slopes.plain(real);
        Tensor d = random.uniform(Device.cpu(), 0, 1, Tensors.shape(x)).to(x);
        Tensor u = Slopes.uniformPerSample(x, random);
        Tensor range = x.std(false).mul(new Scalar(noise)); // of this batch as it is, not an estimate for others
        return new GradientPenalty().at(x.add(range.mul(d).mul(u)), critic);
    }
}
