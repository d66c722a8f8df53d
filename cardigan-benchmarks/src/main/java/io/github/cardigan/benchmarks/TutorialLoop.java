package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A GAN's training as a tutorial writes it, in bare libtorch calls: the fake batch made once and detached for the discriminator,
 * the library's dropout, losses and Adam, discriminator gradients computed in the generator's phase too and thrown away. What
 * {@code cardigan bench} compares with; it trains the same networks.
 */
final class TutorialLoop implements AutoCloseable {

    private final Device device;
    private final TutorialNetworks networks;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    /**
     * @param networks closed with this loop
     */
    TutorialLoop(Device device, TutorialNetworks networks) {
        this.device = device;
        this.networks = networks;
        try (TensorScope scope = new TensorScope()) {
            generatorAdam = TensorScope.own(new Adam(vector(networks.generator), new AdamOptions(2e-4)));
            discriminatorAdam = TensorScope.own(new Adam(vector(networks.discriminator), new AdamOptions(2e-4)));
        }
    }

    private static TensorVector vector(List<Tensor> tensors) {
        return new TensorVector(tensors.toArray(Tensor[]::new));
    }

    /**
     * One iteration.
     *
     * @param values real samples {@code [batch, ...sample]}
     */
    void step(float[] values, int batch, RandomSource random) {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = device.move(Tensor.create(values, networks.sample().batch(batch)));
            Tensor fake = networks.generate(random.normal(device, batch, TutorialNetworks.LATENT));

            discriminatorAdam.zero_grad();
            Tensor ones = torch.ones(new long[] {batch, 1}, device.options(torch.ScalarType.Float));
            Tensor zeros = torch.zeros_like(ones);
            Tensor loss = torch.binary_cross_entropy_with_logits(networks.score(real), ones)
                    .add(torch.binary_cross_entropy_with_logits(networks.score(fake.detach()), zeros));
            loss.backward();
            discriminatorAdam.step();

            generatorAdam.zero_grad();
            Tensor generatorLoss = torch.binary_cross_entropy_with_logits(networks.score(fake), ones);
            generatorLoss.backward();
            generatorAdam.step();
            device.await();
        }
    }

    @Override
    public void close() {
        TensorScope.release(generatorAdam);
        TensorScope.release(discriminatorAdam);
        networks.close();
    }
}
