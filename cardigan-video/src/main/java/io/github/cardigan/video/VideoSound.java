package io.github.cardigan.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** The sound of one video, copied into another as it is. */
final class VideoSound implements AutoCloseable {

    private final VideoSource source;
    private final int stream;
    private final AVFormatContext target;
    private final AVStream copy;
    private final AVRational tick;
    private final long shift;
    private boolean waiting;
    private boolean ended;

    private VideoSound(VideoSource source, int stream, AVFormatContext target, AVStream copy) {
        this.source = source;
        this.stream = stream;
        this.target = target;
        this.copy = copy;
        tick = source.stream(stream).time_base();
        AVStream pictures = source.stream(source.best(avutil.AVMEDIA_TYPE_VIDEO));
        shift = pictures.start_time() == avutil.AV_NOPTS_VALUE
                ? 0
                : avutil.av_rescale_q(pictures.start_time(), pictures.time_base(), tick);
    }

    /** Null where there is no sound, or none that the target's format can hold. */
    static @Nullable VideoSound into(AVFormatContext target, Path file, Consumer<String> notices) throws IOException {
        VideoSource source = VideoSource.open(file);
        VideoSound sound = null;
        try {
            sound = into(target, file, source, notices);
            return sound;
        } finally {
            if (sound == null) {
                source.close();
            }
        }
    }

    private static @Nullable VideoSound into(
            AVFormatContext target, Path file, VideoSource source, Consumer<String> notices) throws IOException {
        int stream = source.best(avutil.AVMEDIA_TYPE_AUDIO);
        if (stream < 0) {
            return null;
        }
        AVCodecParameters coded = source.stream(stream).codecpar();
        if (avformat.avformat_query_codec(target.oformat(), coded.codec_id(), avcodec.FF_COMPLIANCE_NORMAL) != 1) {
            notices.accept("the sound of %s is left out: it is %s, which a %s file does not hold"
                    .formatted(
                            file,
                            avcodec.avcodec_get_name(coded.codec_id()).getString(),
                            target.oformat().name().getString()));
            return null;
        }
        AVStream copy = avformat.avformat_new_stream(target, null);
        FfmpegCalls.check(avcodec.avcodec_parameters_copy(copy.codecpar(), coded));
        copy.codecpar().codec_tag(0);
        copy.time_base(source.stream(stream).time_base());
        return new VideoSound(source, stream, target, copy);
    }

    /** Copies what is heard before this second of the film. */
    void copyUntil(double seconds) throws IOException {
        while (!ended) {
            if (!waiting) {
                waiting = source.advance();
                ended = !waiting;
                continue;
            }
            AVPacket packet = source.packet();
            if (packet.stream_index() == stream) {
                if (packet.dts() != avutil.AV_NOPTS_VALUE && (packet.dts() - shift) * avutil.av_q2d(tick) > seconds) {
                    return;
                }
                write(packet);
            }
            waiting = false;
        }
    }

    private void write(AVPacket packet) throws IOException {
        if (packet.pts() != avutil.AV_NOPTS_VALUE) {
            packet.pts(packet.pts() - shift);
        }
        if (packet.dts() != avutil.AV_NOPTS_VALUE) {
            packet.dts(packet.dts() - shift);
        }
        avcodec.av_packet_rescale_ts(packet, tick, copy.time_base());
        packet.stream_index(copy.index()).pos(-1);
        FfmpegCalls.check(avformat.av_interleaved_write_frame(target, packet));
    }

    @Override
    public void close() {
        source.close();
    }
}
