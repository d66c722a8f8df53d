package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;

/** One image of each pair, with the pair's label. Closing it closes the pairs. */
final class PairSide extends ForwardingDataset {

    private final String name;
    private final boolean second;
    private final int start;
    private final Shape shape;
    private final boolean labelled;

    /**
     * @param second whether the second image, else the first
     * @throws DataException if these are no pairs
     */
    PairSide(Dataset pairs, boolean second) {
        super(pairs);
        this.second = second;
        name = (second ? SideSets.SECOND : SideSets.FIRST) + ":" + pairs.name();
        ImagePair pair = pairs.pair()
                .orElseThrow(() -> new DataException(
                        "expected pairs of images to take one of, got samples of " + pairs.shape() + " from "
                                + pairs.name(),
                        "for example " + SideSets.SECOND + ":edges:shapes"));
        start = second ? pair.first(pairs.shape()).elements() : 0;
        shape = second ? pair.second(pairs.shape()) : pair.first(pairs.shape());
        labelled = pair.matched() || !second; // the label is the first image's, of matched ones both's
    }

    @Override
    public List<String> classes() {
        return labelled ? source.classes() : List.of();
    }

    @Override
    public int label(int index) {
        return labelled ? source.label(index) : -1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.empty();
    }

    @Override
    public void read(int index, float[] target, int offset) {
        float[] both = new float[source.shape().elements()];
        source.read(index, both, 0);
        System.arraycopy(both, start, target, offset, shape.elements());
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add(second ? "second" : "first")
                .add(source.fingerprint())
                .hex();
    }

    @Override
    public void close() {
        source.close();
    }
}
