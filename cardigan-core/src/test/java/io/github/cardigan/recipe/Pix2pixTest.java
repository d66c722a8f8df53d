package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Pix2pixTest {

    private static final Pix2pix RECIPE = new Pix2pix();

    static Dataset outlines(String source, ImageSize size) {
        return PairSets.open(
                        "edges:" + source,
                        size,
                        Split.TRAIN,
                        name -> EmbeddedSets.open(name, size).orElseThrow(),
                        notice -> {})
                .orElseThrow();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "8"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    private static List<Map<String, Double>> train(int steps, Map<String, String> set) {
        try (Dataset data = outlines("digits:200", new ImageSize(16, 16))) {
            return RecordedRows.of(RECIPE, options(set), data, steps, 4);
        }
    }

    /** Where the pixels are all there is, the loss is their distance times the weight, nothing else. */
    @Test
    void withoutAnAdversaryTheLossIsTheWeighedDistance() {
        for (Map<String, Double> row : train(3, Map.of("adversarial", "0", "l1", "7"))) {
            assertThat(row.get("generator_loss")).isEqualTo(7 * row.get("l1"), within(1e-5));
            assertThat(row).doesNotContainKey("d_real");
        }
    }

    @Test
    void itLearnsToFillOutlines() {
        List<Map<String, Double>> rows = train(
                300, Map.of("generator-learning-rate", "0.001", "dropout", "0", "generator", "resnet", "blocks", "1"));
        double before = RecordedRows.mean(rows.subList(0, 10), "l1");
        double after = RecordedRows.mean(rows.subList(280, 300), "l1");
        assertThat(after).isLessThan(0.35 * before);
        assertThat(RecordedRows.mean(rows.subList(280, 300), "d_real"))
                .isGreaterThan(RecordedRows.mean(rows.subList(280, 300), "d_fake"));
    }

    @Test
    void theOtherDirectionReadsTheSecondImage() {
        try (Dataset data = outlines("shapes:10", new ImageSize(16, 16))) {
            Dataset turned =
                    RECIPE.holdOut(options(Map.of("direction", "ba")), data, 1).training();
            assertThat(turned.pair()).contains(new ImagePair(3, 1));
            try (Plan plan = RECIPE.plan(options(Map.of()), turned, Device.cpu(), new RandomSource(1))) {
                Translator translator = (Translator) plan.product();
                assertThat(translator.input().channels()).isEqualTo(3);
                assertThat(translator.output().channels()).isEqualTo(1);
            }
            assertThat(RECIPE.holdOut(options(Map.of()), data, 1).training()).isSameAs(data);
        }
    }

    @Test
    void singleImagesAndUnboundedCriticsAreRefused() {
        try (Dataset digits = EmbeddedSets.open("digits:10", null).orElseThrow();
                Dataset data = outlines("digits:10", new ImageSize(16, 16))) {
            assertThatThrownBy(() -> RECIPE.plan(options(Map.of()), digits, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("pix2pix expects pairs of images, got samples of [1, 28, 28]");
            assertThatThrownBy(() -> RECIPE.plan(
                            options(Map.of("objective", "wasserstein")),
                            Samples.of(data),
                            Device.cpu(),
                            new RandomSource(1)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("for patches, got wasserstein");
        }
    }
}
