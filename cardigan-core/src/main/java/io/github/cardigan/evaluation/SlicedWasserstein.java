package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sliced Wasserstein distance between patches of two sets of images, for each level of a Laplacian pyramid (Karras et al. 2017,
 * arXiv:1710.10196, section 5): patches of 7x7 at random places, each channel normalised over all patches, projected onto 512
 * random directions, sorted; the mean absolute difference, times 1,000 as published. Coarse levels tell about the layout of images,
 * fine ones about their texture.
 *
 * <p>Images come batch by batch; only patches are kept. The paper takes 128 patches from each of 8,192 images, which is 0.6 GB a level
 * and set for three channels. Here there is room for {@code maxPatches}, and where 128 per image would not fit, fewer are taken from
 * each. More patches make the distance between equal distributions smaller, so compare only figures of one number of images and
 * patches; both sets are cut to the smaller one's size.
 *
 * @param patchesPerImage at most this many from each image and level, at least 1; the paper's is 128
 * @param maxPatches room for patches per level and set, at least 1
 * @param directions on which patches are projected, at least 1; the paper's is 512
 * @param seed of places and directions
 */
public record SlicedWasserstein(int patchesPerImage, int maxPatches, int directions, long seed) {

    private static final int BATCH = 64;

    /** Levels end before images get smaller than this. */
    private static final int MIN_SIDE = 16;

    /** Directions at a time: bounds the memory of sorting. */
    private static final int GROUP = 32;

    public SlicedWasserstein {
        if (patchesPerImage < 1 || maxPatches < 1 || directions < 1) {
            throw new IllegalArgumentException("expected at least 1 patch per image, 1 patch and 1 direction, got "
                    + patchesPerImage + ", " + maxPatches + ", " + directions);
        }
    }

    /** The paper's numbers, with room for 131,072 patches per level and set (77 MB for three channels). */
    public static SlicedWasserstein of(long seed) {
        return new SlicedWasserstein(128, 1 << 17, 512, seed);
    }

    /**
     * One level's distance.
     *
     * @param height rows of the images at this level
     * @param width columns
     * @param distance times 1,000
     */
    public record Level(int height, int width, double distance) {}

    /**
     * @param images of each set that were used
     * @param patchesPerImage taken from each, per level
     * @param levels finest first
     */
    public record Result(int images, int patchesPerImage, List<Level> levels) {

        public Result {
            levels = List.copyOf(levels);
        }

        /** The mean over levels: the single number that is published. */
        public double mean() {
            return levels.stream().mapToDouble(Level::distance).average().orElseThrow();
        }
    }

    /**
     * @throws ConfigurationException if images of this shape are too small
     */
    public void requireShape(Shape image) {
        if (!image.isImage() || Math.min(image.height(), image.width()) < MIN_SIDE) {
            throw new ConfigurationException(
                    "swd expects images of at least " + MIN_SIDE + "x" + MIN_SIDE + " pixels, got " + image, "");
        }
    }

    /**
     * The distance between two sets; it is symmetric.
     *
     * @throws ConfigurationException if their images are too small or differ in shape, or there are more than there is room for
     * @throws DataException if an image holds values that are not finite; names it
     */
    public Result between(Images real, Images generated) {
        requireShape(real.shape());
        if (!real.shape().equals(generated.shape())) {
            throw new ConfigurationException(
                    "swd expects images of one shape, got " + real.shape() + " from " + real.name() + " and "
                            + generated.shape() + " from " + generated.name(),
                    "bring both to one size");
        }
        int count = Math.min(real.size(), generated.size());
        int patches = Math.min(patchesPerImage, maxPatches / count);
        if (patches == 0) {
            throw new ConfigurationException(
                    "swd has room for " + maxPatches + " patches, got " + count + " images", "take fewer images");
        }
        List<PatchDescriptors> ofReal = collect(real, count, patches);
        List<PatchDescriptors> ofGenerated = collect(generated, count, patches);
        List<Level> levels = new ArrayList<>();
        int height = real.shape().height();
        int width = real.shape().width();
        for (int level = 0; level < ofReal.size(); level++) {
            levels.add(new Level(height, width, 1e3 * distance(ofReal.get(level), ofGenerated.get(level))));
            height = (height + 1) / 2;
            width = (width + 1) / 2;
        }
        return new Result(count, patches, levels);
    }

    private static int levels(Shape image) {
        int levels = 1;
        for (int side = Math.min(image.height(), image.width()); (side + 1) / 2 >= MIN_SIDE; side = (side + 1) / 2) {
            levels++;
        }
        return levels;
    }

    /** Patches per level. The places in image i depend on the seed and i alone. */
    private List<PatchDescriptors> collect(Images images, int count, int patches) {
        Shape shape = images.shape();
        List<PatchDescriptors> descriptors = new ArrayList<>();
        for (int level = 0; level < levels(shape); level++) {
            descriptors.add(new PatchDescriptors(shape.channels(), count * patches));
        }
        RandomSource places = new RandomSource(seed).split(0);
        for (int first = 0; first < count; first += BATCH) {
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                Tensor batch = images.batch(first, Math.min(BATCH, count - first));
                requireFinite(batch, images, first);
                List<Tensor> pyramid = LaplacianPyramid.of(batch, descriptors.size());
                for (int level = 0; level < pyramid.size(); level++) {
                    take(pyramid.get(level), descriptors.get(level), first, patches, places.split(level));
                }
            }
        }
        return descriptors;
    }

    private static void requireFinite(Tensor batch, Images images, int first) {
        double[] sums = Pairs.values(batch.sum(1, 2, 3));
        for (int i = 0; i < sums.length; i++) {
            if (!Double.isFinite(sums[i])) {
                throw new DataException(
                        "swd expects finite values, got others in image " + (first + i) + " of " + images.name(),
                        "has the training diverged?");
            }
        }
    }

    private static void take(Tensor level, PatchDescriptors descriptors, int first, int patches, RandomSource places) {
        float[] values = Tensors.toFloats(level);
        int height = Math.toIntExact(level.size(2));
        int width = Math.toIntExact(level.size(3));
        int elements = Math.toIntExact(level.size(1)) * height * width;
        for (int i = 0; i * elements < values.length; i++) {
            descriptors.add(values, i * elements, height, width, patches, places.split(first + i));
        }
    }

    private double distance(PatchDescriptors real, PatchDescriptors generated) {
        RandomSource random = new RandomSource(seed).split(1);
        double sum = 0;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor a = real.normalised().t(); // [channels * 49, patches]
            Tensor b = generated.normalised().t();
            for (int done = 0; done < directions; done += GROUP) {
                sum += distances(a, b, random, Math.min(GROUP, directions - done));
            }
        }
        return sum / directions;
    }

    /** The sum of the distances along some random directions. */
    private static double distances(Tensor a, Tensor b, RandomSource random, int count) {
        try (TensorScope scope = new TensorScope()) {
            Tensor normal = random.normal(Device.cpu(), count, a.size(0));
            Tensor unit = normal.div(normal.square().sum(1).sqrt().unsqueeze(1)); // [count, channels * 49]
            Tensor sortedA = unit.matmul(a).sort(1, false).get0(); // [count, patches]
            Tensor sortedB = unit.matmul(b).sort(1, false).get0();
            return sortedA.sub(sortedB).abs().mean(1).sum().item_double();
        }
    }
}
