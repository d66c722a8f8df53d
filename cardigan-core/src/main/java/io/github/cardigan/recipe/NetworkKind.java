package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import java.util.Optional;

/** Of which layers a recipe's networks are, where it has the choice. */
enum NetworkKind {
    DENSE,
    CONV;

    static final Option<Optional<NetworkKind>> OPTION = Option.choice(
                    "network",
                    NetworkKind.class,
                    DENSE,
                    "Which networks; auto is conv for colour and for sides above 32, else dense.")
            .orAuto();

    private static final int LARGEST_DENSE_SIDE = 32;

    /** What was asked for, else what suits the samples. */
    static NetworkKind of(OptionValues options, Shape sample) {
        boolean small = !sample.isImage()
                || (sample.channels() == 1 && Math.max(sample.height(), sample.width()) <= LARGEST_DENSE_SIDE);
        return options.get(OPTION).orElse(small ? DENSE : CONV);
    }
}
