package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a generator makes of a seed, generated anew at each reading: image i is the i-th of {@link Model#sample}, whatever the
 * batch. Where classes can be asked for, each is as often as the others, and the images carry the labels asked for.
 */
public final class GeneratedImages implements Images {

    private final String name;
    private final Generator generator;
    private final int count;
    private final long seed;

    /**
     * @param name what made them, for people: the path of a model
     * @param generator is not closed and must not learn meanwhile
     * @param count at least 1
     * @throws ConfigurationException if the count is below 1
     */
    public GeneratedImages(String name, Generator generator, int count, long seed) {
        if (count < 1) {
            throw new ConfigurationException("expected a count of at least 1, got " + count, "");
        }
        this.name = name;
        this.generator = generator;
        this.count = count;
        this.seed = seed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return generator.shape();
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return generator.conditions().classes();
    }

    @Override
    public int label(int index) {
        return Model.label(generator, index);
    }

    @Override
    public Tensor batch(int first, int size) {
        return Tensor.create(
                Model.sample(generator, first, size, seed), generator.shape().batch(size));
    }

    /** Over layers, weights, latent, seed and count. */
    @Override
    public String fingerprint() {
        String what = generator.network().layers() + " " + generator.latent() + generator.conditions() + " seed " + seed
                + " count " + count;
        return Fingerprints.of(what, generator.network().state());
    }
}
