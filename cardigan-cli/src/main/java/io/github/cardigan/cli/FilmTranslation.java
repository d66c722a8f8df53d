package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Film;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.FilmWriter;
import io.github.cardigan.data.GifWriter;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Pictures;
import io.github.cardigan.data.VideoLibrary;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.training.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends an animated GIF or a video through a translator, one frame at a time. What comes of it appears whole or not at all. */
final class FilmTranslation implements AutoCloseable {

    private final Path in;
    private final FilmTarget target;
    private final Film film;
    private final Console console;
    private final ProgressLine progress;
    private final StopSignal stop = new StopSignal();
    private int done;

    private FilmTranslation(Path in, FilmTarget target, Film film, Console console) {
        this.in = in;
        this.target = target;
        this.film = film;
        this.console = console;
        progress = new ProgressLine(console);
    }

    /** Ctrl-C: what was begun is taken away on the way up. */
    private static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private interface Step {
        void take(FilmFrame frame, float[] made, Shape shape) throws IOException;
    }

    /**
     * Null where this is no film but an image, or a place of images.
     *
     * @throws ConfigurationException if a film cannot go to {@code out}
     * @throws io.github.cardigan.DataException if the film cannot be read
     */
    static @Nullable FilmTranslation of(Path in, Path out, boolean overwrite, Console console) {
        FilmFormat format = FilmFormat.of(in);
        FilmTarget target = FilmTarget.of(out);
        if (format == null) {
            target.requireNoFilmFor(in);
            return null;
        }
        Film film = Film.open(in, console::warn);
        try {
            if (film.traits().frames() == 1 && format == FilmFormat.GIF && target.suitsAnImage()) {
                film.close();
                return null;
            }
            target.require(film.traits(), overwrite);
            return new FilmTranslation(in, target, film, console);
        } catch (RuntimeException e) {
            film.close();
            throw e;
        }
    }

    /**
     * Does it.
     *
     * @param size what frames are scaled and cropped to; null for their own
     * @return the exit code
     */
    int run(ImageTranslation translation, @Nullable ImageSize size) {
        FilmTraits traits = size == null ? film.traits() : film.traits().sized(size);
        Path out = target.path();
        AtomicFiles.createFolders(
                Objects.requireNonNullElse(out.toAbsolutePath().getParent(), out));
        try (Interrupts interrupts = new Interrupts(stop)) {
            FilmFormat format = target.format();
            if (format == null) {
                AtomicFiles.writeFolder(
                        out,
                        folder -> each(
                                translation,
                                size,
                                (frame, made, shape) -> Files.write(
                                        folder.resolve(FilmTarget.name(frame)), ImageGrid.png(made, shape))));
            } else if (format == FilmFormat.GIF) {
                AtomicFiles.write(out, stream -> write(new GifWriter(stream, traits), translation, size));
            } else {
                VideoLibrary videos = VideoLibrary.require(out);
                Path sound = FilmFormat.of(in) == FilmFormat.GIF ? null : in;
                AtomicFiles.writeNamed(
                        out,
                        file -> write(videos.write(file, format, traits, sound, console::warn), translation, size));
            }
        } catch (StoppedException e) {
            console.say("interrupted after frame " + done + "; nothing was written");
            return ExitCode.INTERRUPTED;
        }
        report();
        return ExitCode.DONE;
    }

    private void write(FilmWriter writer, ImageTranslation translation, @Nullable ImageSize size) throws IOException {
        try (writer) {
            each(translation, size, (frame, made, shape) -> writer.add(frame.showing(made, shape)));
            writer.finish();
        }
    }

    private void each(ImageTranslation translation, @Nullable ImageSize size, Step step) throws IOException {
        try {
            int channels = translation.translator().input().channels();
            for (FilmFrame frame = film.next(); frame != null; frame = film.next()) {
                Pictures.Picture picture = frame.picture(channels, size);
                Shape shape = picture.shape();
                float[] made = translation.translate(picture.values(), shape.height(), shape.width());
                Shape output = Shape.image(translation.translator().output().channels(), shape.height(), shape.width());
                step.take(frame, made, output);
                done = frame.number();
                progress.tell(soFar(), false);
                if (stop.requested()) {
                    throw new StoppedException();
                }
            }
        } finally {
            if (done > 0) {
                progress.tell(soFar(), true); // an error begins on a line of its own
            }
        }
    }

    private String soFar() {
        int frames = film.traits().frames();
        return "translated " + done + (frames == FilmTraits.UNKNOWN ? "" : " of " + frames) + " frames";
    }

    private void report() {
        if (console.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", target.path().toString());
            result.put("count", done);
            result.put("skipped", 0);
            console.resultJson(result);
        } else if (console.quiet()) {
            console.result(target.path().toString());
        } else {
            console.say("wrote " + done + (done == 1 ? " frame to " : " frames to ") + target.path());
        }
    }

    @Override
    public void close() {
        film.close();
    }
}
