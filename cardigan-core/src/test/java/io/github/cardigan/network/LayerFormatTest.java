package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.Collections;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerFormatTest {

    private static final String CONV =
            "{\"type\":\"conv2d\",\"channels\":64,\"kernel\":5,\"stride\":2,\"padding\":2,\"bias\":true}";

    @Test
    void writesWhatFilesHaveAlwaysHeld() {
        Layer layers = Sequential.of(
                Conv2d.of(64, 5, 2),
                new ConvTranspose2d(1, 5, 2, 2, 1, false),
                new BatchNorm(0.1, 1e-5),
                new LeakyRelu(0.2),
                Activation.TANH,
                Reshape.to(3, 4),
                Residual.of(Dense.of(7)),
                new Skip(Upsample.nearest(2)));
        assertThat(LayerFormat.write(layers).toString())
                .isEqualTo("{\"type\":\"sequential\",\"layers\":[" + CONV
                        + ",{\"type\":\"conv_transpose2d\",\"channels\":1,\"kernel\":5,\"stride\":2,\"padding\":2,"
                        + "\"outputPadding\":1,\"bias\":false}"
                        + ",{\"type\":\"batch_norm\",\"momentum\":0.1,\"epsilon\":1.0E-5}"
                        + ",{\"type\":\"leaky_relu\",\"slope\":0.2}"
                        + ",{\"type\":\"tanh\"}"
                        + ",{\"type\":\"reshape\",\"shape\":[3,4]}"
                        + ",{\"type\":\"residual\",\"body\":{\"type\":\"dense\",\"units\":7,\"bias\":true},"
                        + "\"shortcut\":{\"type\":\"identity\"}}"
                        + ",{\"type\":\"skip\",\"inner\":{\"type\":\"upsample\",\"factor\":2,\"mode\":\"nearest\"}}]}");
    }

    @Test
    void writesTheStabilisersAsFilesHaveAlwaysHeldThem() {
        Layer layers = Sequential.of(
                new GaussianNoise(0.5),
                new SpectralNorm(new Embedding(2, 3)),
                new WeightNorm(Dense.of(7)),
                new EqualisedRate(Dense.of(7), 2),
                new MinibatchDiscrimination(4, 5),
                new MinibatchStdDev(6));
        assertThat(LayerFormat.write(layers).get("layers").toString())
                .isEqualTo("[{\"type\":\"gaussian_noise\",\"deviation\":0.5}"
                        + ",{\"type\":\"spectral_norm\",\"layer\":{\"type\":\"embedding\",\"ids\":2,\"size\":3}}"
                        + ",{\"type\":\"weight_norm\",\"layer\":{\"type\":\"dense\",\"units\":7,\"bias\":true}}"
                        + ",{\"type\":\"equalised_rate\",\"layer\":{\"type\":\"dense\",\"units\":7,\"bias\":true},"
                        + "\"gain\":2.0}"
                        + ",{\"type\":\"minibatch_discrimination\",\"features\":4,\"kernelSize\":5}"
                        + ",{\"type\":\"minibatch_std_dev\",\"group\":6}]");
    }

    @Test
    void wholeNumbersServeWhereFractionsAreExpected() {
        assertThat(LayerFormat.read("{\"type\":\"dropout\",\"rate\":0}")).isEqualTo(new Dropout(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'conv3d'}                               | layers: unknown layer type \"conv3d\"",
                "{'type':'io.github.cardigan.network.Flatten'}   | layers: unknown layer type",
                "{'type':'FLATTEN'}                              | layers: unknown layer type",
                "{'type':7}                                      | layers: expected an object with a \"type\", got an object",
                "{}                                              | layers: expected an object with a \"type\"",
                "[]                                              | layers: expected an object with a \"type\", got an array",
                "null                                            | layers: expected an object with a \"type\"",
                "17                                              | layers: expected an object with a \"type\", got 17",
                "{'type':'tanh','slope':1}                       | layers: unknown field \"slope\"",
                "{'type':'leaky_relu','slope':0.1,'alpha':1}     | layers: unknown field \"alpha\"",
                "{'type':'leaky_relu'}                           | layers: expected the fields [slope], got none",
                "{'type':'dense','units':1}                      | layers: expected the fields [bias], got none",
                "{'type':'leaky_relu','slope':'x'}               | layers.slope: expected a number, got \"x\"",
                "{'type':'leaky_relu','slope':null}              | layers.slope: expected a number, got null",
                "{'type':'leaky_relu','slope':2}                 | layers: expected slope in [0, 1), got 2.0",
                "{'type':'leaky_relu','slope':1e999}             | layers",
                "{'type':'leaky_relu','slope':NaN}               | layers: expected JSON",
                "{'type':'dense','units':1.5,'bias':true}        | layers.units: expected a whole number, got 1.5",
                "{'type':'dense','units':99999999999,'bias':true}| layers.units: expected a whole number, got 99999999999",
                "{'type':'dense','units':-1,'bias':true}         | layers: expected units of at least 1, got -1",
                "{'type':'dense','units':1,'bias':1}             | layers.bias: expected true or false, got 1",
                "{'type':'spectral_norm','layer':{'type':'relu'}}| layers: SpectralNorm expects one of Dense, Conv2d",
                "{'type':'upsample','factor':2,'mode':'cubic'}   | layers.mode: expected \"nearest\" or \"bilinear\", got \"cubic\"",
                "{'type':'reshape','shape':[]}                   | layers.shape: expected at least one dimension, got none",
                "{'type':'reshape','shape':[0]}                  | layers.shape: expected dimensions of at least 1, got [0]",
                "{'type':'reshape','shape':['a']}                | layers.shape: expected whole numbers, got \"a\"",
                "{'type':'reshape','shape':[1,1,1,1,1,1,1,1,1]}  | layers.shape: expected at most 8 sizes, got 9",
                "{'type':'reshape','shape':[65536,65536]}        | layers.shape: expected at most 2147483647 values",
                "{'type':'reshape','shape':3}                    | layers.shape: expected an array of sizes, got 3",
                "{'type':'sequential','layers':{}}               | layers.layers: expected an array of layers, got an object",
                "{'type':'sequential','layers':[]}               | layers: expected at least one layer, got none",
                "{'type':'sequential','layers':[{'type':'tanh'},3]} | layers.layers[1]: expected an object with a \"type\", got 3",
                "{'type':'skip','inner':{'type':'skip','inner':4}}  | layers.inner.inner: expected an object with a \"type\", got 4",
                "{'type':'tanh','type':'relu'}                   | layers: expected JSON, got an error: Duplicate",
                "{'type':'tanh'} {'type':'relu'}                 | layers: expected JSON, got an error: Trailing token",
                "{'type':'tanh'                                  | layers: expected JSON, got an error: Unexpected end-of-input",
            })
    void damageIsSaidWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> LayerFormat.read(json.replace('\'', '"')))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"tanh\"", "{\"type\":\"elu\",\"alpha\":1e999}"})
    void nothingThatIsNoLayerPasses(String json) {
        assertThatThrownBy(() -> LayerFormat.read(json)).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void numbersBeyondDoubleAreDamage() {
        String digits = "9".repeat(400);
        assertThatThrownBy(() -> LayerFormat.read("{\"type\":\"elu\",\"alpha\":" + digits + "}"))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("expected a number");
    }

    @Test
    void sixtyFourLevelsAreReadAndSixtyFiveAreNot() {
        Layer deep = nested(LayerFormat.MAX_DEPTH);
        assertThat(LayerFormat.read(LayerFormat.write(deep).toString())).isEqualTo(deep);
        assertThatThrownBy(() -> LayerFormat.write(nested(LayerFormat.MAX_DEPTH + 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nested at most 64 deep");
        assertThatThrownBy(() -> LayerFormat.read(skips(LayerFormat.MAX_DEPTH)))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageEndingWith("expected layers nested at most 64 deep");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1_000, 100_000})
    void deepNestingOverflowsNoStack(int depth) {
        assertThatThrownBy(() -> LayerFormat.read(skips(depth))).isInstanceOf(DamagedFileException.class);
        assertThatThrownBy(() -> LayerFormat.read("[".repeat(depth))).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void tenThousandLayersAreReadAndMoreAreNot() {
        Layer most = new Sequential(Collections.nCopies(LayerFormat.MAX_LAYERS - 1, Activation.TANH));
        assertThat(LayerFormat.read(LayerFormat.write(most).toString())).isEqualTo(most);
        Layer tooMany = new Sequential(Collections.nCopies(LayerFormat.MAX_LAYERS, Activation.TANH));
        assertThatThrownBy(() -> LayerFormat.write(tooMany)).isInstanceOf(ConfigurationException.class);
        String json = LayerFormat.write(most).toString().replaceFirst("\\[", "[{\"type\":\"relu\"},");
        assertThatThrownBy(() -> LayerFormat.read(json))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageEndingWith("expected at most 10000 layers");
    }

    /** Cuts, swaps and overwrites characters: what comes out is a layer or a DamagedFileException, never anything else. */
    @Test
    void alteredTextGivesALayerOrDamage() {
        String valid = LayerFormat.write(Sequential.of(
                        Conv2d.of(4, 3, 1),
                        new Skip(Upsample.bilinear(1)),
                        Reshape.to(2, 2),
                        new Elu(1.0),
                        Residual.of(LayerNorm.of(1))))
                .toString();
        String alphabet = "{}[]\":,0123456789-+.eE truefalsn\\u\n";
        RandomSource random = new RandomSource(11);
        int damaged = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(valid);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                }
            }
            Throwable thrown = catchThrowable(() -> LayerFormat.read(text.toString()));
            if (thrown != null) {
                damaged++;
                assertThat(thrown).as("%s", text).isInstanceOf(DamagedFileException.class);
            }
        }
        assertThat(damaged).isGreaterThan(4_000);
    }

    @Test
    void aUsersOwnLayerCannotBeSaved() {
        record Doubling() implements Layer {
            @Override
            public Shape outputShape(Shape input) {
                return input;
            }

            @Override
            public Tensor forward(Tensor x, Weights weights, Pass pass) {
                return x.add(x);
            }
        }
        assertThatThrownBy(() -> LayerFormat.write(Sequential.of(new Doubling())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Doubling cannot be saved");
    }

    private static Layer nested(int depth) {
        Layer layer = Activation.RELU;
        for (int i = 1; i < depth; i++) {
            layer = i % 2 == 0 ? new Skip(layer) : Sequential.of(layer);
        }
        return layer;
    }

    private static String skips(int count) {
        return "{\"type\":\"skip\",\"inner\":".repeat(count) + "{\"type\":\"relu\"}" + "}".repeat(count);
    }
}
