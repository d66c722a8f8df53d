package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.MakeupFaces;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BothWays;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Retouch;
import io.github.cardigan.network.Translator;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MakeupQualityTest {

    private static final Watcher SILENT = new DataClassifierTest.Heard();

    private static Translator unchanging() {
        Network network = Network.build(
                new BothWays(new Retouch(Conv2d.of(3, 1, 1)), new Retouch(Conv2d.of(3, 1, 1)), 3),
                Shape.image(6, 64, 64),
                Device.cpu(),
                new RandomSource(1));
        network.parameters().vector().zero_();
        return new Translator(network);
    }

    private static Map<String, MakeupQuality.Row> rows(MakeupQuality quality) {
        return quality.rows().stream().collect(Collectors.toMap(MakeupQuality.Row::answer, row -> row));
    }

    /** Who changes nothing is as far from the truth as the face itself, which is known to be the same outside of the mask. */
    @Test
    void whoChangesNothingIsAsGoodAsNothing() {
        Translator translator = unchanging();
        MakeupFaces faces = new MakeupFaces(1, 6);
        Map<String, MakeupQuality.Row> rows = rows(MakeupQuality.of(translator, faces, SILENT));
        assertThat(rows.get("model").inside())
                .isEqualTo(rows.get("unchanged").inside())
                .isPositive();
        assertThat(rows.get("model").outside()).isZero();
        assertThat(rows.get("copy-paste").outside()).isZero();
        assertThat(rows.get("warped").outside()).isZero();
        // taken off: nothing is, so the truth is left, as far from the plain face as that is from the truth
        assertThat(rows.get("taken off by the model").inside())
                .isEqualTo(rows.get("unchanged").inside(), within(1e-9));
        float[] sample = new float[faces.shape().elements()];
        float[] truth = new float[MakeupFaces.FACE.elements()];
        float[] mask = new float[MakeupFaces.MASK.elements()];
        double mean = 0;
        for (int i = 0; i < 6; i++) {
            faces.read(i, sample, 0);
            faces.truth(i, truth, 0);
            faces.mask(i, mask, 0);
            double sum = 0;
            int pixels = 0;
            for (int p = 0; p < mask.length; p++) {
                for (int c = 0; c < 3 && mask[p] == 1; c++) {
                    sum += Math.abs(sample[c * mask.length + p] - truth[c * mask.length + p]);
                    pixels++;
                }
            }
            mean += sum / pixels / 6;
        }
        assertThat(rows.get("model").inside()).isEqualTo(mean, within(1e-9));
        translator.network().close();
    }

    @Test
    void aModelWithoutReferenceIsRefused() {
        Translator translator = new Translator(
                Network.build(Activation.TANH, Shape.image(3, 64, 64), Device.cpu(), new RandomSource(1)));
        assertThatThrownBy(() -> MakeupQuality.of(translator, new MakeupFaces(1, 2), SILENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a model that wants a reference");
        translator.network().close();
    }
}
