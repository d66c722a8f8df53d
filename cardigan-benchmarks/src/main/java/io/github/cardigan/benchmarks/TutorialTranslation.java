package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The training of a translator as a tutorial writes it: the library's losses and Adam, one for each network, no network frozen while another one moves, so
 * that the critics' gradients are also computed in the generators' move and thrown away. The layers are the recipe's own.
 */
final class TutorialTranslation implements AutoCloseable {

    private final Map<String, Network> networks;
    private final List<Adam> generators = new ArrayList<>();
    private final List<Adam> critics = new ArrayList<>();

    /**
     * @param networks by the names that the steps below use; closed by their owner
     * @param generatorNames which of them translate
     */
    TutorialTranslation(Map<String, Network> networks, List<String> generatorNames) {
        this.networks = networks;
        try (TensorScope scope = new TensorScope()) {
            networks.forEach((name, network) -> {
                network.trainable(true);
                Tensor[] weights = network.parameters().views().values().toArray(Tensor[]::new);
                Adam adam = TensorScope.own(new Adam(new TensorVector(weights), new AdamOptions(2e-4)));
                (generatorNames.contains(name) ? generators : critics).add(adam);
            });
        }
    }

    /** Pix2Pix with networks {@code g} and {@code d}; source and target {@code [N, C, H, W]}. */
    void pairs(Tensor source, Tensor target, Pass pass) {
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = run("g", source, pass);
            zero();
            entropy(run("d", beside(source, target), pass), true)
                    .add(entropy(run("d", beside(source, fake.detach()), pass), false))
                    .mul(new Scalar(0.5))
                    .backward();
            step(critics);
            zero();
            entropy(run("d", beside(source, fake), pass), true)
                    .add(distance(fake, target).mul(new Scalar(100.0)))
                    .backward();
            step(generators);
        }
    }

    /** CycleGAN with networks {@code g}, {@code f}, {@code da} and {@code db}, without its pool; both {@code [N, C, H, W]}. */
    void domains(Tensor a, Tensor b, Pass pass) {
        try (TensorScope scope = new TensorScope()) {
            Tensor fakeB = run("g", a, pass);
            Tensor fakeA = run("f", b, pass);
            zero();
            square(run("db", fakeB, pass), 1)
                    .add(square(run("da", fakeA, pass), 1))
                    .add(distance(run("f", fakeB, pass), a).mul(new Scalar(10.0)))
                    .add(distance(run("g", fakeA, pass), b).mul(new Scalar(10.0)))
                    .add(distance(run("g", b, pass), b).mul(new Scalar(5.0)))
                    .add(distance(run("f", a, pass), a).mul(new Scalar(5.0)))
                    .backward();
            step(generators);
            zero();
            square(run("da", a, pass), 1)
                    .add(square(run("da", fakeA.detach(), pass), 0))
                    .add(square(run("db", b, pass), 1))
                    .add(square(run("db", fakeB.detach(), pass), 0))
                    .mul(new Scalar(0.5))
                    .backward();
            step(critics);
        }
    }

    private Tensor run(String name, Tensor x, Pass pass) {
        Network network = networks.get(name);
        if (network == null) {
            throw new IllegalArgumentException("expected a network called '" + name + "', got " + networks.keySet());
        }
        return network.forward(x, pass);
    }

    private static Tensor beside(Tensor image, Tensor other) {
        return torch.cat(new TensorVector(image, other), 1);
    }

    private static Tensor distance(Tensor image, Tensor other) {
        return image.sub(other).abs().mean();
    }

    private static Tensor square(Tensor scores, double target) {
        return scores.sub(new Scalar(target)).square().mean();
    }

    private static Tensor entropy(Tensor scores, boolean real) {
        Tensor target = real ? torch.ones_like(scores) : torch.zeros_like(scores);
        return torch.binary_cross_entropy_with_logits(scores, target);
    }

    /** Of all networks: one that did not move has gathered gradients that are not its own. */
    private void zero() {
        networks.values().forEach(network -> network.parameters().zeroGradient());
    }

    private static void step(List<Adam> optimizers) {
        optimizers.forEach(Adam::step);
    }

    @Override
    public void close() {
        generators.forEach(TensorScope::release);
        critics.forEach(TensorScope::release);
    }
}
