package io.github.cardigan.video;

import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.FilmWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Packs frames into a video file as they come, and the sound of another one beside them. */
final class VideoWriter implements FilmWriter {

    private final FilmTraits traits;
    private final AVFormatContext container;
    private final AVCodecContext encoder;
    private final AVStream stream;
    private final RgbPixels rgb;
    private final AVFrame yuv;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVRational tick;
    private final @Nullable VideoSound sound;
    private long last = -1;
    private long lastTicks;

    private VideoWriter(
            FilmTraits traits,
            AVFormatContext container,
            AVCodecContext encoder,
            AVStream stream,
            @Nullable VideoSound sound) {
        this.traits = traits;
        this.container = container;
        this.encoder = encoder;
        this.stream = stream;
        this.sound = sound;
        tick = FfmpegCalls.tick(traits);
        rgb = new RgbPixels(traits.height(), traits.width());
        yuv = RgbPixels.frame(avutil.AV_PIX_FMT_YUV420P, traits.height(), traits.width());
        yuv.colorspace(encoder.colorspace())
                .color_range(encoder.color_range())
                .color_primaries(encoder.color_primaries())
                .color_trc(encoder.color_trc());
    }

    static VideoWriter begin(
            Path file, FilmFormat format, FilmTraits traits, @Nullable Path soundFrom, Consumer<String> notices)
            throws IOException {
        AVFormatContext container = new AVFormatContext(null);
        FfmpegCalls.check(
                avformat.avformat_alloc_output_context2(container, null, name(format), FfmpegCalls.url(file)));
        AVCodecContext encoder = null;
        VideoSound sound = null;
        try {
            boolean globalHeader = (container.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0;
            encoder = VideoEncoder.open(format, traits, globalHeader);
            AVStream stream = avformat.avformat_new_stream(container, null);
            FfmpegCalls.check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
            stream.time_base(encoder.time_base());
            stream.avg_frame_rate(encoder.framerate());
            stream.sample_aspect_ratio(encoder.sample_aspect_ratio());
            sound = soundFrom == null ? null : VideoSound.into(container, soundFrom, notices);
            AVIOContext disk = new AVIOContext(null);
            FfmpegCalls.check(avformat.avio_open(disk, FfmpegCalls.url(file), avformat.AVIO_FLAG_WRITE));
            container.pb(disk);
            FfmpegCalls.check(avformat.avformat_write_header(container, (AVDictionary) null));
            return new VideoWriter(traits, container, encoder, stream, sound);
        } catch (IOException | RuntimeException e) {
            if (sound != null) {
                sound.close();
            }
            if (encoder != null) {
                avcodec.avcodec_free_context(encoder);
            }
            free(container);
            throw e;
        }
    }

    /** What FFmpeg calls it. */
    private static String name(FilmFormat format) {
        return switch (format) {
            case MP4 -> "mp4";
            case MOV -> "mov";
            case MKV -> "matroska";
            case WEBM -> "webm";
            case AVI -> "avi";
            case GIF -> "gif";
        };
    }

    @Override
    public void add(FilmFrame frame) throws IOException {
        if (frame.height() != traits.height() || frame.width() != traits.width()) {
            throw new IllegalArgumentException("expected a frame of %d x %d pixels, got %d x %d"
                    .formatted(traits.height(), traits.width(), frame.height(), frame.width()));
        }
        rgb.fill(yuv, frame.pixels());
        last = Math.max(last + 1, frame.start()); // frames of a GIF may last no time at all
        lastTicks = Math.max(1, frame.ticks());
        yuv.pts(last).duration(lastTicks);
        encode(yuv);
        if (sound != null) {
            sound.copyUntil(last * avutil.av_q2d(tick));
        }
    }

    private void encode(@Nullable AVFrame frame) throws IOException {
        FfmpegCalls.check(avcodec.avcodec_send_frame(encoder, frame));
        while (true) {
            int answer = avcodec.avcodec_receive_packet(encoder, packet);
            if (answer == avutil.AVERROR_EAGAIN() || answer == avutil.AVERROR_EOF()) {
                return;
            }
            FfmpegCalls.check(answer);
            if (packet.duration() == 0) {
                packet.duration(lastTicks); // not every encoder hands it on
            }
            packet.stream_index(stream.index());
            avcodec.av_packet_rescale_ts(packet, tick, stream.time_base());
            FfmpegCalls.check(avformat.av_interleaved_write_frame(container, packet));
        }
    }

    @Override
    public void finish() throws IOException {
        encode(null);
        if (sound != null) {
            sound.copyUntil(Double.POSITIVE_INFINITY);
        }
        FfmpegCalls.check(avformat.av_write_trailer(container));
        int answer = avformat.avio_closep(container.pb());
        container.pb(null);
        FfmpegCalls.check(answer);
    }

    @Override
    public void close() {
        if (encoder.isNull()) {
            return;
        }
        if (sound != null) {
            sound.close();
        }
        rgb.close();
        avutil.av_frame_free(yuv);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(encoder);
        free(container);
    }

    private static void free(AVFormatContext container) {
        if (container.pb() != null) {
            avformat.avio_closep(container.pb());
            container.pb(null);
        }
        avformat.avformat_free_context(container);
    }
}
