package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.evaluation.ClassifierExtractor;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.Features;
import io.github.cardigan.evaluation.FrechetDistance;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import io.github.cardigan.evaluation.Moments;
import io.github.cardigan.evaluation.Part;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.recipe.ClassifierRecipe;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.training.Plan;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code cardigan bench evaluate}: how long judging takes. Drawn digits are put into memory before the clock starts; the classifier
 * is the recipe's own network with random weights, which computes as much as a trained one.
 */
public final class EvaluateBench {

    private static final int PRDC = 10_000;
    private static final int FID_SIZE = 2048;
    private static final int FID_COUNT = 50_000;
    private static final int FID_CHUNK = 1000;

    private EvaluateBench() {}

    /**
     * Seconds, once each.
     *
     * @param count images of each side
     * @param realFeatures of the real side, by the classifier; kept in the cache from the second evaluation on
     * @param features of the generated side
     * @param fid their distance
     * @param kid 100 subsets of 1,000; 0 where there are fewer images
     * @param prdc precision, recall, density and coverage of all of them
     * @param prdc10k the same of 10,000 on each side
     * @param moments2048 mean and covariance of 50,000 vectors of 2,048
     * @param fid2048 the distance of two such
     * @param peakRssMb the process's highest resident memory, MiB; -1 where the system does not tell
     */
    public record Result(
            int count,
            double realFeatures,
            double features,
            double fid,
            double kid,
            double prdc,
            double prdc10k,
            double moments2048,
            double fid2048,
            double peakRssMb) {

        /** Features of both sides and all metrics. */
        public double total() {
            return realFeatures + totalWithCache();
        }

        /** The same where the real side has been looked at before. */
        public double totalWithCache() {
            return features + fid + kid + prdc;
        }
    }

    /**
     * @param count images of each side, at least 10
     * @param progress told what is about to be timed
     */
    public static Result run(Device device, int count, Consumer<String> progress) {
        progress.accept("2048-d arithmetic");
        double[] arithmetic = arithmetic();
        progress.accept("drawing " + 2L * count + " digits");
        try (Dataset real = digits(count, Split.TRAIN);
                Dataset generated = digits(count, Split.TEST)) {
            ClassifierRecipe recipe = new ClassifierRecipe();
            OptionValues options = OptionValues.defaults(recipe.options());
            try (Plan plan = recipe.plan(options, Samples.of(real), device, new RandomSource(1))) {
                // Belongs to the plan, which closes the network: the extractor must not.
                Extractor extractor = new ClassifierExtractor((Classifier) plan.product());
                return judged(extractor, real, generated, arithmetic, progress);
            }
        }
    }

    private static Result judged(
            Extractor extractor, Dataset real, Dataset generated, double[] arithmetic, Consumer<String> progress) {
        int count = real.size();
        extract(extractor, real, Math.min(count, 512)).close(); // the first pass prepares kernels
        progress.accept("features of " + count + " images a side");
        long start = System.nanoTime();
        try (Features x = extract(extractor, real, count)) {
            double realFeatures = seconds(start);
            start = System.nanoTime();
            try (Features y = extract(extractor, generated, count)) {
                double features = seconds(start);
                progress.accept("fid, kid, prdc");
                double fid = seconds("fid", x, y);
                double kid = count < 1000 ? 0 : seconds("kid", x, y);
                double prdc = seconds("precision", x, y);
                return new Result(
                        count,
                        realFeatures,
                        features,
                        fid,
                        kid,
                        prdc,
                        count == PRDC ? prdc : prdc10k(extractor, real, generated),
                        arithmetic[0],
                        arithmetic[1],
                        ProcessMemory.peakRssMb());
            }
        }
    }

    /** 0 where there are fewer images. */
    private static double prdc10k(Extractor extractor, Dataset real, Dataset generated) {
        if (real.size() < PRDC) {
            return 0;
        }
        try (Features first = extract(extractor, real, PRDC);
                Features second = extract(extractor, generated, PRDC)) {
            return seconds("precision", first, second);
        }
    }

    private static Features extract(Extractor extractor, Dataset data, int count) {
        DatasetImages images = count == data.size()
                ? DatasetImages.all(data, warning -> {})
                : DatasetImages.choice(data, count, 0, warning -> {});
        return Features.extract(images, extractor, EnumSet.of(Part.MOMENTS, Part.ROWS), (done, all) -> {});
    }

    private static double seconds(String name, Features real, Features generated) {
        Metric metric = Metrics.named(List.of(name)).get(0);
        long start = System.nanoTime();
        metric.scores(real, generated);
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static Dataset digits(int count, Split split) {
        return new MemoryDataset(
                EmbeddedSets.open("digits:" + count, null, split).orElseThrow());
    }

    /** Seconds for the moments of one side, and for the distance. */
    private static double[] arithmetic() {
        RandomSource random = new RandomSource(1);
        try (Moments first = new Moments(FID_SIZE);
                Moments second = new Moments(FID_SIZE);
                TensorScope scope = new TensorScope()) {
            Tensor chunk = random.normal(Device.cpu(), FID_CHUNK, FID_SIZE);
            first.add(chunk); // warms up
            first.add(random.normal(Device.cpu(), 2 * FID_SIZE, FID_SIZE));
            long start = System.nanoTime();
            for (int done = 0; done < FID_COUNT; done += FID_CHUNK) {
                second.add(chunk);
            }
            second.mean(); // takes in what is left
            double moments = seconds(start);
            second.add(random.normal(Device.cpu(), 2 * FID_SIZE, FID_SIZE));
            start = System.nanoTime();
            FrechetDistance.between(first, second);
            return new double[] {moments, seconds(start)};
        }
    }
}
