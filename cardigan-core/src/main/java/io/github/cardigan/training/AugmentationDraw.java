package io.github.cardigan.training;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.AugmentationPipeline.Change;
import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;

/** The luck of one batch of an {@link AugmentationPipeline}: numbers and order of the paper's appendix B. */
record AugmentationDraw(Set<Change> changes, double p, RandomSource random) {

    /** How one image moves. */
    PlaneMap place(double height, double width) {
        PlaneMap map = new PlaneMap();
        double either = 1 - StrictMath.sqrt(1 - p); // so that at least one of two free turns is made with probability p
        if (made(Change.MIRROR, p) && random.nextInt(2) == 1) {
            map.scale(-1, 1);
        }
        if (made(Change.TURN, p)) {
            int quarters = random.nextInt(4);
            map.rotate(new int[] {1, 0, -1, 0}[quarters], new int[] {0, 1, 0, -1}[quarters]);
        }
        if (made(Change.MOVE, p)) {
            map.translate(Math.rint(uniform(width / 8)), Math.rint(uniform(height / 8)));
        }
        if (made(Change.SCALE, p)) {
            double size = logNormal(0.2);
            map.scale(size, size);
        }
        turn(map, either);
        if (made(Change.SCALE, p)) {
            double wide = logNormal(0.2);
            map.scale(wide, 1 / wide);
        }
        turn(map, either);
        if (made(Change.MOVE, p)) {
            map.translate(normal() * width / 8, normal() * height / 8);
        }
        return map;
    }

    private void turn(PlaneMap map, double probability) {
        if (made(Change.TURN, probability)) {
            double angle = uniform(Math.PI);
            map.rotate(StrictMath.cos(angle), StrictMath.sin(angle));
        }
    }

    /** How one image's colours change. */
    ColourMap colour() {
        ColourMap map = new ColourMap();
        if (made(Change.COLOUR, p)) {
            map.brightness(0.2 * normal());
        }
        if (made(Change.COLOUR, p)) {
            map.contrast(logNormal(0.5));
        }
        if (made(Change.COLOUR, p) && random.nextInt(2) == 1) {
            map.flipLuma();
        }
        if (made(Change.COLOUR, p)) {
            map.hue(uniform(Math.PI));
        }
        if (made(Change.COLOUR, p)) {
            map.saturation(logNormal(1));
        }
        return map;
    }

    /** All images, some with noise. */
    Tensor noisy(Tensor images) {
        double[] deviations = each(images, () -> made(Change.NOISE, p) ? 0.1 * Math.abs(normal()) : 0);
        boolean none = Arrays.stream(deviations).allMatch(deviation -> deviation == 0);
        return none ? images : images.add(random.noiseLike(images).mul(PerSample.column(deviations, images)));
    }

    /** All images, some with a hole. */
    Tensor cut(Tensor images) {
        double height = images.size(2);
        double width = images.size(3);
        double[] centres = each(images, () -> made(Change.CUTOUT, p) ? random.nextDouble() : Double.NaN);
        if (Arrays.stream(centres).allMatch(Double::isNaN)) {
            return images;
        }
        double[] top = Arrays.stream(centres).map(y -> start(y, height)).toArray();
        double[] left = each(images, () -> start(random.nextDouble(), width));
        return Cutout.apply(images, top, left, height / 2, width / 2);
    }

    /** Pixels lie in a hole whose centres do; not a number, no pixel does. */
    private static double start(double centre, double side) {
        return (centre - 0.25) * side - 0.5;
    }

    private static double[] each(Tensor images, DoubleSupplier number) {
        return DoubleStream.generate(number).limit(images.size(0)).toArray();
    }

    private boolean made(Change change, double probability) {
        return changes.contains(change) && random.nextDouble() < probability;
    }

    private double uniform(double farthest) {
        return farthest * (2 * random.nextDouble() - 1);
    }

    /** Two to the power of a normal number. */
    private double logNormal(double deviation) {
        return StrictMath.pow(2, deviation * normal());
    }

    private double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
