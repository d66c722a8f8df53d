package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.Optional;

/** Pairs of images with the second image first. Closing it leaves the source open. */
public final class TurnedPairs extends ForwardingDataset {

    private final ImagePair pair;
    private final Shape shape;

    /**
     * @throws IllegalArgumentException if these are no pairs
     */
    public TurnedPairs(Dataset source) {
        super(source);
        pair = source.pair()
                .orElseThrow(() -> new IllegalArgumentException("expected pairs, got samples of " + source.shape()))
                .turned();
        shape = pair.shape(new ImageSize(source.shape().height(), source.shape().width()));
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        float[] straight = new float[source.shape().elements()];
        source.read(index, straight, 0);
        int first = pair.second(shape).elements(); // of the source
        int second = pair.first(shape).elements();
        System.arraycopy(straight, first, target, offset, second);
        System.arraycopy(straight, 0, target, offset + second, first);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().add("turned").add(source.fingerprint()).hex();
    }
}
