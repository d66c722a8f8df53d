package io.github.cardigan.run;

import io.github.cardigan.data.Excerpt;
import io.github.cardigan.data.ScatterPlot;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.Trainer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Generated points over real ones, on what the discriminator makes of every place: violet where it takes points for real. */
final class PointPicture {

    private static final Shape POINT = Shape.of(2);
    private static final int POINTS = 1000;
    private static final int PIXELS = 440;
    private static final int CELLS = 60;
    private static final double MARGIN = 0.15;

    private PointPicture() {}

    static boolean canShow(Generator generator, Trainer trainer) {
        return generator.shape().equals(POINT) && trainer.data().shape().equals(POINT);
    }

    static SamplePicture of(Generator generator, Trainer trainer) {
        float[] real = Excerpt.read(
                        trainer.data(), 0, Math.min(POINTS, trainer.data().size()), warning -> {})
                .values();
        float[] fake = Model.sample(generator, 0, POINTS, trainer.settings().seed());
        ScatterPlot.Bounds bounds = ScatterPlot.Bounds.around(real, MARGIN);
        byte[] png = ScatterPlot.png(
                real, fake, bounds, PIXELS, generator.conditions().none() ? field(trainer, bounds) : null);
        return new SamplePicture(png, PIXELS, PIXELS, 3);
    }

    /**
     * The discriminator's raw scores; a pack is judged by many points at one place. Null where none judges points, or packs of them, alone:
     * a judge of pairs (BiGAN) has no opinion of a place, and one that compares samples would compare the places.
     */
    private static ScatterPlot.@Nullable Field field(Trainer trainer, ScatterPlot.Bounds bounds) {
        Player judge = trainer.plan().playersByName().get("discriminator");
        if (judge == null
                || !(trainer.product() instanceof Generator)
                || judge.network().outputShape().elements() != 1) {
            return null;
        }
        Network network = judge.network();
        Shape input = network.inputShape();
        if (network.layers().mixesSamples(input)) {
            return null;
        }
        int pack = input.rank() == 1 && input.dim(0) % 2 == 0 ? input.dim(0) / 2 : 0;
        if (pack == 0) {
            return null;
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor places = network.device().move(Tensor.create(bounds.grid(CELLS), CELLS * CELLS, 2));
            float[] scores = Tensors.toFloats(network.forward(places.repeat(1, pack), Pass.inference()));
            double reach = 1e-6;
            for (float score : scores) {
                reach = Math.max(reach, Math.abs(score));
            }
            return new ScatterPlot.Field(scores, CELLS, 0, reach);
        }
    }
}
