package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frames of a GIF as they are seen: each of its pictures laid over what was there before. One tick is a hundredth of a second. */
final class GifFilm implements Film {

    private static final FilmTraits.Ratio HUNDREDTHS = new FilmTraits.Ratio(100, 1);

    private final Path file;
    private final FilmTraits traits;
    private final GifBlocks blocks;
    private final GifCanvas canvas;
    private int number;
    private long start;

    private GifFilm(Path file, FilmTraits traits, GifBlocks blocks) {
        this.file = file;
        this.traits = traits;
        this.blocks = blocks;
        canvas = new GifCanvas(traits.height(), traits.width());
    }

    /**
     * Goes through the whole file once, to count its frames and to find a cut early.
     *
     * @throws IOException if the file cannot be opened
     * @throws DataException if it is damaged or claims too many pixels
     */
    static GifFilm open(Path file, DataLimits limits, Consumer<String> notices) throws IOException {
        FilmTraits traits = survey(file, limits, notices);
        return new GifFilm(file, traits, new GifBlocks(Files.newInputStream(file)));
    }

    private static FilmTraits survey(Path file, DataLimits limits, Consumer<String> notices) throws IOException {
        int frames = 0;
        try (GifBlocks blocks = new GifBlocks(Files.newInputStream(file))) {
            int height = blocks.height();
            int width = blocks.width();
            for (GifBlocks.Image image = blocks.next(); image != null; image = blocks.next()) {
                frames++;
                height = height > 0 ? height : image.top() + image.height();
                width = width > 0 ? width : image.left() + image.width();
                limit((long) height * width, limits);
                limit((long) image.height() * image.width(), limits);
                blocks.skipPixels();
            }
            if (frames == 0 || height < 1 || width < 1) {
                throw new IOException("there is no picture in it");
            }
            if (!blocks.endMark()) {
                notices.accept("%s has no mark at its end: it may be cut off after frame %d".formatted(file, frames));
            }
            return new FilmTraits(height, width, frames, blocks.loops(), HUNDREDTHS, FilmTraits.Ratio.ONE);
        } catch (EOFException e) {
            throw damaged(file, frames, "the file ends there", e);
        } catch (IOException e) {
            if (Files.isReadable(file)) {
                throw damaged(file, frames, e.getMessage(), e);
            }
            throw e;
        }
    }

    private static void limit(long pixels, DataLimits limits) throws IOException {
        if (pixels > limits.maxPixels()) {
            throw new IOException("it claims %d pixels, the limit is %d".formatted(pixels, limits.maxPixels()));
        }
    }

    private static DataException damaged(Path file, int frame, @Nullable String reason, IOException cause) {
        return new DataException(
                "expected a whole GIF, got " + file + ", damaged " + (frame == 0 ? "at its head" : "at frame " + frame)
                        + ": " + reason,
                "copy it again, or save it anew with another program",
                cause);
    }

    @Override
    public FilmTraits traits() {
        return traits;
    }

    @Override
    public @Nullable FilmFrame next() {
        try {
            number++;
            GifBlocks.Image image = blocks.next();
            if (image == null) {
                return null;
            }
            canvas.draw(image, blocks.pixels(image));
            FilmFrame frame =
                    new FilmFrame(number, canvas.pixels(), traits.height(), traits.width(), start, image.hundredths());
            canvas.dispose(image);
            start += image.hundredths();
            return frame;
        } catch (EOFException e) {
            throw damaged(file, number, "the file ends there", e);
        } catch (IOException e) {
            throw damaged(file, number, e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            blocks.close();
        } catch (IOException e) {
            // it was only read: nothing is lost
        }
    }
}
