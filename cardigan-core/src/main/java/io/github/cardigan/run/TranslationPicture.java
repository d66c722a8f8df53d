package io.github.cardigan.run;

import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Trainer;
import org.bytedeco.pytorch.Tensor;

/** The first pairs of the data, a column each: source, translation, what it should be. Grey ones are shown beside colour in three channels. */
final class TranslationPicture {

    private static final int PAIRS = 8;

    private TranslationPicture() {}

    static SamplePicture of(Translator translator, Trainer trainer) {
        int most = Math.min(PAIRS, trainer.data().size());
        Excerpt pairs = Excerpt.read(trainer.data(), 0, most, warning -> {});
        int count = pairs.indices().length;
        Shape input = translator.input();
        Shape output = translator.output();
        int channels = Math.max(input.channels(), output.channels());
        Shape shown = Shape.image(channels, input.height(), input.width());
        float[] picture = new float[3 * count * shown.elements()];
        for (int i = 0; i < count; i++) {
            int from = i * (input.elements() + output.elements());
            put(pairs.values(), from, input, picture, i * shown.elements(), channels);
            put(pairs.values(), from + input.elements(), output, picture, (2 * count + i) * shown.elements(), channels);
            float[] made = translate(translator, pairs.values(), from);
            put(made, 0, output, picture, (count + i) * shown.elements(), channels);
        }
        return SamplePicture.grid(picture, shown, count);
    }

    /** One at a time: large images are many values. */
    private static float[] translate(Translator translator, float[] values, int from) {
        float[] source = new float[translator.input().elements()];
        System.arraycopy(values, from, source, 0, source.length);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor image = translator
                    .network()
                    .device()
                    .move(Tensor.create(source, translator.input().batch(1)));
            return Tensors.toFloats(translator.translate(image, Pass.inference()));
        }
    }

    /** Grey repeated where colour is shown. */
    private static void put(float[] values, int from, Shape image, float[] picture, int to, int channels) {
        int plane = image.height() * image.width();
        for (int c = 0; c < channels; c++) {
            int source = image.channels() == 1 ? 0 : c;
            System.arraycopy(values, from + source * plane, picture, to + c * plane, plane);
        }
    }
}
