package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two domains: each sample is an image of the one and any image of the other, on top of each other ({@link ImagePair}, not matched). As many as the
 * larger domain has; the smaller one is gone through again and again. Which image of the second domain lies beside one of the first has
 * nothing to do with either. The label is the first image's. Owns both sets.
 */
final class UnpairedImages implements Dataset {

    private static final long SHUFFLE = 0;

    private final String name;
    private final Dataset first;
    private final Dataset second;
    private final List<Dataset> owned;
    private final SampleOrder order;
    private final ImagePair pair;

    /**
     * @param owned what is closed with this
     * @throws DataException if these are not images of one size
     */
    UnpairedImages(String name, Dataset first, Dataset second, List<Dataset> owned) {
        requireImages(first);
        requireImages(second);
        if (first.shape().height() != second.shape().height()
                || first.shape().width() != second.shape().width()) {
            throw new DataException(
                    "expected two domains of one size, got images of " + first.shape() + " in " + first.name() + " and "
                            + second.shape() + " in " + second.name(),
                    "say a --size");
        }
        this.name = name;
        this.first = first;
        this.second = second;
        this.owned = List.copyOf(owned);
        order = new SampleOrder(SHUFFLE, second.size());
        pair = new ImagePair(first.shape().channels(), second.shape().channels(), false);
    }

    /**
     * The two domains within one set: its two classes, or the sides of its pairs, the first of one half and the second of the other, so that no two images of
     * one pair are ever seen.
     *
     * @param whole closed with this
     * @throws DataException if there are not two
     */
    static Dataset within(String name, Dataset whole) {
        if (whole.pair().isPresent()) {
            int half = whole.size() / 2;
            if (half == 0) {
                throw new DataException(
                        "expected at least 2 pairs to take two domains from, got " + whole.size() + " in "
                                + whole.name(),
                        "give more");
            }
            return new UnpairedImages(
                    name,
                    new SubsetDataset(
                            new PairSide(whole, false), IntStream.range(0, half).toArray()),
                    new SubsetDataset(
                            new PairSide(whole, true),
                            IntStream.range(half, whole.size()).toArray()),
                    List.of(whole));
        }
        if (whole.classes().size() != 2) {
            throw new DataException(
                    "expected two domains, got "
                            + (whole.classes().isEmpty()
                                    ? "one set without classes"
                                    : whole.classes().size() + " classes")
                            + " in " + whole.name(),
                    "name domains:A,B for two sets, for example domains:only:star:shapes,only:heart:shapes");
        }
        return new UnpairedImages(name, ofClass(whole, 0), ofClass(whole, 1), List.of(whole));
    }

    private static Dataset ofClass(Dataset whole, int label) {
        int[] indices = IntStream.range(0, whole.size())
                .filter(i -> whole.label(i) == label)
                .toArray();
        if (indices.length == 0) {
            throw new DataException(
                    "expected images of " + whole.classes().get(label) + " in " + whole.name() + ", found none",
                    "both domains need some");
        }
        return new SubsetDataset(whole, indices);
    }

    private static void requireImages(Dataset domain) {
        if (!domain.shape().isImage() || domain.pair().isPresent()) {
            throw new DataException(
                    "expected a domain of single images, got samples of " + domain.shape() + " from " + domain.name(),
                    "first:PAIRS and second:PAIRS are one side of pairs each");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return pair.shape(new ImageSize(first.shape().height(), first.shape().width()));
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public int size() {
        return Math.max(first.size(), second.size());
    }

    @Override
    public List<String> classes() {
        return first.classes();
    }

    @Override
    public int label(int index) {
        return first.label(index % first.size());
    }

    @Override
    public String sampleName(int index) {
        return first.sampleName(index % first.size()) + " beside " + second.sampleName(beside(index));
    }

    @Override
    public void read(int index, float[] target, int offset) {
        first.read(index % first.size(), target, offset);
        second.read(beside(index), target, offset + first.shape().elements());
    }

    private int beside(int index) {
        return order.index(index % second.size());
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add("domains/v1")
                .add(first.fingerprint())
                .add(second.fingerprint())
                .hex();
    }

    @Override
    public void close() {
        owned.forEach(Dataset::close);
    }

    @Override
    public List<String> alone() {
        return owned.stream().flatMap(set -> set.alone().stream()).toList();
    }
}
