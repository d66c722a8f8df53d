package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads positions of the stream into batches, stepping over what is unreadable. What comes at a position depends on the set and the
 * order alone. Safe for several threads.
 */
final class SampleReader {

    private static final int MAX_UNREADABLE_IN_A_ROW = 100;

    /** A sample that could not be read, and why. */
    record Unreadable(int index, String message) {}

    private final Dataset data;
    private final SampleOrder order;

    /** So that a damaged file is decoded once, not once an epoch. */
    private final Map<Integer, Unreadable> known = new ConcurrentHashMap<>();

    SampleReader(Dataset data, SampleOrder order) {
        this.data = data;
        this.order = order;
    }

    /**
     * Fills {@code batch} from {@code start} to before {@code end}.
     *
     * @param position of the batch's first sample in the stream
     * @return what was stepped over, in the order of the stream
     */
    List<Unreadable> read(long position, Batch batch, int start, int end) {
        List<Unreadable> steppedOver = new ArrayList<>();
        for (int slot = start; slot < end; slot++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the batches were closed");
            }
            batch.labels()[slot] = data.label(readOne(position + slot, batch, slot, steppedOver));
        }
        return steppedOver;
    }

    /** Returns the index of the sample that was read. */
    private int readOne(long position, Batch batch, int slot, List<Unreadable> steppedOver) {
        int offset = slot * data.shape().elements();
        Unreadable last = null;
        for (int skipped = 0; skipped < MAX_UNREADABLE_IN_A_ROW; skipped++) {
            int index = order.index(position + skipped);
            last = known.get(index);
            if (last == null) {
                try {
                    data.read(index, batch.values(), offset);
                    return index;
                } catch (UnreadableSampleException e) {
                    last = new Unreadable(index, String.valueOf(e.getMessage()));
                    known.put(index, last);
                }
            }
            steppedOver.add(last);
        }
        throw new DataException(
                "expected readable samples in %s, got %s; the last: %s"
                        .formatted(data.name(), count(), last == null ? "" : last.message()),
                "the files are damaged or no longer there: copy them again");
    }

    private String count() {
        return known.size() == data.size()
                ? "none among its " + data.size()
                : MAX_UNREADABLE_IN_A_ROW + " unreadable ones in a row";
    }
}
