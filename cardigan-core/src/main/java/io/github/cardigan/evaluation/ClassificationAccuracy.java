package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Classifier;
import java.util.List;
import java.util.Optional;

/**
 * {@code cas-50k}: the accuracy, on real images that nobody trained on, of a classifier trained on generated images alone (Ravuri,
 * Vinyals 2019, arXiv:1905.10887, section 3.1). In [0, 1]; the accuracy of the same classifier trained on real images is the most to hope for.
 */
public final class ClassificationAccuracy {

    private ClassificationAccuracy() {}

    /**
     * The score of a classifier that has been trained.
     *
     * @param classifier trained on generated images with the labels they were asked for; stays open
     * @param trainedOn what generated them, for people
     * @param trainedOnCount how many
     * @param test real images with labels
     * @throws ConfigurationException if the classes are not the same, or the shapes
     */
    public static Score of(
            Classifier classifier, String trainedOn, int trainedOnCount, Images test, Features.Progress progress) {
        if (!test.classes().equals(classifier.classes())) {
            throw new ConfigurationException(
                    "cas needs real images of the classifier's classes " + classifier.classes() + ", got "
                            + test.classes() + " from " + test.name(),
                    "take the test set of the data that the generator learned");
        }
        ClassifierExtractor reader =
                new ClassifierExtractor(classifier); // closing it would close the caller's classifier
        try (Features features = Features.extract(test, reader, java.util.EnumSet.of(Part.PROBABILITIES), progress)) {
            int hits = 0;
            for (int row = 0; row < features.count(); row++) {
                hits += Readings.label(features.probabilities(), row) == features.label(row) ? 1 : 0;
            }
            return new Score(
                    "cas",
                    "cas-" + Score.count(trainedOnCount),
                    (double) hits / features.count(),
                    Optional.of(Interval.wilson(hits, features.count())),
                    "accuracy on " + features.count() + " real images of a classifier trained on " + trainedOnCount
                            + " generated ones",
                    reader.name(),
                    reader.fingerprint(),
                    test.name(),
                    trainedOn,
                    trainedOnCount,
                    List.of());
        }
    }
}
