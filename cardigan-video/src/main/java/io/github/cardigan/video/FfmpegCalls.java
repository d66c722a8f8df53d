package io.github.cardigan.video;

import io.github.cardigan.data.FilmTraits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg answers with numbers; below 0 they are failures. */
final class FfmpegCalls {

    private FfmpegCalls() {}

    /** @throws IOException if the answer is a failure, with FFmpeg's words for it */
    static int check(int answer) throws IOException {
        if (answer < 0) {
            throw new IOException(words(answer));
        }
        return answer;
    }

    /** What a failure is called. */
    static String words(int failure) {
        byte[] text = new byte[256];
        avutil.av_strerror(failure, text, text.length);
        String words = new String(text, StandardCharsets.UTF_8);
        int end = words.indexOf('\0');
        return end < 0 ? words : words.substring(0, end);
    }

    /** A path as FFmpeg reads it: a colon in it names no protocol. */
    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    static AVRational rational(int numerator, int denominator) {
        return new AVRational().num(numerator).den(denominator);
    }

    /** Seconds from one tick to the next. */
    static AVRational tick(FilmTraits traits) {
        return rational(
                traits.ticksPerSecond().denominator(), traits.ticksPerSecond().numerator());
    }
}
