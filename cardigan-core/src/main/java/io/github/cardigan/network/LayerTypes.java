package io.github.cardigan.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of layers in files. Names, and the components of the records, are forever: files are older than programs. */
final class LayerTypes {

    private static final Map<String, Class<? extends Record>> RECORDS = new LinkedHashMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        add("sequential", Sequential.class);
        add("residual", Residual.class);
        add("skip", Skip.class);
        add("encoder_decoder", EncoderDecoder.class);
        add("both_ways", BothWays.class);
        add("retouch", Retouch.class);
        add("identity", Identity.class);
        add("dense", Dense.class);
        add("conv2d", Conv2d.class);
        add("conv_transpose2d", ConvTranspose2d.class);
        add("embedding", Embedding.class);
        add("batch_norm", BatchNorm.class);
        add("layer_norm", LayerNorm.class);
        add("instance_norm", InstanceNorm.class);
        add("group_norm", GroupNorm.class);
        add("leaky_relu", LeakyRelu.class);
        add("elu", Elu.class);
        add("prelu", PRelu.class);
        add("dropout", Dropout.class);
        add("noise_dropout", NoiseDropout.class);
        add("dropout2d", Dropout2d.class);
        add("upsample", Upsample.class);
        add("max_pool2d", MaxPool2d.class);
        add("avg_pool2d", AvgPool2d.class);
        add("global_avg_pool", GlobalAvgPool.class);
        add("pad_channels", PadChannels.class);
        add("mirror_pad", MirrorPad.class);
        add("flatten", Flatten.class);
        add("flatten_beside", FlattenBeside.class);
        add("reshape", Reshape.class);
        add("spectral_norm", SpectralNorm.class);
        add("weight_norm", WeightNorm.class);
        add("equalised_rate", EqualisedRate.class);
        add("minibatch_discrimination", MinibatchDiscrimination.class);
        add("minibatch_std_dev", MinibatchStdDev.class);
        add("gaussian_noise", GaussianNoise.class);
        add("noise_planes", NoisePlanes.class);
        add("affine", Affine.class);
    }

    private LayerTypes() {}

    private static <L extends Record & Layer> void add(String name, Class<L> type) {
        RECORDS.put(name, type);
        NAMES.put(type, name);
    }

    static @Nullable Class<? extends Record> record(String name) {
        return RECORDS.get(name);
    }

    /** An activation is its own type: {@code {"type":"tanh"}}. */
    static @Nullable Activation activation(String name) {
        for (Activation activation : Activation.values()) {
            if (lowerCase(activation).equals(name)) {
                return activation;
            }
        }
        return null;
    }

    /** The name in files, or null for a layer that is not of this package. */
    static @Nullable String name(Layer layer) {
        return layer instanceof Activation activation ? lowerCase(activation) : NAMES.get(layer.getClass());
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
