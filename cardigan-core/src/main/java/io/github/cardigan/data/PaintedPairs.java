package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.Optional;

/**
 * Grey images with the same in colour and texture behind them: pairs whose map is known both ways. White becomes diagonal stripes of orange and
 * crimson, black becomes waves of blue and green, what is between is between; the patterns lie still. Owns its source.
 */
final class PaintedPairs extends ForwardingDataset {

    private static final double[] STRIPE = {0.98, 0.65, 0.1};
    private static final double[] OTHER_STRIPE = {0.8, 0.1, 0.25};
    private static final double[] WAVE = {0.05, 0.1, 0.45};
    private static final double[] OTHER_WAVE = {0.1, 0.45, 0.4};
    private static final double STRIPE_PERIOD = 6; // pixels, along the diagonal's coordinate x + y
    private static final double WAVE_PERIOD = 10; // pixels

    private final ImagePair pair = new ImagePair(1, 3);

    /**
     * @throws DataException if these are no grey images
     */
    PaintedPairs(Dataset source) {
        super(source);
        if (!source.shape().isImage()
                || source.pair().isPresent()
                || source.shape().channels() != 1) {
            throw new DataException(
                    "painted expects grey images [1, height, width], got samples of " + source.shape() + " from "
                            + source.name(),
                    "for example painted:digits");
        }
    }

    @Override
    public String name() {
        return PairSets.PAINTED + ":" + source.name();
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
    public void read(int index, float[] target, int offset) {
        source.read(index, target, offset);
        int width = source.shape().width();
        int pixels = source.shape().height() * width;
        for (int i = 0; i < pixels; i++) {
            double white = (target[offset + i] + 1) / 2;
            double stripe = share(2 * Math.PI * (i / width + i % width) / STRIPE_PERIOD);
            double wave = share(2
                    * Math.PI
                    * (i % width + 2 * StrictMath.sin(2 * Math.PI * (i / width) / WAVE_PERIOD))
                    / WAVE_PERIOD);
            for (int c = 0; c < 3; c++) {
                double light = stripe * STRIPE[c] + (1 - stripe) * OTHER_STRIPE[c];
                double dark = wave * WAVE[c] + (1 - wave) * OTHER_WAVE[c];
                target[offset + (1 + c) * pixels + i] = (float) (2 * (white * light + (1 - white) * dark) - 1);
            }
        }
    }

    private static double share(double angle) {
        return 0.5 + 0.5 * StrictMath.sin(angle);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().add("painted/v1").add(source.fingerprint()).hex();
    }

    @Override
    public void close() {
        source.close();
    }
}
