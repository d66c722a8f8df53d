package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.evaluation.FeatureDistance;
import io.github.cardigan.evaluation.PairMetric;
import io.github.cardigan.evaluation.Psnr;
import io.github.cardigan.evaluation.Ssim;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.network.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.bytedeco.pytorch.Tensor;

/**
 * How near translations are to what they should be, pixel by pixel, over all pairs of a set; and how near an answer comes that looks at no source: the
 * mean of the images learned from. A translation that is merely possible, not the pair's own, scores low by these measures (Isola et al. 2016,
 * section 3.4). Of a translator that knows the way back also how far from itself an image arrives there and back (Zhu et al. 2017, equation 2).
 *
 * @param data name of the pairs
 * @param count of pairs
 * @param measures names, in the order of {@link Row#means}
 * @param rows an answer each, the model's first
 */
public record TranslationQuality(String data, int count, List<String> measures, List<Row> rows) {

    private static final List<String> MEASURES = List.of("l1", "ssim", "psnr");
    private static final String FEATURES = "features";
    private static final String CYCLE = "cycle";

    /**
     * Means over the pairs.
     *
     * @param answer who gave it
     * @param means of the mean distance of values from -1 to 1; of {@link Ssim}; of {@link Psnr} in decibels; of {@link FeatureDistance} where asked for; and, of who goes back, of the distance between
     *     an image and its way there and back
     * @param halves half of each 95 % interval of the mean, normal
     */
    public record Row(String answer, List<Double> means, List<Double> halves) {}

    /** Without features. */
    public static TranslationQuality of(Translator translator, Dataset pairs, Dataset learned, Watcher watcher) {
        return of(translator, translator.backward(), pairs, learned, Optional.empty(), watcher);
    }

    /**
     * Judges; pairs that cannot be read are told to the watcher and left out.
     *
     * @param back leads back from where the translator goes, if somebody does
     * @param pairs of the source and the wanted image
     * @param learned the pairs that were learned from
     * @param eyes how {@code features} is measured, if it is
     * @throws ConfigurationException if these are no pairs that the translator fits
     * @throws DataException if none of them can be read
     */
    public static TranslationQuality of(
            Translator translator,
            Optional<Translator> back,
            Dataset pairs,
            Dataset learned,
            Optional<FeatureDistance> eyes,
            Watcher watcher) {
        Shape output = requireFit(translator, pairs);
        requireFit(translator, learned);
        List<PairMetric> metrics = List.of(Ssim.of(), Psnr.of());
        metrics.forEach(metric -> metric.requireShape(output));
        int source = translator.input().channels() * output.height() * output.width();
        float[] mean = mean(learned, source, output.elements(), watcher);
        ImageTranslation there = ImageTranslation.untiled(translator);
        Optional<ImageTranslation> again = back.map(ImageTranslation::untiled);
        Sums byModel = new Sums(eyes);
        Sums byMean = new Sums(eyes);
        int count = read(pairs, "translating", watcher, (values, offset) -> {
            float[] from = Arrays.copyOfRange(values, offset, offset + source);
            float[] wanted = Arrays.copyOfRange(values, offset + source, offset + source + output.elements());
            float[] made = there.translate(from, output.height(), output.width());
            byModel.add(made, wanted, output, metrics);
            again.ifPresent(way -> byModel.arrived(from, way.translate(made, output.height(), output.width())));
            byMean.add(mean, wanted, output, metrics);
        });
        byModel.look(output);
        byMean.look(output);
        List<String> measures = new ArrayList<>(MEASURES);
        eyes.ifPresent(any -> measures.add(FEATURES));
        again.ifPresent(way -> measures.add(CYCLE));
        return new TranslationQuality(
                pairs.name(), count, measures, List.of(byModel.row("model"), byMean.row("mean image")));
    }

    private static Shape requireFit(Translator translator, Dataset data) {
        ImagePair pair = data.pair()
                .orElseThrow(() -> new ConfigurationException(
                        "expected pairs to judge a translator by, got samples of " + data.shape() + " from "
                                + data.name(),
                        "name pairs:PATH or edges:DATA after --data"));
        if (!pair.matched()) {
            throw new ConfigurationException(
                    "expected pairs that belong together to judge a translator by, got two domains: " + data.name(),
                    "name pairs after --data whose map is known, for example painted:digits");
        }
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

    private static float[] mean(Dataset learned, int start, int elements, Watcher watcher) {
        double[] sums = new double[elements];
        int count = read(learned, "reading", watcher, (values, offset) -> {
            for (int j = 0; j < elements; j++) {
                sums[j] += values[offset + start + j];
            }
        });
        float[] mean = new float[elements];
        for (int j = 0; j < elements; j++) {
            mean[j] = (float) (sums[j] / count);
        }
        return mean;
    }

    /** Does something with each sample that can be read, and says how many these were. */
    private static int read(Dataset data, String doing, Watcher watcher, ObjIntConsumer<float[]> sample) {
        int read = 0;
        int most = Excerpt.imagesAtOnce(data.shape());
        for (int first = 0; first < data.size(); first += most) {
            int wanted = Math.min(most, data.size() - first);
            Excerpt some = Excerpt.read(data, first, wanted, watcher::warns);
            for (int i = 0; i < some.indices().length; i++) {
                sample.accept(some.values(), i * data.shape().elements());
                watcher.progresses(doing + " " + data.name(), some.indices()[i] + 1L, data.size());
            }
            read += some.indices().length;
        }
        if (read == 0) {
            throw new DataException(
                    "expected pairs to judge by, got none that can be read from " + data.name(),
                    "the lines above say what is wrong with each");
        }
        return read;
    }

    /** The measures of one answer so far. */
    private static final class Sums {

        private static final int LOOKED_AT_ONCE = 64;

        private final List<double[]> values = new ArrayList<>();
        private final List<Double> arrived = new ArrayList<>();
        private final List<Double> seen = new ArrayList<>();
        private final List<float[]> unseenMade = new ArrayList<>();
        private final List<float[]> unseenWanted = new ArrayList<>();
        private final Optional<FeatureDistance> eyes;

        Sums(Optional<FeatureDistance> eyes) {
            this.eyes = eyes;
        }

        void add(float[] made, float[] wanted, Shape image, List<PairMetric> metrics) {
            double[] measured = new double[MEASURES.size()];
            measured[0] = distance(made, wanted);
            try (TensorScope scope = new TensorScope()) {
                Tensor x = Tensor.create(made, image.batch(1));
                Tensor y = Tensor.create(wanted, image.batch(1));
                for (int i = 0; i < metrics.size(); i++) {
                    measured[1 + i] = metrics.get(i).compare(x, y)[0];
                }
            }
            values.add(measured);
            if (eyes.isPresent()) {
                unseenMade.add(made);
                unseenWanted.add(wanted);
                if (unseenMade.size() == LOOKED_AT_ONCE) {
                    look(image);
                }
            }
        }

        /** By many at once, which is what a classifier is fast at. */
        void look(Shape image) {
            if (!unseenMade.isEmpty()) {
                double[] distances = eyes.orElseThrow().compare(joined(unseenMade), joined(unseenWanted), image);
                Arrays.stream(distances).forEach(seen::add);
                unseenMade.clear();
                unseenWanted.clear();
            }
        }

        private static float[] joined(List<float[]> images) {
            int elements = images.get(0).length;
            float[] all = new float[images.size() * elements];
            for (int i = 0; i < images.size(); i++) {
                System.arraycopy(images.get(i), 0, all, i * elements, elements);
            }
            return all;
        }

        void arrived(float[] start, float[] back) {
            arrived.add(distance(start, back));
        }

        private static double distance(float[] one, float[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += Math.abs(one[i] - other[i]);
            }
            return sum / one.length;
        }

        Row row(String answer) {
            List<Double> means = new ArrayList<>();
            List<Double> halves = new ArrayList<>();
            for (int i = 0; i < MEASURES.size(); i++) {
                int measure = i;
                add(values.stream().mapToDouble(value -> value[measure]).toArray(), means, halves);
            }
            if (!seen.isEmpty()) {
                add(seen.stream().mapToDouble(Double::doubleValue).toArray(), means, halves);
            }
            if (!arrived.isEmpty()) {
                add(arrived.stream().mapToDouble(Double::doubleValue).toArray(), means, halves);
            }
            return new Row(answer, means, halves);
        }

        private static void add(double[] numbers, List<Double> means, List<Double> halves) {
            double mean = Arrays.stream(numbers).average().orElseThrow();
            double squares = Arrays.stream(numbers)
                    .map(number -> (number - mean) * (number - mean))
                    .sum();
            means.add(mean);
            halves.add(numbers.length < 2 ? 0 : 1.96 * Math.sqrt(squares / (numbers.length - 1) / numbers.length));
        }
    }
}
