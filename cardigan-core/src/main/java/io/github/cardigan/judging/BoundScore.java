package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.evaluation.Interval;
import io.github.cardigan.evaluation.Score;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.objective.Reconstruction;
import io.github.cardigan.training.Binarisation;
import io.github.cardigan.training.BoundTally;
import io.github.cardigan.training.VariationalBound;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How likely a variational autoencoder finds real images: the negative evidence lower bound on dynamically binarised ones, in nats. */
final class BoundScore {

    private static final int BATCH = 256;

    private BoundScore() {}

    static Score of(Evidence evidence, Images real, Watcher watcher) {
        Autoencoder autoencoder = evidence.autoencoder()
                .filter(judged -> judged.variational() && judged.prior().isPresent() && judged.saysLogits())
                .orElseThrow(() -> new ConfigurationException(
                        "bound needs a variational autoencoder of bernoulli pixels, got "
                                + evidence.generated().name(),
                        "vae and cvae train such models unless --set likelihood=gaussian"));
        int[] labels = labels(autoencoder, real);
        VariationalBound bound = new VariationalBound(autoencoder, new Reconstruction.Bernoulli());
        BoundTally tally = new BoundTally(bound, Binarisation.DYNAMIC, evidence.seed());
        for (int first = 0; first < real.size(); first += BATCH) {
            int start = first;
            int count = Math.min(BATCH, real.size() - first);
            try (TensorScope scope = new TensorScope()) {
                var samples = real.batch(first, count);
                long[] told = IntStream.range(start, start + count)
                        .mapToLong(i -> labels.length == 0 ? 0 : labels[real.label(i)])
                        .toArray();
                tally.add(samples, told, IntStream.range(start, start + count).toArray());
            }
            watcher.progresses("bounding " + real.name(), first + count, real.size());
        }
        double half = tally.halfInterval();
        String protocol = String.format(
                Locale.ROOT,
                "mean negative evidence lower bound, lower is better: reconstruction %.2f + divergence %.2f; one latent each,"
                        + " bernoulli pixels drawn from intensities (dynamic binarisation), seed %d, %,d images of %s%s",
                tally.reconstruction(),
                tally.divergence(),
                evidence.seed(),
                tally.count(),
                real.name(),
                evidence.split().isEmpty() ? "" : " (" + evidence.split() + ")");
        return new Score(
                "bound",
                "bound-nats-" + OtherScores.count(real.size()),
                tally.mean(),
                Optional.of(new Interval(tally.mean() - half, tally.mean() + half, "95 % normal")),
                protocol,
                "",
                "",
                real.name(),
                evidence.generated().name(),
                real.size(),
                warnings(evidence));
    }

    private static List<String> warnings(Evidence evidence) {
        return evidence.split().equals("train")
                ? List.of("the bound is of images that the model may have learned from: --split test takes the others")
                : List.of();
    }

    /** The model's label for each of the data's; empty where it is told none. */
    private static int[] labels(Autoencoder autoencoder, Images real) {
        List<String> known = autoencoder.conditions().classes();
        if (known.isEmpty()) {
            return new int[0];
        }
        if (real.classes().isEmpty() || !known.containsAll(real.classes())) {
            throw new ConfigurationException(
                    "bound needs images of the classes that the model is told, " + String.join(", ", known) + ", got "
                            + (real.classes().isEmpty() ? "images without labels" : String.join(", ", real.classes()))
                            + " from " + real.name(),
                    "name the data that the model was trained on");
        }
        return real.classes().stream().mapToInt(known::indexOf).toArray();
    }
}
