package io.github.cardigan.judging;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Generator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an evaluation looks at. Nothing in it is closed by the evaluation.
 *
 * @param generated what is judged
 * @param generator what made it, if a model is judged
 * @param autoencoder the whole of it, if its generator is a decoder
 * @param folder where it lies, if a set of images is judged
 * @param real what it is compared with; empty where there are statistics instead, or nothing asks for it
 * @param whole all real images that fid compares with, of which {@code real} are the first; empty where {@code real} is
 * @param split which part of the data the real images are; empty without any
 * @param statistics a file to take the place of real images
 * @param training all that the generator learned from, for memorisation
 * @param test of the same kind, not learned from, for memorisation and cas
 * @param pairs the real images in their own order, for ssim, psnr and lpips
 * @param extractor what looks at images
 * @param accuracy of the data's own classifier on images it has not seen, from 0 to 1; empty if another one looks
 * @param device for what is trained on the way
 * @param seed of everything random on the generated side
 * @param lpips files of weights for lpips and ppl: VGG16, and the weights per channel if they lie elsewhere; may be empty
 * @param cache where statistics of real images are kept
 */
public record Evidence(
        Images generated,
        Optional<Generator> generator,
        Optional<Autoencoder> autoencoder,
        Optional<Dataset> folder,
        Optional<Images> real,
        Optional<Images> whole,
        String split,
        Optional<Path> statistics,
        Optional<Dataset> training,
        Optional<Dataset> test,
        Optional<Dataset> pairs,
        Extractor extractor,
        OptionalDouble accuracy,
        Device device,
        long seed,
        List<Path> lpips,
        CacheFolder cache) {}
