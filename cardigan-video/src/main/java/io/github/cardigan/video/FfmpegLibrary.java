package io.github.cardigan.video;

import io.github.cardigan.EngineException;
import io.github.cardigan.data.DataLimits;
import io.github.cardigan.data.Film;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.FilmWriter;
import io.github.cardigan.data.VideoLibrary;
import io.github.cardigan.engine.Natives;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** FFmpeg 8 in its LGPL build. */
public final class FfmpegLibrary implements VideoLibrary {

    /** Loads nothing yet. */
    public FfmpegLibrary() {}

    @Override
    public Film read(Path file, DataLimits limits) {
        load();
        return VideoFilm.open(file, limits);
    }

    @Override
    public FilmWriter write(
            Path file, FilmFormat format, FilmTraits traits, @Nullable Path sound, Consumer<String> notices)
            throws IOException {
        load();
        return VideoWriter.begin(file, format, traits, sound, notices);
    }

    private static void load() {
        Natives.load(); // it sets JavaCPP's limits, before anything else of JavaCPP is touched
        try {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(swscale.class);
        } catch (LinkageError e) {
            throw new EngineException(
                    "FFmpeg cannot be loaded: " + e.getMessage(),
                    "the natives of this platform (" + Natives.platform() + ") must be on the class path: "
                            + "build with -Pvideo on this machine",
                    e);
        }
        avutil.av_log_set_level(avutil.AV_LOG_QUIET); // what matters comes back as a number
    }
}
