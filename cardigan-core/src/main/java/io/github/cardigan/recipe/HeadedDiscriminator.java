package io.github.cardigan.recipe;

import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A discriminator that says more of a sample than whether it is real, all from the same features.
 *
 * @param network from a sample to {@code [1 + ...]}: the score, then what else is asked of it
 */
record HeadedDiscriminator(Network network) {

    /**
     * What was said of a batch.
     *
     * @param outputs {@code [N, 1 + ...]} in fp32
     */
    record Verdict(Tensor outputs) {

        /** D(x), a logit, {@code [N]}. */
        Tensor score() {
            return outputs.select(1, 0);
        }

        /** Some of the numbers after the score, {@code [N, count]}. */
        Tensor after(int first, int count) {
            return outputs.narrow(1, 1L + first, count);
        }
    }

    Verdict of(Tensor samples, Pass pass) {
        return new Verdict(network.forward(samples, pass).to(ScalarType.Float));
    }

    /**
     * Of real and of generated samples. In one pass where each sample is judged alone; else in one pass each, so that batch statistics do not
     * give the fakes away.
     */
    List<Verdict> ofBoth(Tensor real, Tensor fake, Pass pass) {
        if (network.layers().mixesSamples(network.inputShape())) {
            return List.of(of(real, pass), of(fake, pass));
        }
        Tensor outputs = of(torch.cat(new TensorVector(real, fake.to(real.scalar_type())), 0), pass)
                .outputs();
        long n = real.size(0);
        return List.of(new Verdict(outputs.narrow(0, 0, n)), new Verdict(outputs.narrow(0, n, outputs.size(0) - n)));
    }
}
