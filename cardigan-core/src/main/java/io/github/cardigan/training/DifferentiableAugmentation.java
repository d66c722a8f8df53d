package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The same random changes for real and generated images, through which the generator learns, so that a discriminator with little data
 * cannot learn it by heart (DiffAugment; Zhao et al. 2020, arXiv:2006.10738). Images are {@code [N, channels, height, width]} in [-1,
 * 1]; what moves or is cut leaves zeros as in the paper's experiments, here mid-grey, and nothing is cut off at -1 and 1.
 *
 * @param policies what changes, in the order of their list; none changes nothing
 */
public record DifferentiableAugmentation(Set<Policy> policies) implements Written, SampleTransform {

    /** The paper's three kinds of changes. */
    public enum Policy {
        /**
         * Brightness: plus or minus up to 0.5; saturation, where there are three channels: times 0 to 2; contrast: times 0.5 to 1.5. Uniform.
         */
        COLOUR {
            @Override
            Tensor apply(Tensor images, RandomSource random) {
                int n = Math.toIntExact(images.size(0));
                Tensor changed = ColourJitter.brightness(images, draw(n, () -> random.nextDouble() - 0.5));
                if (images.size(1) == 3) {
                    changed = ColourJitter.saturation(changed, draw(n, () -> 2 * random.nextDouble()));
                }
                return ColourJitter.contrast(changed, draw(n, () -> 0.5 + random.nextDouble()));
            }
        },
        /** Moved by whole pixels, up to an eighth of each side. Uniform. */
        TRANSLATION {
            @Override
            Tensor apply(Tensor images, RandomSource random) {
                int n = Math.toIntExact(images.size(0));
                return PixelShift.apply(images, moves(n, images.size(2), random), moves(n, images.size(3), random));
            }

            private double[] moves(int n, long side, RandomSource random) {
                int farthest = Math.toIntExact(Math.round(side / 8.0));
                return draw(n, () -> random.nextInt(2 * farthest + 1) - farthest);
            }
        },
        /** A rectangle half as high and wide as the image, centred anywhere in it, is empty. */
        CUTOUT {
            @Override
            Tensor apply(Tensor images, RandomSource random) {
                int n = Math.toIntExact(images.size(0));
                int height = half(images.size(2));
                int width = half(images.size(3));
                return Cutout.apply(
                        images,
                        starts(n, images.size(2), height, random),
                        starts(n, images.size(3), width, random),
                        height,
                        width);
            }

            private int half(long side) {
                return Math.toIntExact(Math.round(side / 2.0));
            }

            /** An even hole has its centre between pixels, of which there is one more. */
            private double[] starts(int n, long side, int hole, RandomSource random) {
                int centres = Math.toIntExact(side) + 1 - hole % 2;
                return draw(n, () -> random.nextInt(centres) - hole / 2);
            }
        };

        /** In fp32 or fp64. */
        abstract Tensor apply(Tensor images, RandomSource random);

        private static double[] draw(int n, DoubleSupplier number) {
            return DoubleStream.generate(number).limit(n).toArray();
        }
    }

    public DifferentiableAugmentation {
        policies = WordSet.copy(policies, Policy.class);
    }

    /**
     * @param text {@code none}, or some of {@code colour}, {@code translation} and {@code cutout} with commas between them
     * @throws ConfigurationException for anything else
     */
    public static DifferentiableAugmentation parse(String text) {
        return new DifferentiableAugmentation(WordSet.parse(text, Policy.class, Map.of()));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String text() {
        return WordSet.text(policies);
    }

    @Override
    public void requireFit(Shape sample) {
        if (!policies.isEmpty()) {
            PerSample.requireImages(sample);
        }
    }

    @Override
    public Tensor apply(Tensor samples, RandomSource random, double progress) {
        if (policies.isEmpty()) {
            return samples;
        }
        Tensor changed = PerSample.exact(samples);
        for (Policy policy : policies) {
            changed = policy.apply(changed, random);
        }
        return changed;
    }
}
