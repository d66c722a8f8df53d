package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.training.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class CganTest {

    /** The class is ten more values to the first layer, not ten more images: 794 * 1024 + 1024 and the layers behind it. */
    @Test
    void theDiscriminatorIsToldTheClassAsAVector() {
        Cgan recipe = new Cgan();
        Samples digits = new Samples(Shape.image(1, 28, 28), List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        try (Plan plan =
                recipe.plan(OptionValues.defaults(recipe.options()), digits, Device.cpu(), new RandomSource(1))) {
            long parameters =
                    plan.players().get(1).network().parameters().vector().numel();
            assertThat(parameters).isEqualTo(795L * 1024 + 1025 * 512 + 513 * 256 + 257);
        }
    }
}
