package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.LayerCases.LayerCase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives of every layer against central finite differences, in training and at inference.
 *
 * <p>In double precision with steps of 1e-5 the difference quotient errs by about 1e-10 (the step squared, and 1e-16 rounding over
 * 1e-5), times derivatives of up to a few hundred: 1e-6 relative is safe and still far below any real mistake. Each tensor is
 * moved along random directions, which a wrong gradient does not survive. Random inputs stay away from kinks.
 */
class LayerGradientTest {

    private static final int DIRECTIONS = 4;
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    static Stream<LayerCase> layers() {
        return LayerCases.all();
    }

    static Stream<LayerCase> differentiableLayers() {
        return LayerCases.all().filter(LayerCase::differentiable);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientOfARandomProjectionEqualsFiniteDifferences(LayerCase layerCase) {
        for (boolean training : new boolean[] {true, false}) {
            try (TensorScope scope = new TensorScope()) {
                Setup setup = new Setup(layerCase);
                Tensor projection = setup.noiseLike(setup.layer.forward(setup.x, training));
                setup.check(() ->
                        setup.layer.forward(setup.x, training).mul(projection).sum());
            }
        }
    }

    /** What WGAN-GP and R1 differentiate: the squared norm of the gradient with respect to the input. */
    @ParameterizedTest
    @MethodSource("differentiableLayers")
    void gradientOfAGradientPenaltyEqualsFiniteDifferences(LayerCase layerCase) {
        for (boolean training : new boolean[] {true, false}) {
            try (TensorScope scope = new TensorScope()) {
                Setup setup = new Setup(layerCase);
                Tensor projection = setup.noiseLike(setup.layer.forward(setup.x, training));
                setup.check(() -> {
                    // tanh, so that the gradient of a linear layer depends on its input and its bias too
                    Tensor output =
                            setup.layer.forward(setup.x, training).tanh().mul(projection);
                    return Gradients.of(output.sum(), setup.x, true).square().sum();
                });
            }
        }
    }

    private static final class Setup {

        final RandomSource random = new RandomSource(5);
        final DoubleLayer layer;
        final Tensor x;
        final Map<String, Tensor> variables = new LinkedHashMap<>();

        Setup(LayerCase layerCase) {
            layer = new DoubleLayer(layerCase.layer(), layerCase.input(), random);
            x = layerCase.inputs(3, random);
            if (layerCase.differentiable()) {
                x.set_requires_grad(true);
                variables.put("input", x);
            }
            variables.putAll(layer.parameters());
        }

        Tensor noiseLike(Tensor tensor) {
            return random.normal(Device.cpu(), Tensors.shape(tensor)).to(ScalarType.Double);
        }

        void check(Supplier<Tensor> loss) {
            loss.get().backward();
            variables.forEach((name, variable) -> {
                assertThat(variable.grad().defined())
                        .as("%s has a gradient", name)
                        .isTrue();
                for (int i = 0; i < DIRECTIONS; i++) {
                    Tensor direction = noiseLike(variable);
                    double analytic = variable.grad().mul(direction).sum().item_double();
                    double numeric = slope(variable, direction, loss);
                    assertThat(analytic)
                            .as("slope along a direction of %s", name)
                            .isCloseTo(numeric, within(TOLERANCE * (1 + Math.abs(numeric))));
                }
            });
        }

        private static double slope(Tensor variable, Tensor direction, Supplier<Tensor> loss) {
            Tensor home = variable.detach().clone();
            double up = move(variable, home, direction, STEP, loss);
            double down = move(variable, home, direction, -STEP, loss);
            move(variable, home, direction, 0, loss);
            return (up - down) / (2 * STEP);
        }

        private static double move(Tensor variable, Tensor home, Tensor direction, double step, Supplier<Tensor> loss) {
            try (NoGrad noGrad = new NoGrad()) {
                variable.copy_(home.add(direction.mul(new Scalar(step))));
            }
            return loss.get().item_double();
        }
    }
}
