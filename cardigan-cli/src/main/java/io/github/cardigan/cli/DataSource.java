package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Split;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Data that a user named, of which a command may need more than one part. */
record DataSource(String data, @Nullable ImageSize size, Split split) {

    /** Opens the part that was asked for; the caller closes it. */
    Dataset open(Consumer<String> notices) {
        return part(split, notices);
    }

    /** Opens another part; the caller closes it. */
    Dataset part(Split other, Consumer<String> notices) {
        return DataOptions.open(data, size, other, notices);
    }
}
