package io.github.cardigan.run;

import io.github.cardigan.data.Excerpt;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Trainer;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * What shows people how far a training is, always drawn from the same latents or samples: a grid of generated images, a column per class where
 * classes can be asked for; points of the plane on the discriminator's field; images over what an autoencoder without a prior makes of them; sources over
 * their translations over what these should be.
 *
 * @param png the picture
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 or 3
 */
record SamplePicture(byte[] png, int height, int width, int channels) {

    private static final int GRID = 64;
    private static final int COLUMNS = 8;
    private static final int ROWS = 8;
    private static final int MOST_CLASSES = 16;

    /** Images as a grid, points of the plane as a plot; empty where there is nothing to look at, as for a classifier. */
    static Optional<SamplePicture> of(Trainer trainer) {
        Optional<Generator> generator = trainer.generator();
        if (generator.isPresent()) {
            Generator made = generator.get();
            if (PointPicture.canShow(made, trainer)) {
                return Optional.of(PointPicture.of(made, trainer));
            }
            return made.shape().isImage()
                    ? Optional.of(samples(made, trainer.settings().seed()))
                    : Optional.empty();
        }
        if (trainer.product() instanceof Translator translator) {
            return Optional.of(TranslationPicture.of(translator, trainer));
        }
        return trainer.product() instanceof Autoencoder autoencoder
                        && autoencoder.shape().isImage()
                ? Optional.of(reconstructions(autoencoder, trainer))
                : Optional.empty();
    }

    /** Whether what is generated is: a training that no longer makes numbers has diverged. */
    static boolean finite(Trainer trainer) {
        return trainer.generator()
                .map(made ->
                        finite(Model.sample(made, 0, GRID, trainer.settings().seed())))
                .orElse(true);
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static SamplePicture samples(Generator generator, long seed) {
        int classes = generator.conditions().classes().size();
        boolean byClass = classes >= 2 && classes <= MOST_CLASSES;
        int columns = byClass ? classes : COLUMNS;
        int count = byClass ? classes * ROWS : GRID;
        return grid(Model.sample(generator, 0, count, seed), generator.shape(), columns);
    }

    /** Rows in pairs: samples, and below each what becomes of it. */
    private static SamplePicture reconstructions(Autoencoder autoencoder, Trainer trainer) {
        int count = Math.min(GRID / 2, trainer.data().size());
        Excerpt real = Excerpt.read(trainer.data(), 0, count, warning -> {});
        count = real.indices().length;
        Shape shape = autoencoder.shape();
        float[] made = reconstruct(autoencoder, real.values(), count);
        int row = COLUMNS * shape.elements();
        float[] pairs = new float[2 * count * shape.elements()];
        for (int from = 0, to = 0; from < real.values().length; from += row, to += 2 * row) {
            int length = Math.min(row, real.values().length - from);
            System.arraycopy(real.values(), from, pairs, to, length);
            System.arraycopy(made, from, pairs, to + length, length);
        }
        return grid(pairs, shape, Math.min(COLUMNS, count));
    }

    private static float[] reconstruct(Autoencoder autoencoder, float[] values, int count) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Device device = autoencoder.network().device();
            Tensor samples =
                    device.move(Tensor.create(values, autoencoder.shape().batch(count)));
            Tensor labels = device.move(Tensor.create(new long[count]));
            return Tensors.toFloats(autoencoder.reconstruct(samples, labels, Pass.inference()));
        }
    }

    static SamplePicture grid(float[] values, Shape shape, int columns) {
        int rows = values.length / shape.elements() / columns;
        return new SamplePicture(
                ImageGrid.png(values, shape, columns),
                ImageGrid.pixels(rows, shape.height()),
                ImageGrid.pixels(columns, shape.width()),
                shape.channels());
    }
}
