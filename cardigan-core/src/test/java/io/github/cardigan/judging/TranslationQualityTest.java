package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.BothWays;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Translator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A translator that answers with its source, on pairs of even grey, where all measures have closed forms. */
class TranslationQualityTest {

    private static final int PIXELS = 12 * 12;
    private static final Watcher SILENT = new DataClassifierTest.Heard();

    /** Pairs of two even images each. */
    private record Even(double[][] greys) implements Dataset {

        @Override
        public String name() {
            return "even";
        }

        @Override
        public Shape shape() {
            return Shape.image(2, 12, 12);
        }

        @Override
        public Optional<ImagePair> pair() {
            return Optional.of(new ImagePair(1, 1));
        }

        @Override
        public int size() {
            return greys.length;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            if (Double.isNaN(greys[index][0])) {
                throw new UnreadableSampleException("pair " + index + " is damaged");
            }
            Arrays.fill(target, offset, offset + PIXELS, (float) greys[index][0]);
            Arrays.fill(target, offset + PIXELS, offset + 2 * PIXELS, (float) greys[index][1]);
        }

        @Override
        public String fingerprint() {
            return "even";
        }
    }

    private static Translator identity() {
        Translator translator = new Translator(
                Network.build(Conv2d.of(1, 1, 1), Shape.image(1, 12, 12), Device.cpu(), new RandomSource(1)));
        translator.network().load(Map.of("weight", new float[] {1}, "bias", new float[] {0}));
        return translator;
    }

    /** Of even images only the means differ: (2 a b + C1) / (a^2 + b^2 + C1), C1 = (0.01 x 2)^2 (Wang et al. 2004, equation 6). */
    private static double ssim(double a, double b) {
        double c1 = 0.02 * 0.02;
        return (2 * a * b + c1) / (a * a + b * b + c1);
    }

    @Test
    void measuresAreThoseOfTheirFormulas() {
        Translator translator = identity();
        Even pairs = new Even(new double[][] {{0.5, 0.25}, {-0.5, 0.5}});
        Even learned = new Even(new double[][] {{0, -0.5}, {0, -0.75}, {0, -0.25}}); // their mean is -0.5
        TranslationQuality quality = TranslationQuality.of(translator, pairs, learned, SILENT);
        assertThat(quality.count()).isEqualTo(2);
        TranslationQuality.Row model = quality.rows().get(0);
        assertThat(model.means().get(0)).isEqualTo((0.25 + 1) / 2, within(1e-6));
        assertThat(model.means().get(1)).isEqualTo((ssim(0.5, 0.25) + ssim(-0.5, 0.5)) / 2, within(1e-5));
        assertThat(model.means().get(2))
                .isEqualTo((10 * Math.log10(4 / 0.0625) + 10 * Math.log10(4 / 1.0)) / 2, within(1e-5));
        // two values 0.75 apart: deviation 0.75 / sqrt(2), of their mean 0.75 / 2
        assertThat(model.halves().get(0)).isEqualTo(1.96 * 0.75 / 2, within(1e-6));
        TranslationQuality.Row mean = quality.rows().get(1);
        assertThat(mean.means().get(0)).isEqualTo((0.75 + 1) / 2, within(1e-6));
        translator.network().close();
    }

    @Test
    void whatCannotBeReadIsToldAndLeftOut() {
        Translator translator = identity();
        DataClassifierTest.Heard heard = new DataClassifierTest.Heard();
        Even pairs = new Even(new double[][] {{0.5, 0.25}, {Double.NaN, 0}, {-0.5, 0.5}});
        Even learned = new Even(new double[][] {{Double.NaN, 0}, {0, -0.75}, {0, -0.25}});
        TranslationQuality quality = TranslationQuality.of(translator, pairs, learned, heard);
        assertThat(quality.count()).isEqualTo(2);
        assertThat(quality.rows().get(0).means().get(0)).isEqualTo((0.25 + 1) / 2, within(1e-6));
        assertThat(quality.rows().get(1).means().get(0)).isEqualTo((0.75 + 1) / 2, within(1e-6));
        assertThat(heard.warnings)
                .containsExactly("pair 0 is damaged; it is left out", "pair 1 is damaged; it is left out");
        Even none = new Even(new double[][] {{Double.NaN, 0}});
        assertThatThrownBy(() -> TranslationQuality.of(translator, none, learned, heard))
                .isInstanceOf(DataException.class)
                .hasMessage("expected pairs to judge by, got none that can be read from even");
        translator.network().close();
    }

    @Test
    void whatIsNoPairIsRefused() {
        Translator translator = identity();
        try (Dataset digits = EmbeddedSets.open("digits:4", null).orElseThrow()) {
            assertThatThrownBy(() -> TranslationQuality.of(translator, digits, digits, SILENT))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("expected pairs to judge a translator by");
        }
        translator.network().close();
    }

    /** There by 0.5 x, back by 2 x + 0.1: everything arrives 0.1 too bright. */
    @Test
    void whoGoesBackIsToldHowFarFromItsStartAnImageArrives() {
        Translator both = new Translator(Network.build(
                new BothWays(Conv2d.of(1, 1, 1), Conv2d.of(1, 1, 1), 0),
                Shape.image(1, 12, 12),
                Device.cpu(),
                new RandomSource(1)));
        both.network()
                .load(Map.of(
                        "forward.weight", new float[] {0.5f},
                        "forward.bias", new float[] {0},
                        "backward.weight", new float[] {2},
                        "backward.bias", new float[] {0.1f}));
        Even pairs = new Even(new double[][] {{0.5, 0.25}, {-0.5, 0.5}});
        TranslationQuality quality = TranslationQuality.of(both, pairs, pairs, SILENT);
        assertThat(quality.measures()).containsExactly("l1", "ssim", "psnr", "cycle");
        assertThat(quality.rows().get(0).means().get(3)).isEqualTo(0.1, within(1e-6));
        assertThat(quality.rows().get(1).means()).hasSize(3);
        // from the other end: back by 2 x + 0.1, and there again by half of that
        TranslationQuality turned = TranslationQuality.of(
                both.backward().orElseThrow(), Optional.of(both), pairs, pairs, Optional.empty(), SILENT);
        assertThat(turned.rows().get(0).means().get(3)).isEqualTo(0.05, within(1e-6));
        assertThat(both.backward().orElseThrow().input()).isEqualTo(Shape.image(1, 12, 12));
        both.network().close();
    }
}
