package io.github.cardigan.run;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The first samples of the data, a column each. Of pairs: source, translation, what it should be. Of two domains: source and translation, and, where
 * the way back is known, the way back, and then the same from the other domain. Of faces and references: both, the face in the reference's manner, that
 * taken off again, and the reference with its own taken off. Grey is shown beside colour in three channels.
 */
final class TranslationPicture {

    private static final int COLUMNS = 8;

    private final Shape shown;
    private final List<List<float[]>> rows = new ArrayList<>();

    private TranslationPicture(Shape shown) {
        this.shown = shown;
    }

    static SamplePicture of(Translator translator, Trainer trainer) {
        Excerpt samples = readable(trainer.data());
        Shape input = translator.input();
        Shape output = translator.output();
        TranslationPicture picture = new TranslationPicture(
                Shape.image(Math.max(input.channels(), output.channels()), input.height(), input.width()));
        Optional<Translator> back = translator.backward();
        boolean matched = trainer.data().pair().map(ImagePair::matched).orElse(false);
        List<float[]> sources = slices(samples, 0, input);
        List<float[]> others = slices(samples, input.elements(), output);
        if (translator.referenceChannels() > 0) {
            List<float[]> styled = inTheMannerOf(others, translator, sources);
            picture.rows.addAll(List.of(sources, others, styled));
            back.ifPresent(
                    remover -> picture.rows.addAll(List.of(translated(remover, styled), translated(remover, others))));
            return picture.draw();
        }
        List<float[]> made = translated(translator, sources);
        picture.rows.add(sources);
        picture.rows.add(made);
        if (matched) {
            picture.rows.add(others);
        }
        back.ifPresent(backward -> picture.rows.add(translated(backward, made)));
        if (!matched && back.isPresent()) {
            List<float[]> returned = translated(back.get(), others);
            picture.rows.add(others);
            picture.rows.add(returned);
            picture.rows.add(translated(translator, returned));
        }
        return picture.draw();
    }

    /** The first samples, or, where none of these can be read, the next. */
    private static Excerpt readable(Dataset data) {
        int first = 0;
        Excerpt some = Excerpt.read(data, first, Math.min(COLUMNS, data.size()), warning -> {});
        while (some.indices().length == 0 && first + COLUMNS < data.size()) {
            first += COLUMNS;
            some = Excerpt.read(data, first, Math.min(COLUMNS, data.size() - first), warning -> {});
        }
        if (some.indices().length == 0) {
            throw new DataException(
                    "expected samples to show, got none that can be read from " + data.name(), "check the files");
        }
        return some;
    }

    private static List<float[]> slices(Excerpt samples, int from, Shape image) {
        int elements = samples.values().length / samples.indices().length;
        List<float[]> slices = new ArrayList<>();
        for (int i = 0; i < samples.indices().length; i++) {
            slices.add(
                    Arrays.copyOfRange(samples.values(), i * elements + from, i * elements + from + image.elements()));
        }
        return slices;
    }

    private static List<float[]> inTheMannerOf(List<float[]> references, Translator translator, List<float[]> images) {
        ImageTranslation translation = ImageTranslation.untiled(translator);
        Shape image = translator.input();
        List<float[]> made = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] reference = references.get(i);
            made.add(translation
                    .beside((height, width) -> reference)
                    .translate(images.get(i), image.height(), image.width()));
        }
        return made;
    }

    private static List<float[]> translated(Translator translator, List<float[]> images) {
        ImageTranslation translation = ImageTranslation.untiled(translator);
        Shape image = translator.input();
        return images.stream()
                .map(values -> translation.translate(values, image.height(), image.width()))
                .toList();
    }

    private SamplePicture draw() {
        int columns = rows.get(0).size();
        float[] picture = new float[rows.size() * columns * shown.elements()];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns; column++) {
                put(rows.get(row).get(column), picture, (row * columns + column) * shown.elements());
            }
        }
        return SamplePicture.grid(picture, shown, columns);
    }

    /** Grey repeated where colour is shown. */
    private void put(float[] image, float[] picture, int to) {
        int plane = shown.height() * shown.width();
        for (int c = 0; c < shown.channels(); c++) {
            System.arraycopy(image, image.length == plane ? 0 : c * plane, picture, to + c * plane, plane);
        }
    }
}
