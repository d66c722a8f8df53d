package io.github.cardigan.video;

import io.github.cardigan.DataException;
import io.github.cardigan.data.DataLimits;
import io.github.cardigan.data.Film;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** A video's frames as they are shown: turned where a telephone says so, in the RGB of its own colour space. */
final class VideoFilm implements Film {

    /** What may be missing at the end of a whole file, for streams need not end together. */
    private static final double TOLERANCE_SECONDS = 0.5;

    private final Path file;
    private final VideoSource source;
    private final int stream;
    private final AVCodecContext decoder;
    private final AVFrame decoded = avutil.av_frame_alloc();
    private final RgbPixels rgb;
    private final VideoTraits known;
    private final AVRational streamTick;
    private final AVRational tick;
    private long firstTimestamp = avutil.AV_NOPTS_VALUE;
    private long start = -1;
    private long packets;
    private int number;
    private boolean drained;

    private VideoFilm(Path file, VideoSource source, int stream, AVCodecContext decoder) {
        this.file = file;
        this.source = source;
        this.stream = stream;
        this.decoder = decoder;
        known = VideoTraits.of(source, stream);
        rgb = new RgbPixels(decoder.height(), decoder.width());
        streamTick = source.stream(stream).time_base();
        tick = FfmpegCalls.tick(known.film());
    }

    /** @throws DataException if it cannot be read, or claims too many pixels */
    static VideoFilm open(Path file, DataLimits limits) {
        try {
            VideoSource source = VideoSource.open(file);
            try {
                int stream = source.best(avutil.AVMEDIA_TYPE_VIDEO);
                if (stream < 0) {
                    throw new IOException("there are no pictures in it");
                }
                return new VideoFilm(file, source, stream, decoder(source.stream(stream), limits));
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DataException(
                    "expected a video that can be read, got " + file + ": " + e.getMessage(),
                    "copy it again if it is damaged; read are " + FilmFormat.VIDEOS,
                    e);
        }
    }

    private static AVCodecContext decoder(AVStream stream, DataLimits limits) throws IOException {
        int id = stream.codecpar().codec_id();
        long pixels = (long) stream.codecpar().height() * stream.codecpar().width();
        if (pixels < 1 || pixels > limits.maxPixels()) {
            throw new IOException("it claims frames of %d x %d pixels, the limit is %d pixels"
                    .formatted(stream.codecpar().height(), stream.codecpar().width(), limits.maxPixels()));
        }
        AVCodec codec = avcodec.avcodec_find_decoder(id);
        if (codec == null) {
            throw new IOException("its pictures are packed as "
                    + avcodec.avcodec_get_name(id).getString() + ", for which there is no decoder");
        }
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        try {
            FfmpegCalls.check(avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
            decoder.pkt_timebase(stream.time_base());
            FfmpegCalls.check(avcodec.avcodec_open2(decoder, codec, (AVDictionary) null));
            return decoder;
        } catch (IOException e) {
            avcodec.avcodec_free_context(decoder);
            throw e;
        }
    }

    @Override
    public FilmTraits traits() {
        return known.film();
    }

    @Override
    public @Nullable FilmFrame next() {
        try {
            int answer = avcodec.avcodec_receive_frame(decoder, decoded);
            while (answer == avutil.AVERROR_EAGAIN()) {
                feed();
                answer = avcodec.avcodec_receive_frame(decoder, decoded);
            }
            if (answer == avutil.AVERROR_EOF()) {
                return null;
            }
            FfmpegCalls.check(answer);
            if ((decoded.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0 || decoded.decode_error_flags() != 0) {
                throw new IOException("parts of the picture are missing");
            }
            return frame();
        } catch (IOException e) {
            throw new DataException(
                    "expected a whole video, got " + file + ", damaged at frame " + (number + 1) + ": "
                            + e.getMessage(),
                    "copy it again, or save it anew with another program",
                    e);
        }
    }

    /** Gives the decoder the next packet, or at the end the word that there is none. */
    private void feed() throws IOException {
        if (drained) {
            throw new IOException("the decoder waits for more");
        }
        while (source.advance()) {
            if (source.packet().stream_index() == stream) {
                packets++;
                FfmpegCalls.check(avcodec.avcodec_send_packet(decoder, source.packet()));
                return;
            }
        }
        if (packets < known.packets() || source.secondsMissing() > TOLERANCE_SECONDS) {
            throw new IOException("the file ends there");
        }
        drained = true;
        FfmpegCalls.check(avcodec.avcodec_send_packet(decoder, (AVPacket) null));
    }

    private FilmFrame frame() throws IOException {
        byte[] pixels = rgb.planes(decoded, known.quarterTurns());
        long timestamp = decoded.best_effort_timestamp();
        if (firstTimestamp == avutil.AV_NOPTS_VALUE) {
            firstTimestamp = timestamp;
        }
        long shown = timestamp == avutil.AV_NOPTS_VALUE
                ? start + 1
                : avutil.av_rescale_q(timestamp - firstTimestamp, streamTick, tick);
        start = Math.max(start + 1, shown);
        long ticks = Math.max(1, avutil.av_rescale_q(decoded.duration(), streamTick, tick));
        number++;
        avutil.av_frame_unref(decoded);
        return new FilmFrame(number, pixels, traits().height(), traits().width(), start, ticks);
    }

    @Override
    public void close() {
        if (!decoder.isNull()) {
            rgb.close();
            avutil.av_frame_free(decoded);
            avcodec.avcodec_free_context(decoder);
            source.close();
        }
    }
}
