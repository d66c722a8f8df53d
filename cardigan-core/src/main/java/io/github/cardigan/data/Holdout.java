package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A set in two parts without a sample in common: one to learn from and one, held out, to judge by. Closing the set they were taken
 * from is left to its owner.
 *
 * @param training what is learned from
 * @param validation what is held out, if anything
 */
public record Holdout(Dataset training, Optional<Dataset> validation) {

    /** Everything is learned from. */
    public static Holdout nothing(Dataset data) {
        return new Holdout(data, Optional.empty());
    }

    /**
     * Holds out a share, chosen at random.
     *
     * @param share in (0, 1), rounded to whole samples
     * @param seed the same seed chooses the same samples
     * @throws DataException if one of the parts would be empty
     */
    public static Holdout share(Dataset data, double share, long seed) {
        int count = (int) Math.round(share * data.size());
        if (count < 1 || count >= data.size()) {
            throw new DataException(
                    "expected at least one sample to learn from and one to hold out, got a share of " + share + " of "
                            + data.size() + " samples",
                    "use more data, or another share");
        }
        SampleOrder order = new SampleOrder(~seed, data.size()); // not the order of the training
        BitSet heldOut = new BitSet(data.size());
        IntStream.range(0, count).forEach(position -> heldOut.set(order.index(position)));
        int[] training =
                IntStream.range(0, data.size()).filter(i -> !heldOut.get(i)).toArray();
        return new Holdout(
                new SubsetDataset(data, training),
                Optional.of(new SubsetDataset(data, heldOut.stream().toArray())));
    }
}
