package io.github.cardigan.data;

import java.util.Optional;

/** Pairs out of images that are two side by side, the left one first. Owns the set it looks at, whose samples are the two on top of each other. */
final class SideBySide extends ForwardingDataset {

    private final ImagePair pair;

    SideBySide(Dataset halves) {
        super(halves);
        pair = new ImagePair(halves.shape().channels() / 2, halves.shape().channels() / 2);
    }

    /**
     * Left half, then right half, each brought to a size of its own.
     *
     * @throws UnreadableSampleException if the width is odd
     */
    static byte[] halves(String name, Planes both, CoverCrop crop) {
        if (both.width() % 2 != 0) {
            throw new UnreadableSampleException(
                    name + ": expected two images of one width side by side, got an odd width of " + both.width());
        }
        byte[] left = crop.apply(half(both, 0)).values();
        byte[] right = crop.apply(half(both, both.width() / 2)).values();
        byte[] pair = new byte[left.length + right.length];
        System.arraycopy(left, 0, pair, 0, left.length);
        System.arraycopy(right, 0, pair, left.length, right.length);
        return pair;
    }

    private static Planes half(Planes both, int from) {
        int width = both.width() / 2;
        byte[] values = new byte[both.values().length / 2];
        for (int row = 0; row < both.channels() * both.height(); row++) {
            System.arraycopy(both.values(), row * both.width() + from, values, row * width, width);
        }
        return new Planes(values, both.channels(), both.height(), width);
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        source.read(index, target, offset);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().add("side-by-side").add(source.fingerprint()).hex();
    }

    @Override
    public void close() {
        source.close();
    }
}
