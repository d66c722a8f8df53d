package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.TestSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SimganTest {

    private static final Simgan RECIPE = new Simgan();
    private static final ImageSize SIZE = new ImageSize(16, 16);

    private static Dataset open(String name) {
        return TestSets.open(name, SIZE);
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "8", "blocks", "1"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    /** What a training of some steps tells, and the weights of both players after each of them. */
    private record Told(List<Map<String, Double>> rows, List<List<float[]>> weights) {

        boolean moved(int player, int step) {
            return !Arrays.equals(
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

    private static float[] psi(Simgan.SelfSpace space, float[] image, long... shape) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toFloats(Simgan.of(space, Tensor.create(image, shape)));
        }
    }

    /** Of two lines {@code 0 1/4 1} and {@code 1/2 -1/4 1/8}: three differences downwards and four to the right. */
    @Test
    void derivativesAreTheDifferencesOfNeighbours() {
        assertThat(psi(Simgan.SelfSpace.DERIVATIVES, new float[] {0, 0.25f, 1, 0.5f, -0.25f, 0.125f}, 1, 1, 2, 3))
                .containsExactlyInAnyOrder(0.5f, -0.5f, -0.875f, 0.25f, 0.75f, -0.75f, 0.375f);
    }

    /** Both channels, both images, each by itself. */
    @Test
    void derivativesAreThoseOfEveryChannelOfEveryImage() {
        float[] image = {0, 1, 0, 3, 0, 5, 0, 7}; // [2, 2, 1, 2]: nothing lies below anything
        assertThat(psi(Simgan.SelfSpace.DERIVATIVES, image, 2, 2, 1, 2)).containsExactly(1, 3, 5, 7);
    }

    @Test
    void theColourMeanIsTheMeanOfThreeChannels() {
        float[] image = {0.75f, 0, 0, 0.5f, 0, -1}; // two pixels: red, green, blue
        assertThat(psi(Simgan.SelfSpace.COLOUR_MEAN, image, 1, 3, 1, 2)).containsExactly(0.25f, -1f / 6);
    }

    /** A shade that all pixels have in common keeps derivatives, a hue of mean 0 keeps the mean of colours, pixels are kept by neither. */
    @Test
    void spacesSeeWhatTheirNamesSay() {
        int pixels = 4 * 4;
        float[] image = new float[3 * pixels];
        float[] shaded = new float[image.length];
        float[] hued = new float[image.length];
        float[] hue = {0.25f, 0.125f, -0.375f};
        for (int i = 0; i < image.length; i++) {
            image[i] = (i * 37 % 64 - 32) / 64f; // exact in single precision, as all that follows
            shaded[i] = image[i] + 0.25f;
            hued[i] = image[i] + (i % 4 < 2 ? hue[i / pixels] : 0); // the left half
        }
        assertThat(changed(Simgan.SelfSpace.PIXELS, image, shaded)).isEqualTo(0.25, within(1e-6));
        assertThat(changed(Simgan.SelfSpace.DERIVATIVES, image, shaded)).isZero();
        assertThat(changed(Simgan.SelfSpace.COLOUR_MEAN, image, shaded)).isEqualTo(0.25, within(1e-6));
        assertThat(changed(Simgan.SelfSpace.PIXELS, image, hued)).isEqualTo(0.125, within(1e-6)); // 1/4 in half of all
        // an edge of 1/4 on average at 4 of 24 places: 12 downwards, 12 to the right
        assertThat(changed(Simgan.SelfSpace.DERIVATIVES, image, hued)).isEqualTo(0.25 * 4 / 24, within(1e-6));
        assertThat(changed(Simgan.SelfSpace.COLOUR_MEAN, image, hued)).isZero();
    }

    private static double changed(Simgan.SelfSpace space, float[] image, float[] other) {
        float[] before = psi(space, image, 1, 3, 4, 4);
        float[] after = psi(space, other, 1, 3, 4, 4);
        assertThat(after).hasSameSizeAs(before);
        return IntStream.range(0, before.length)
                .mapToDouble(i -> Math.abs(after[i] - before[i]))
                .average()
                .orElseThrow();
    }

    /**
     * Equation 4 and equation 2 of the paper, patch by patch: {@code E -log(1 - D(R(x))) + lambda E|psi(R(x)) - psi(x)|} where D says what is refined, here
     * what is real; the discriminator then sees what the moved refiner makes.
     */
    @Test
    void theLossesAreThePapers() {
        for (Simgan.SelfSpace space : EnumSet.complementOf(EnumSet.of(Simgan.SelfSpace.FEATURES))) {
            OptionValues options = options(Map.of(
                    "refiner-alone", "0",
                    "discriminator-alone", "0",
                    "refiner-steps", "1",
                    "history", "0",
                    "self", "7",
                    "self-space", Option.show(space),
                    "generator-learning-rate", "0.01"));
            try (TensorScope scope = new TensorScope();
                    Dataset data = open("domains:shapes:40,colour:digits:50");
                    FirstTranslation first = FirstTranslation.of(RECIPE, data, options)) {
                Tensor simulated = first.images(0, 3);
                Tensor refined = FirstTranslation.translated(first.there(), simulated);
                Network judge = first.before().get("discriminator");
                double self = space(space, Tensors.toFloats(refined), Tensors.toFloats(simulated));
                assertThat(first.values().get("self")).as(space + "").isEqualTo(self, within(1e-5));
                assertThat(first.values().get("generator_loss"))
                        .as(space + "")
                        .isEqualTo(
                                FirstStep.meanSoftplus(FirstTranslation.scores(judge, refined), -1) + 7 * self,
                                within(1e-5));
                Translator moved = new Translator(first.after().get("generator"));
                Tensor now = FirstTranslation.translated(moved, simulated);
                assertThat(first.values().get("discriminator_loss"))
                        .as(space + "")
                        .isEqualTo(
                                FirstStep.meanSoftplus(FirstTranslation.scores(judge, first.images(3, 3)), -1)
                                        + FirstStep.meanSoftplus(FirstTranslation.scores(judge, now), 1),
                                within(1e-5));
            }
        }
    }

    /** The mean distance in one of the spaces, pixel by pixel, of colour images of 16x16. */
    private static double space(Simgan.SelfSpace space, float[] images, float[] others) {
        int side = SIZE.width();
        double[] d = new double[images.length];
        Arrays.setAll(d, i -> (double) images[i] - others[i]); // psi is linear
        double sum = 0;
        int terms = 0;
        for (int i = 0; i < d.length; i++) {
            int x = i % side;
            int y = i / side % side;
            int channel = i / (side * side) % 3;
            switch (space) {
                case PIXELS -> {
                    sum += Math.abs(d[i]);
                    terms++;
                }
                case DERIVATIVES -> {
                    if (x > 0) {
                        sum += Math.abs(d[i] - d[i - 1]);
                        terms++;
                    }
                    if (y > 0) {
                        sum += Math.abs(d[i] - d[i - side]);
                        terms++;
                    }
                }
                case COLOUR_MEAN -> {
                    if (channel == 0) {
                        sum += Math.abs(d[i] + d[i + side * side] + d[i + 2 * side * side]) / 3;
                        terms++;
                    }
                }
            }
        }
        return sum / terms;
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
