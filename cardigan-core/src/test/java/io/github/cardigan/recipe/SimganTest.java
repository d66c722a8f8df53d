package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.SideSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimganTest {

    private static final Simgan RECIPE = new Simgan();
    private static final ImageSize SIZE = new ImageSize(16, 16);

    private static Dataset open(String name) {
        return PairSets.open(name, SIZE, Split.TRAIN, SimganTest::open, notice -> {})
                .or(() -> SideSets.open(name, SimganTest::open))
                .or(() -> EmbeddedSets.open(name, SIZE))
                .orElseThrow();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "8", "blocks", "1"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    /** What a training of some steps tells, and the weights of both players after each of them. */
    private record Told(List<Map<String, Double>> rows, List<List<float[]>> weights) {

        boolean moved(int player, int step) {
            return !java.util.Arrays.equals(
                    weights.get(step - 1).get(player), weights.get(step).get(player));
        }
    }

    private static Told train(String data, int steps, Map<String, String> set) {
        List<Map<String, Double>> rows = new ArrayList<>();
        List<List<float[]>> weights = new ArrayList<>();
        Natives.setThreads(1);
        try (Dataset opened = open(data);
                Trainer trainer = new Trainer(
                        RECIPE.plan(options(set), opened, Device.cpu(), new RandomSource(1)),
                        opened,
                        new TrainingSettings(8, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            weights.add(weights(trainer));
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    rows.add(report.values());
                    weights.add(weights(stepped));
                }
            });
            trainer.run(Budget.steps(steps));
        }
        return new Told(rows, weights);
    }

    private static List<float[]> weights(Trainer trainer) {
        return trainer.plan().players().stream()
                .map(Player::network)
                .map(network -> Tensors.toFloats(network.parameters().vector()))
                .toList();
    }

    /** Algorithm 1: the refiner alone, the discriminator alone, then both. */
    @Test
    void theScheduleIsThePapers() {
        Told told = train("domains:digits:40,digits:50", 6, Map.of("refiner-alone", "2", "discriminator-alone", "2"));
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(step -> told.moved(0, step)))
                .as("refiner")
                .containsExactly(true, true, false, false, true, true);
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(step -> told.moved(1, step)))
                .as("discriminator")
                .containsExactly(false, false, true, true, true, true);
        assertThat(told.rows().get(1)).doesNotContainKey("d_real").containsKey("self");
        assertThat(told.rows().get(3)).containsKey("d_real").doesNotContainKey("self");
    }

    @Test
    void aloneTheRefinerLearnsToLeaveImagesAsTheyAre() {
        Told told = train(
                "domains:digits:400,digits:400",
                150,
                Map.of("refiner-alone", "150", "generator-learning-rate", "0.003"));
        assertThat(told.rows().get(149).get("self"))
                .isLessThan(0.2 * told.rows().get(0).get("self"));
    }

    /** Derivatives do not see a shade, the mean of colours does not see a hue: psi(R(x)) = psi(x) for what only changes these. */
    @Test
    void spacesSeeWhatTheirNamesSay() {
        for (String space : List.of("pixels", "derivatives", "colour-mean")) {
            Told told = train("domains:shapes:40,shapes:50", 1, Map.of("refiner-alone", "1", "self-space", space));
            assertThat(told.rows().get(0).get("refiner_alone_loss"))
                    .as(space)
                    .isEqualTo(told.rows().get(0).get("self"), within(1e-6));
        }
    }

    @Test
    void greyAndColourAreRefusedUnlessBroughtTogether() {
        try (Dataset mixed = open("domains:digits:10,shapes:10")) {
            assertThatThrownBy(() -> RECIPE.plan(options(Map.of()), mixed, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("simgan expects both domains grey or both in colour, got images of 1 and 3 channels");
        }
        try (Dataset colour = open("domains:colour:digits:10,shapes:10")) {
            RECIPE.plan(options(Map.of()), colour, Device.cpu(), new RandomSource(1))
                    .close();
        }
    }
}
