package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Pictures;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.model.ImageTranslation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The image of {@code --reference}, scaled and cropped to whatever it goes beside. Remembers the size it was last asked for. */
final class ReferenceFile implements ImageTranslation.Reference {

    private final Path file;
    private final int channels;
    private final Consumer<String> notices;
    private @Nullable ImageSize lastSize;
    private float[] last = new float[0];

    private ReferenceFile(Path file, int channels, Consumer<String> notices) {
        this.file = file;
        this.channels = channels;
        this.notices = notices;
    }

    /**
     * The translation beside the named image, if its model wants one.
     *
     * @param reference null where none is named
     * @throws ConfigurationException if the model wants one and none is named, or the other way round
     */
    static ImageTranslation beside(ImageTranslation translation, @Nullable Path reference, Consumer<String> notices) {
        int channels = translation.translator().referenceChannels();
        if (channels == 0 && reference != null) {
            throw new ConfigurationException(
                    "expected no --reference for this model, which wants none this way, got " + reference,
                    "leave it out");
        }
        if (channels > 0 && reference == null) {
            throw new ConfigurationException(
                    "expected --reference, which this model wants beside each image, got none",
                    "name the image whose manner is to be taken");
        }
        if (reference == null) {
            return translation;
        }
        if (!Files.isRegularFile(reference)) {
            throw new ConfigurationException(
                    "expected an image after --reference, found no file at " + reference, "check the path");
        }
        return translation.beside(new ReferenceFile(reference, channels, notices));
    }

    @Override
    public float[] at(int height, int width) {
        ImageSize size = new ImageSize(height, width);
        if (!size.equals(lastSize)) {
            try (Pictures pictures = Pictures.open(file, notices)) {
                last = pictures.read(pictures.names().get(0), channels, size).values();
                lastSize = size;
            } catch (UnreadableSampleException e) {
                throw new DataException(
                        "expected a readable image after --reference: " + e.getMessage(), "take another copy", e);
            }
        }
        return last;
    }
}
