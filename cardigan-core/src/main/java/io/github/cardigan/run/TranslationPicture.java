package io.github.cardigan.run;

import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Trainer;
import java.util.Arrays;

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
        ImageTranslation translation = ImageTranslation.untiled(translator);
        float[] picture = new float[3 * count * shown.elements()];
        for (int i = 0; i < count; i++) {
            int from = i * (input.elements() + output.elements());
            put(pairs.values(), from, input, picture, i * shown.elements(), channels);
            put(pairs.values(), from + input.elements(), output, picture, (2 * count + i) * shown.elements(), channels);
            float[] source = Arrays.copyOfRange(pairs.values(), from, from + input.elements());
            float[] made = translation.translate(source, input.height(), input.width());
            put(made, 0, output, picture, (count + i) * shown.elements(), channels);
        }
        return SamplePicture.grid(picture, shown, count);
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
