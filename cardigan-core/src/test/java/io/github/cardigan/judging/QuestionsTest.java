package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.evaluation.FrechetDistance;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import io.github.cardigan.evaluation.Modes;
import io.github.cardigan.evaluation.ModesFound;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

    private static String hint(Throwable thrown) {
        return ((ConfigurationException) thrown).hint();
    }

    @Test
    void everyMetricOfFeaturesCanBeAskedFor() {
        List<String> asked = Questions.named(Questions.names()).metrics().stream()
                .map(Metric::name)
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        Metrics.all().stream().map(Metric::name).toList());
    }

    @Test
    void anUnknownMetricIsRefusedWithANearOne() {
        assertThatThrownBy(() -> Questions.named(List.of("fid", "presicion")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown metric 'presicion'")
                .satisfies(thrown -> assertThat(hint(thrown)).contains("'precision'"));
    }

    @Test
    void whatIsComputedTogetherIsAskedOnce() {
        assertThat(Questions.named(List.of("precision", "recall", "coverage")).metrics())
                .hasSize(1);
    }

    @Test
    void whatNeedsProbabilitiesIsRefusedForPixelsAndSaysWhoCan() {
        Questions questions = Questions.named(List.of("fid", "is"));
        assertThatThrownBy(() -> questions.requireServed(ExtractorKind.PIXELS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is needs class probabilities", "'pixels'")
                .satisfies(thrown -> assertThat(hint(thrown)).contains("classifier and inception-v3", "fid, kid"))
                .satisfies(thrown -> assertThat(hint(thrown)).doesNotContain("modes"));
        assertThatCode(() -> questions.requireServed(ExtractorKind.INCEPTION_V3))
                .doesNotThrowAnyException();
    }

    private static Dataset embedded(String name) {
        return EmbeddedSets.open(name + ":10", null).orElseThrow();
    }

    @Test
    void modesOfAMixtureAreFoundByPlaceAndOfAnythingElseByAClassifier() {
        Questions questions = Questions.named(List.of("fid", "modes"));
        assertThat(questions.about(embedded("digits")).metrics())
                .hasExactlyElementsOfTypes(FrechetDistance.class, Modes.class);
        Questions ofGrid = questions.about(embedded("grid"));
        assertThat(ofGrid.metrics()).hasExactlyElementsOfTypes(FrechetDistance.class, ModesFound.class);
        assertThat(ofGrid.asked()).containsExactly("fid", "modes");
        assertThatCode(() -> ofGrid.requireServed(ExtractorKind.PIXELS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"is", "confidence", "consistency", "cas", "swd", "ms-ssim", "ssim", "psnr", "lpips", "ppl"})
    void whatLooksAtImagesIsRefusedForPoints(String metric) {
        Questions questions = Questions.named(List.of("fid", metric));
        assertThatThrownBy(() -> questions.about(embedded("grid")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(metric + " looks at images, got points [2] of grid")
                .satisfies(thrown -> assertThat(hint(thrown)).contains("for points ask for fid, kid"));
        assertThatCode(() -> questions.about(embedded("digits"))).doesNotThrowAnyException();
    }

    @Test
    void pointsThatAreNoMixtureHaveNoModes() {
        assertThatThrownBy(() -> Questions.named(List.of("modes")).about(embedded("swiss-roll")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("modes looks at images, got points [2] of swiss-roll")
                .satisfies(thrown -> assertThat(hint(thrown)).contains("modes where the data is ring or grid"));
        List<String> others =
                List.of("fid", "kid", "precision", "recall", "density", "coverage", "c2st", "memorisation");
        assertThatCode(() -> Questions.named(others).about(embedded("swiss-roll")))
                .doesNotThrowAnyException();
    }

    @Test
    void oneMoreQuestionIsAskedOnce() {
        Questions questions = Questions.named(List.of("fid")).and("modes");
        assertThat(questions.and("modes").asked()).containsExactly("fid", "modes");
        assertThat(questions.metrics()).hasSize(2);
    }

    @Test
    void kidIsLeftOutOfTheUsualOnesWhereThereAreTooFewImages() {
        assertThat(Questions.usual(true, 1000, 256).metrics())
                .extracting(Metric::name)
                .contains("kid", "modes");
        assertThat(Questions.usual(false, 999, 4096).metrics())
                .extracting(Metric::name)
                .containsExactly("fid", "prdc");
    }

    @Test
    void fidIsLeftOutOfTheUsualOnesWhereAnImageHasTooManyValues() {
        assertThat(Questions.usual(false, 1000, 4097).metrics())
                .extracting(Metric::name)
                .containsExactly("kid", "prdc");
    }

    @Test
    void kidWithTooFewImagesIsRefusedBeforeAnythingIsLookedAt() {
        Questions questions = Questions.named(List.of("kid"));
        assertThatThrownBy(() -> questions.requireEnough(999))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("kid needs at least 1000 images a side, got 999");
        assertThatCode(() -> questions.requireEnough(1000)).doesNotThrowAnyException();
    }

    @Test
    void onlyWhatLooksAtGeneratedImagesAloneNeedsNoRealOnes() {
        assertThat(Questions.named(List.of("modes", "ms-ssim")).needNoReal()).isTrue();
        assertThat(Questions.named(List.of("modes", "fid")).needNoReal()).isFalse();
        assertThat(Questions.named(List.of("swd")).needNoReal()).isFalse();
    }

    @Test
    void whatAModelCannotBeAskedIsRefusedBeforeThereIsOne() {
        for (String name : List.of("ssim", "psnr", "lpips")) {
            assertThatThrownBy(() -> Questions.named(List.of("fid", name)).requireModelServes(true, true))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(name + " judges a folder of images, not a model");
        }
        Questions ppl = Questions.named(List.of("ppl"));
        assertThatThrownBy(() -> ppl.requireModelServes(false, true))
                .hasMessage("ppl expects files of weights, got none");
        Questions cas = Questions.named(List.of("cas"));
        assertThatThrownBy(() -> cas.requireModelServes(false, false))
                .hasMessage("cas needs a model that can be asked for classes, which this one cannot");
        assertThatCode(() -> cas.requireModelServes(false, true)).doesNotThrowAnyException();
        assertThatCode(() -> ppl.requireModelServes(true, true)).doesNotThrowAnyException();
        assertThatCode(() -> Questions.named(List.of("fid", "swd", "ms-ssim", "memorisation"))
                        .requireModelServes(false, true))
                .doesNotThrowAnyException();
    }
}
