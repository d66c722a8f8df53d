package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.EqualisedRate;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.MinibatchDiscrimination;
import io.github.cardigan.network.MinibatchStdDev;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.network.SpectralNorm;
import io.github.cardigan.training.AdaptiveAugmentation;
import io.github.cardigan.training.HistoricalAveraging;
import io.github.cardigan.training.Memory;
import io.github.cardigan.training.SampleTransform;
import io.github.cardigan.training.UpdateRule;
import io.github.cardigan.training.WeightClipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What {@link StabiliserOptions} ask for, made for one plan; what has to be remembered belongs to the plan. */
final class Stabilisers {

    private static final int KERNEL_SIZE = 5; // Salimans et al. 2016 use 5 values per kernel on images
    private static final int DEVIATION_GROUP = 4; // Karras et al. 2017

    private final OptionValues options;
    private final Optional<AdaptiveAugmentation> ada;
    private final List<Memory> memories = new ArrayList<>();

    Stabilisers(OptionValues options) {
        this.options = options;
        ada = options.get(StabiliserOptions.ADA).changes().isEmpty()
                ? Optional.empty()
                : Optional.of(AdaptiveAugmentation.of(
                        options.get(StabiliserOptions.ADA), options.get(StabiliserOptions.ADA_SAMPLES)));
        ada.ifPresent(memories::add);
    }

    /** The generator's layers as the options want them. */
    Layer generator(Layer layers) {
        return equalised(layers);
    }

    /**
     * The discriminator's layers as the options want them.
     *
     * @param layers one after the other, the last of which makes the score of a vector
     */
    Layer discriminator(Sequential layers) {
        List<Layer> all = new ArrayList<>(layers.layers());
        Layer score = all.remove(all.size() - 1);
        if (options.get(StabiliserOptions.MINIBATCH_DEVIATION)) {
            all.add(new MinibatchStdDev(DEVIATION_GROUP));
        }
        if (options.get(StabiliserOptions.MINIBATCH_DISCRIMINATION) > 0) {
            all.add(new MinibatchDiscrimination(options.get(StabiliserOptions.MINIBATCH_DISCRIMINATION), KERNEL_SIZE));
        }
        all.add(score);
        Layer changed = new Sequential(all);
        return options.get(StabiliserOptions.SPECTRAL_NORM) ? SpectralNorm.everywhere(changed) : equalised(changed);
    }

    private Layer equalised(Layer layers) {
        return options.get(StabiliserOptions.EQUALISED_RATE) ? EqualisedRate.network(layers) : layers;
    }

    /** What samples pass before they are judged. */
    SampleTransform sight(Shape sample) {
        SampleTransform sight =
                options.get(StabiliserOptions.INSTANCE_NOISE).then(options.get(StabiliserOptions.AUGMENT));
        if (ada.isPresent()) {
            sight = sight.then(ada.get());
        }
        sight.requireFit(sample);
        return sight;
    }

    /** Is told the scores of real samples, each of so many. */
    void watch(Tensor realScores, int pack) {
        ada.ifPresent(augmentation -> augmentation.observe(realScores, pack));
    }

    /** What has a say in the generator's updates. */
    List<UpdateRule> generatorRules(Network network) {
        return averaging("generator", network);
    }

    /** What has a say in the discriminator's updates. */
    List<UpdateRule> discriminatorRules(Network network) {
        List<UpdateRule> rules = new ArrayList<>(averaging("discriminator", network));
        double limit = options.get(StabiliserOptions.WEIGHT_CLIPPING);
        if (limit > 0) {
            rules.add(new WeightClipping(limit));
        }
        return rules;
    }

    private List<UpdateRule> averaging(String player, Network network) {
        double weight = options.get(StabiliserOptions.HISTORICAL_AVERAGING);
        if (weight == 0) {
            return List.of();
        }
        HistoricalAveraging averaging = new HistoricalAveraging(player + "-history", network.parameters(), weight);
        memories.add(averaging);
        return List.of(averaging);
    }

    /** What a checkpoint must hold; to be asked for when all else is made. */
    List<Memory> memories() {
        return memories;
    }
}
