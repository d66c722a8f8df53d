package io.github.cardigan.recipe;

import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.InstanceNorm;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LayerNorm;
import java.util.Optional;

/** What normalises between convolutions. */
public enum ConvNorm {
    /** Over the batch (Radford et al. 2015). */
    BATCH(BatchNorm.of()),
    /** Over each sample: what Gulrajani et al. 2017 put in its place, since a gradient penalty is about single samples. */
    LAYER(LayerNorm.of(3)),
    /** Over each channel of each sample. */
    INSTANCE(InstanceNorm.of().withAffine()),
    /** Nothing does. */
    NONE(null);

    private final @org.jspecify.annotations.Nullable Layer layer;

    ConvNorm(@org.jspecify.annotations.Nullable Layer layer) {
        this.layer = layer;
    }

    /** The layer that does; empty for none. */
    public Optional<Layer> layer() {
        return Optional.ofNullable(layer);
    }
}
