package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Adam;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Product;
import io.github.cardigan.network.Sequential;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class StepTest {

    private static Step step(Product product) {
        return step(product, new RandomSource(3));
    }

    private static Step step(Product product, RandomSource random) {
        return new Step(
                torch.zeros(4, 1, 4, 4),
                torch.zeros(4),
                new Step.Fakes(product.generator().orElse(null), true, true),
                new Step.Moment(1, 0, random));
    }

    @Test
    void aClassifiersStepHasNoFakesAndDrawsNoLatents() {
        RandomSource random = new RandomSource(3);
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(
                        Sequential.of(new Flatten(), Dense.of(2)), TinyGan.SAMPLE, Device.cpu(), new RandomSource(1))) {
            Product classifier = new Classifier(network, List.of("a", "b"));
            Step step = step(classifier, random);
            assertThat(random.state()).isEqualTo(new RandomSource(3).state());
            assertThat(Tensors.shape(step.real())).containsExactly(4, 1, 4, 4);
            for (Runnable asked : List.<Runnable>of(step::z, step::fake, step::fakeWithoutHistory)) {
                assertThatThrownBy(asked::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("expected a training with a generator");
            }
        }
    }

    @Test
    void fakesLastUntilTheirHistoryIsUsedOrTheirGeneratorMoves() {
        AtomicInteger passes = new AtomicInteger();
        try (TensorScope scope = new TensorScope()) {
            Generator generator = Generator.build(
                    Latent.normal(TinyGan.LATENT),
                    Sequential.of(new CountingLayer(passes), TinyGan.plainGeneratorLayers()),
                    Device.cpu(),
                    new RandomSource(1));
            Step step = step(generator);
            step.fakeWithoutHistory();
            step.moved(List.of(), false);
            step.fakeWithoutHistory();
            assertThat(passes).as("a discriminator's move leaves the fakes").hasValue(1);
            step.fake();
            step.moved(List.of(), false);
            step.fakeWithoutHistory();
            assertThat(passes).as("a history is walked back once").hasValue(2);
            step.moved(List.of(), true);
            step.fakeWithoutHistory();
            assertThat(passes).as("another generator makes other fakes").hasValue(3);
            generator.network().close();
        }
    }

    @Test
    void whatANetworkMadeLastsUntilItMovesAndHasAHistoryThoughItIsFrozen() {
        AtomicInteger passes = new AtomicInteger();
        try (TensorScope scope = new TensorScope();
                Network maker = Network.build(Dense.of(2), Shape.of(3), Device.cpu(), new RandomSource(1));
                Network other = Network.build(Dense.of(2), Shape.of(3), Device.cpu(), new RandomSource(2))) {
            Step step = step(new Classifier(maker, List.of("a", "b")));
            Supplier<Tensor> make = () -> {
                passes.incrementAndGet();
                return maker.forward(torch.ones(1, 3), step.pass());
            };
            maker.trainable(false);
            assertThat(step.onceThrough(maker, "made", make).requires_grad()).isTrue();
            step.moved(List.of(player(other)), false);
            step.onceThrough(maker, "made", make);
            assertThat(passes).as("somebody else's move leaves it").hasValue(1);
            step.moved(List.of(player(maker)), false);
            step.onceThrough(maker, "made", make);
            assertThat(passes).as("another network makes something else").hasValue(2);
        }
    }

    /** Else the histories of all accumulated batches would be held until the network moves. */
    @Test
    void whereBatchesAreAccumulatedEachMoveMakesItsOwn() {
        try (TensorScope scope = new TensorScope();
                Network maker = Network.build(Dense.of(2), Shape.of(3), Device.cpu(), new RandomSource(1))) {
            Step step = new Step(
                    torch.zeros(4, 3),
                    torch.zeros(4),
                    new Step.Fakes(null, true, false),
                    new Step.Moment(1, 0, new RandomSource(3)));
            maker.trainable(false);
            Supplier<Tensor> make = () -> maker.forward(torch.ones(1, 3), step.pass());
            Tensor first = step.onceThrough(maker, "made", make);
            assertThat(first.requires_grad()).isFalse();
            assertThat(step.onceThrough(maker, "made", make).data_ptr().address())
                    .isNotEqualTo(first.data_ptr().address());
        }
    }

    private static Player player(Network network) {
        return new Player(
                "somebody",
                network,
                new Adam(network.parameters(), 0.5, 0.999, 1e-8),
                0.1,
                Schedule.parse("constant"),
                0,
                List.of());
    }
}
