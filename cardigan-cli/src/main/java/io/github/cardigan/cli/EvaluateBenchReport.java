package io.github.cardigan.cli;

import io.github.cardigan.benchmarks.EvaluateBench;
import io.github.cardigan.benchmarks.InceptionBench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bench evaluate} measured, as a table and as JSON. */
record EvaluateBenchReport(EvaluateBench.Result judging, InceptionBench.Result inception) {

    String table() {
        String each = String.format(Locale.ROOT, "%,d 28x28 images a side", judging.count());
        return TextColumns.of(List.of(
                List.of("what", "seconds", "of"),
                List.of("features of a classifier, real side", number(judging.realFeatures()), each),
                List.of("the same, generated side", number(judging.features()), each),
                List.of("fid", number(judging.fid()), "their moments"),
                List.of("kid", judging.kid() == 0 ? "-" : number(judging.kid()), "100 subsets of 1,000"),
                List.of("precision, recall, density, coverage", number(judging.prdc()), "all of them"),
                List.of("together", number(judging.total()), "the goal for 50,000: 60"),
                List.of("together, real side in the cache", number(judging.totalWithCache()), ""),
                List.of(
                        "precision, recall, density, coverage",
                        judging.prdc10k() == 0 ? "-" : number(judging.prdc10k()),
                        "10,000 a side"),
                List.of("moments in 2048 dimensions", number(judging.moments2048()), "50,000 vectors"),
                List.of("fid in 2048 dimensions", number(judging.fid2048()), "the goal for both: 10"),
                List.of(
                        "Inception-v3",
                        number(1 / inception.imagesPerSecond()),
                        "one image; " + number(100 * inception.limitShare())
                                + " % of the convolution limit, goal 60")));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", judging.count());
        json.put("real_features_s", judging.realFeatures());
        json.put("features_s", judging.features());
        json.put("fid_s", judging.fid());
        json.put("kid_s", judging.kid());
        json.put("prdc_s", judging.prdc());
        json.put("total_s", judging.total());
        json.put("total_with_cache_s", judging.totalWithCache());
        json.put("prdc_10k_s", judging.prdc10k());
        json.put("moments_2048_s", judging.moments2048());
        json.put("fid_2048_s", judging.fid2048());
        json.put("inception_images_per_second", inception.imagesPerSecond());
        json.put("inception_limit_share", inception.limitShare());
        json.put("limit_gflops", inception.limitGflops());
        json.put("peak_rss_mb", judging.peakRssMb());
        return json;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
