package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Grey digits with the same laid over patches of colour images behind them: the absolute difference of patch and digit, as MNIST-M is made (Ganin et
 * al. 2015, arXiv:1505.07818, section 5.2.4; there over photographs of BSDS500). Which patch is behind the i-th digit depends on i and
 * the sizes only. Owns both sources.
 */
final class BlendedPairs extends ForwardingDataset {

    private static final long SEED = 0;
    private static final long PATCH = 1;

    private final Dataset patches;
    private final ImagePair pair = new ImagePair(1, 3);

    /**
     * @param patches images at least as large as the digits; a part of one is taken, and grey ones are repeated
     * @throws DataException if these are no grey images and no images of their size
     */
    BlendedPairs(Dataset digits, Dataset patches) {
        super(digits);
        this.patches = patches;
        if (!digits.shape().isImage()
                || digits.pair().isPresent()
                || digits.shape().channels() != 1) {
            throw new DataException(
                    "blended expects grey images [1, height, width], got samples of " + digits.shape() + " from "
                            + digits.name(),
                    "for example blended:digits,shapes");
        }
        if (!patches.shape().isImage()
                || patches.pair().isPresent()
                || patches.shape().height() < digits.shape().height()
                || patches.shape().width() < digits.shape().width()) {
            throw new DataException(
                    "blended expects images of at least the digits' " + digits.shape() + " behind the comma, got "
                            + patches.shape() + " from " + patches.name(),
                    "take larger ones, or a --size for both");
        }
    }

    @Override
    public String name() {
        return PairSets.BLENDED + ":" + source.name() + "," + patches.name();
    }

    @Override
    public Shape shape() {
        return pair.shape(new ImageSize(source.shape().height(), source.shape().width()));
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public List<String> alone() {
        return Stream.of(source, patches).flatMap(set -> set.alone().stream()).toList();
    }

    @Override
    public void read(int index, float[] target, int offset) {
        source.read(index, target, offset);
        int height = source.shape().height();
        int width = source.shape().width();
        Shape whole = patches.shape();
        DrawnRandom random = new DrawnRandom(SEED, PATCH, index);
        float[] image = new float[whole.elements()];
        patches.read(random.below(patches.size()), image, 0);
        int top = random.below(whole.height() - height + 1);
        int left = random.below(whole.width() - width + 1);
        for (int c = 0; c < 3; c++) {
            int plane = whole.channels() == 1 ? 0 : c;
            for (int y = 0; y < height; y++) {
                int row = (plane * whole.height() + top + y) * whole.width() + left;
                for (int x = 0; x < width; x++) {
                    // values from -1 to 1: the difference of shares from 0 to 1 is half of theirs
                    float difference = Math.abs(image[row + x] - target[offset + y * width + x]) / 2;
                    target[offset + ((1 + c) * height + y) * width + x] = 2 * difference - 1;
                }
            }
        }
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add("blended/v1")
                .add(source.fingerprint())
                .add(patches.fingerprint())
                .hex();
    }

    @Override
    public void close() {
        source.close();
        patches.close();
    }
}
