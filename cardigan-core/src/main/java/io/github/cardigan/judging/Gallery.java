package io.github.cardigan.judging;

import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.data.ScatterPlot;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Features;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.evaluation.Memorisation;
import io.github.cardigan.evaluation.Part;
import io.github.cardigan.evaluation.Realism;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures beside the figures: what generated images are nearest to, and the most and least realistic of them. */
final class Gallery {

    private static final int NEAREST_ROWS = 10;
    private static final int NEIGHBOURS = 5;
    private static final int GRID = 32;
    private static final int GRID_COLUMNS = 8;

    /** As many points of each side are shown. */
    private static final int POINTS = 2500;

    private static final int POINTS_SIDE = 512;

    /** The paper's neighbours. */
    private static final int K = 3;

    private Gallery() {}

    /**
     * @param training features of all training images, if there are any; else the nearest of {@code real} are shown
     */
    static List<Judgement.Picture> draw(
            Evidence evidence, Features real, Features generated, Optional<Features> training, Watcher watcher) {
        List<Judgement.Picture> pictures = new ArrayList<>();
        Shape shape = evidence.generated().shape();
        if (!shape.isImage()) {
            evidence.real()
                    .filter(points -> shape.equals(Shape.of(2)))
                    .ifPresent(points -> pictures.add(points(evidence.generated(), points)));
            return pictures;
        }
        if (shape.channels() != 1 && shape.channels() != 3) {
            return pictures;
        }
        watcher.notes("drawing pictures");
        Optional<Images> beside = training.isPresent()
                ? evidence.training().map(data -> DatasetImages.all(data, watcher::warns))
                : evidence.real();
        beside.ifPresent(
                images -> pictures.add(nearest(evidence.generated(), images, training.orElse(real), generated)));
        if (real.parts().contains(Part.ROWS) && real.count() > K) {
            pictures.addAll(extremes(evidence.generated(), real, generated));
        }
        return pictures;
    }

    private static Judgement.Picture points(Images generated, Images real) {
        float[] x = first(real, Math.min(POINTS, real.size()));
        float[] fake = first(generated, Math.min(POINTS, generated.size()));
        String caption = String.format(
                Locale.ROOT,
                "%,d points of %s in grey, and %,d generated ones in green.",
                x.length / 2,
                real.name(),
                fake.length / 2);
        ScatterPlot.Bounds bounds = ScatterPlot.Bounds.around(x, 0.15);
        return new Judgement.Picture("points.png", caption, ScatterPlot.png(x, fake, bounds, POINTS_SIDE, null));
    }

    private static Judgement.Picture nearest(Images generated, Images real, Features realFeatures, Features features) {
        int rows = Math.min(NEAREST_ROWS, features.count());
        int k = Math.min(NEIGHBOURS, realFeatures.count());
        int elements = generated.shape().elements();
        float[] grid = new float[rows * (k + 1) * elements];
        int place = 0;
        for (Memorisation.Nearest found : Memorisation.nearest(realFeatures, features, rows, k)) {
            System.arraycopy(one(generated, found.image()), 0, grid, place++ * elements, elements);
            for (int index : found.training()) {
                System.arraycopy(one(real, index), 0, grid, place++ * elements, elements);
            }
        }
        String caption = String.format(
                Locale.ROOT,
                "The first %d generated images, each with the nearest of %,d images of %s beside it, nearest first.",
                rows,
                realFeatures.count(),
                real.name());
        return new Judgement.Picture("nearest.png", caption, ImageGrid.png(grid, generated.shape(), k + 1));
    }

    private static List<Judgement.Picture> extremes(Images generated, Features real, Features features) {
        double[] realism = Realism.of(real.rows(), features.rows(), K);
        int[] ranking = Realism.ranking(realism);
        int shown = Math.min(GRID, ranking.length);
        int[] best = IntStream.range(0, shown).map(i -> ranking[i]).toArray();
        int[] worst = IntStream.range(0, shown)
                .map(i -> ranking[ranking.length - 1 - i])
                .toArray();
        return List.of(
                picture("best.png", "The most realistic", "best first", generated, best, realism),
                picture("worst.png", "The least realistic", "worst first", generated, worst, realism));
    }

    private static Judgement.Picture picture(
            String file, String which, String order, Images generated, int[] indexes, double[] realism) {
        Shape shape = generated.shape();
        float[] grid = new float[indexes.length * shape.elements()];
        for (int i = 0; i < indexes.length; i++) {
            System.arraycopy(one(generated, indexes[i]), 0, grid, i * shape.elements(), shape.elements());
        }
        String caption = String.format(
                Locale.ROOT,
                "%s %d of %,d generated images, %s; realism from %.2f to %.2f, inside the real manifold from 1 on.",
                which,
                indexes.length,
                realism.length,
                order,
                realism[indexes[0]],
                realism[indexes[indexes.length - 1]]);
        return new Judgement.Picture(file, caption, ImageGrid.png(grid, shape, GRID_COLUMNS));
    }

    private static float[] one(Images images, int index) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return Tensors.toFloats(images.batch(index, 1));
        }
    }

    private static float[] first(Images images, int count) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            return Tensors.toFloats(images.batch(0, count));
        }
    }
}
