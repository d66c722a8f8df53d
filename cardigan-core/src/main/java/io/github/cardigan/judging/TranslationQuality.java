package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.evaluation.PairMetric;
import io.github.cardigan.evaluation.Psnr;
import io.github.cardigan.evaluation.Ssim;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.network.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * How near translations are to what they should be, pixel by pixel, over all pairs of a set; and how near an answer comes that looks at no source: the
 * mean of the images learned from. A translation that is merely possible, not the pair's own, scores low by these measures (Isola et al. 2016,
 * section 3.4).
 *
 * @param data name of the pairs
 * @param count of pairs
 * @param rows an answer each, the model's first
 */
public record TranslationQuality(String data, int count, List<Row> rows) {

    /** Names of the measures, in the order of {@link Row#means}. */
    public static final List<String> MEASURES = List.of("l1", "ssim", "psnr");

    /**
     * Means over the pairs.
     *
     * @param answer who gave it
     * @param means of the mean distance of values from -1 to 1; of {@link Ssim}; of {@link Psnr} in decibels
     * @param halves half of each 95 % interval of the mean, normal
     */
    public record Row(String answer, List<Double> means, List<Double> halves) {}

    /**
     * @param pairs of the source and the wanted image
     * @param learned the pairs that were learned from
     * @throws ConfigurationException if these are no pairs that the translator fits
     */
    public static TranslationQuality of(Translator translator, Dataset pairs, Dataset learned, Watcher watcher) {
        Shape output = requireFit(translator, pairs);
        requireFit(translator, learned);
        List<PairMetric> metrics = List.of(Ssim.of(), Psnr.of());
        metrics.forEach(metric -> metric.requireShape(output));
        float[] mean = mean(learned, output.elements(), watcher);
        ImageTranslation translation = ImageTranslation.untiled(translator);
        Sums byModel = new Sums();
        Sums byMean = new Sums();
        float[] both = new float[pairs.shape().elements()];
        int source = both.length - output.elements();
        for (int i = 0; i < pairs.size(); i++) {
            pairs.read(i, both, 0);
            float[] wanted = Arrays.copyOfRange(both, source, both.length);
            float[] made = translation.translate(Arrays.copyOf(both, source), output.height(), output.width());
            byModel.add(made, wanted, output, metrics);
            byMean.add(mean, wanted, output, metrics);
            watcher.progresses("translating " + pairs.name(), i + 1, pairs.size());
        }
        return new TranslationQuality(
                pairs.name(), pairs.size(), List.of(byModel.row("model"), byMean.row("mean image")));
    }

    private static Shape requireFit(Translator translator, Dataset data) {
        ImagePair pair = data.pair()
                .orElseThrow(() -> new ConfigurationException(
                        "expected pairs to judge a translator by, got samples of " + data.shape() + " from "
                                + data.name(),
                        "name pairs:PATH or edges:DATA after --data"));
        if (pair.firstChannels() != translator.input().channels()
                || pair.secondChannels() != translator.output().channels()) {
            throw new ConfigurationException(
                    "expected pairs of " + translator.input().channels() + " and "
                            + translator.output().channels() + " channels for this model, got " + pair.firstChannels()
                            + " and " + pair.secondChannels() + " from " + data.name(),
                    "it may have been trained in the other direction");
        }
        return pair.second(data.shape());
    }

    private static float[] mean(Dataset learned, int elements, Watcher watcher) {
        double[] sums = new double[elements];
        float[] both = new float[learned.shape().elements()];
        for (int i = 0; i < learned.size(); i++) {
            learned.read(i, both, 0);
            for (int j = 0; j < elements; j++) {
                sums[j] += both[both.length - elements + j];
            }
            watcher.progresses("reading " + learned.name(), i + 1, learned.size());
        }
        float[] mean = new float[elements];
        for (int j = 0; j < elements; j++) {
            mean[j] = (float) (sums[j] / learned.size());
        }
        return mean;
    }

    /** The measures of one answer so far. */
    private static final class Sums {

        private final List<double[]> values = new ArrayList<>();

        void add(float[] made, float[] wanted, Shape image, List<PairMetric> metrics) {
            double distance = 0;
            for (int i = 0; i < made.length; i++) {
                distance += Math.abs(made[i] - wanted[i]);
            }
            double[] measured = new double[MEASURES.size()];
            measured[0] = distance / made.length;
            try (TensorScope scope = new TensorScope()) {
                Tensor x = Tensor.create(made, image.batch(1));
                Tensor y = Tensor.create(wanted, image.batch(1));
                for (int i = 0; i < metrics.size(); i++) {
                    measured[1 + i] = metrics.get(i).compare(x, y)[0];
                }
            }
            values.add(measured);
        }

        Row row(String answer) {
            List<Double> means = new ArrayList<>();
            List<Double> halves = new ArrayList<>();
            for (int i = 0; i < MEASURES.size(); i++) {
                int measure = i;
                double mean = values.stream()
                        .mapToDouble(value -> value[measure])
                        .average()
                        .orElseThrow();
                double squares = values.stream()
                        .mapToDouble(value -> (value[measure] - mean) * (value[measure] - mean))
                        .sum();
                means.add(mean);
                halves.add(values.size() < 2 ? 0 : 1.96 * Math.sqrt(squares / (values.size() - 1) / values.size()));
            }
            return new Row(answer, means, halves);
        }
    }
}
