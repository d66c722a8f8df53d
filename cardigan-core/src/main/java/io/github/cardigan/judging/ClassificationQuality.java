package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Confusion;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.evaluation.Interval;
import io.github.cardigan.model.Reading;
import io.github.cardigan.network.Classifier;
import java.util.List;

/**
 * How well a classifier reads labelled samples, of the set that it learned from or of another, such as the target of an adaptation.
 *
 * @param data name of the set
 * @param confusion what was read, label by label
 * @param accuracy the share that was read right, with its interval
 */
public record ClassificationQuality(String data, Confusion confusion, Interval accuracy) {

    /**
     * @param data with the classifier's classes
     * @throws ConfigurationException if the samples or classes are others than the classifier's
     */
    public static ClassificationQuality of(Classifier classifier, Dataset data, Watcher watcher) {
        if (!data.shape().equals(classifier.shape())) {
            throw new ConfigurationException(
                    "expected samples of " + classifier.shape() + " for this classifier, got " + data.shape() + " from "
                            + data.name(),
                    "say a --size, or take the data that it was trained on");
        }
        if (!data.classes().equals(classifier.classes())) {
            throw new ConfigurationException(
                    "expected the classes " + named(classifier.classes()) + " for this classifier, got "
                            + named(data.classes()) + " in " + data.name(),
                    "it can be judged by labels that it knows only");
        }
        Confusion confusion = new Confusion(data.classes());
        Reading.all(classifier, data, watcher::warns, reading -> {
            confusion.add(data.label(reading.index()), reading.label());
            watcher.progresses("reading " + data.name(), reading.index() + 1, data.size());
        });
        long right = 0;
        for (int i = 0; i < data.classes().size(); i++) {
            right += confusion.count(i, i);
        }
        return new ClassificationQuality(data.name(), confusion, Interval.wilson(right, confusion.samples()));
    }

    private static String named(List<String> classes) {
        return classes.isEmpty() ? "none" : String.join(", ", classes);
    }
}
