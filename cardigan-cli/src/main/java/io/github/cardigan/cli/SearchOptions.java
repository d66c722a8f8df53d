package io.github.cardigan.cli;

import io.github.cardigan.latent.SearchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to search the latent space: a mixin. */
final class SearchOptions {

    @Option(names = "--restarts", paramLabel = "N", description = "Latents to start from, in one batch. Default: 8.")
    private @Nullable Integer restarts;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the search. Default: 300 to invert, else 200.")
    private @Nullable Integer steps;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "Learning rate of the first step. Default: 0.1 to invert, else 0.05.")
    private @Nullable Double rate;

    @Option(
            names = "--prior",
            paramLabel = "X",
            description = "How much a plausible latent counts beside the aim. Default: 0.02 to invert, else 1.")
    private @Nullable Double prior;

    @Option(names = "--seed", paramLabel = "N", description = "Where the starts come from. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    long seed() {
        return seed;
    }

    /** What was said, else what is usual. */
    SearchSettings or(SearchSettings usual) {
        return new SearchSettings(
                restarts != null ? restarts : usual.restarts(),
                steps != null ? steps : usual.steps(),
                rate != null ? rate : usual.learningRate(),
                prior != null ? prior : usual.prior(),
                seed);
    }
}
