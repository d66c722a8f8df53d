package io.github.cardigan.data;

import java.util.Optional;

/** Pairs of images with the second image first. Closing it leaves the source open. */
public final class TurnedPairs extends ForwardingDataset {

    private final ImagePair pair;

    /**
     * @throws IllegalArgumentException if these are no pairs
     */
    public TurnedPairs(Dataset source) {
        super(source);
        pair = source.pair()
                .orElseThrow(() -> new IllegalArgumentException("expected pairs, got samples of " + source.shape()))
                .turned();
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int elements = shape().elements();
        float[] straight = new float[elements];
        source.read(index, straight, 0);
        int second = pair.first(shape()).elements();
        System.arraycopy(straight, elements - second, target, offset, second);
        System.arraycopy(straight, 0, target, offset + second, elements - second);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().add("turned").add(source.fingerprint()).hex();
    }
}
