package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.training.TinyGan;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatentsTest {

    private Generator generator;

    @BeforeEach
    void build() {
        Natives.setThreads(1);
        generator = Generator.build(
                Latent.normal(TinyGan.LATENT), TinyGan.generatorLayers(), Device.cpu(), new RandomSource(1));
    }

    @AfterEach
    void close() {
        generator.network().close();
    }

    /** So that a seed means the same to every command. */
    @Test
    void theLatentsOfASeedGiveTheSamplesOfTheModel() {
        List<float[]> latents = Latents.row(generator.latent(), 7, 70);
        assertThat(Latents.generate(generator, latents)).isEqualTo(Model.sample(generator, 0, 70, 7));
        assertThat(Latents.generate(generator, List.of(Latents.of(generator.latent(), 7))))
                .isEqualTo(Model.sample(generator, 0, 1, 7));
    }

    @Test
    void aSampleDependsOnItsLatentAlone() {
        List<float[]> latents = Latents.row(generator.latent(), 7, 70);
        float[] all = Latents.generate(generator, latents);
        assertThat(Latents.generate(generator, latents.subList(66, 68)))
                .isEqualTo(Arrays.copyOfRange(all, 66 * 16, 68 * 16));
    }

    @Test
    void latentsOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> Latents.generate(generator, List.of(new float[5])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected latents of 6 values, got one of 5");
        assertThatThrownBy(() -> Latents.generate(generator, List.of())).hasMessageContaining("got none");
    }

    /** The root mean square of the length over 4,000 latents of 25 values, whose relative error is about 0.2 %. */
    @Test
    void theTypicalLengthIsThatOfDrawnLatents() {
        for (Latent latent : List.of(Latent.normal(25), Latent.uniform(25))) {
            double squares = Latents.row(latent, 3, 4000).stream()
                    .mapToDouble(z -> Math.pow(Latents.length(z), 2))
                    .average()
                    .orElseThrow();
            assertThat(Math.sqrt(squares)).isCloseTo(Latents.typicalLength(latent), within(0.05));
        }
        assertThat(Latents.length(new float[] {3, 4})).isEqualTo(5);
    }
}
