package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        for (String name : List.of("ssim", "psnr", "lpips", "cas")) {
            assertThatThrownBy(() -> Questions.named(List.of("fid", name)).requireModelServes(true))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(name + " judges a folder of images, not a model");
        }
        Questions ppl = Questions.named(List.of("ppl"));
        assertThatThrownBy(() -> ppl.requireModelServes(false)).hasMessage("ppl expects files of weights, got none");
        assertThatCode(() -> ppl.requireModelServes(true)).doesNotThrowAnyException();
        assertThatCode(() -> Questions.named(List.of("fid", "swd", "ms-ssim", "memorisation"))
                        .requireModelServes(false))
                .doesNotThrowAnyException();
    }
}
