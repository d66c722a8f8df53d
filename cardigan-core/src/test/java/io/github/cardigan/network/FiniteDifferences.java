package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gradients against central finite differences.
 *
 * <p>In double precision with steps of 1e-5 the difference quotient errs by about 1e-10 (the step squared, and 1e-16 rounding over
 * 1e-5), times derivatives of up to a few hundred: 1e-6 relative is safe and still far below any real mistake. Each tensor is
 * moved along random directions, which a wrong gradient does not survive. Random inputs stay away from kinks.
 */
final class FiniteDifferences {

    private static final int DIRECTIONS = 4;
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    private FiniteDifferences() {}

    static Tensor noiseLike(Tensor tensor, RandomSource random) {
        return random.normal(Device.cpu(), Tensors.shape(tensor)).to(ScalarType.Double);
    }

    /**
     * Runs backward from the loss and checks each variable's gradient.
     *
     * @param variables leaves in double precision, by name
     * @param loss computes the same scalar anew from their present values
     */
    static void require(Map<String, Tensor> variables, RandomSource random, Supplier<Tensor> loss) {
        loss.get().backward();
        variables.forEach((name, variable) -> {
            assertThat(variable.grad().defined()).as("%s has a gradient", name).isTrue();
            for (int i = 0; i < DIRECTIONS; i++) {
                Tensor direction = noiseLike(variable, random);
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
        move(variable, home.add(direction, new Scalar(STEP)));
        double up = loss.get().item_double();
        move(variable, home.sub(direction, new Scalar(STEP)));
        double down = loss.get().item_double();
        move(variable, home);
        return (up - down) / (2 * STEP);
    }

    private static void move(Tensor variable, Tensor place) {
        try (NoGrad noGrad = new NoGrad()) {
            variable.copy_(place);
        }
    }
}
