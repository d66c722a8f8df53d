package io.github.cardigan.video;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** A video file that is read packet by packet; a packet belongs to one of its streams, such as the picture or the sound. */
final class VideoSource implements AutoCloseable {

    /** FFmpeg knows formats that lead to other files and to the network: these do not. */
    private static final String FORMATS = "mov,matroska,avi";

    private static final double MICROS = 1e-6;

    private final AVFormatContext container;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private double seconds;

    private VideoSource(AVFormatContext container) {
        this.container = container;
    }

    /** @throws IOException if it is no video of these formats, or damaged at its head */
    static VideoSource open(Path file) throws IOException {
        AVFormatContext container = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", FORMATS, 0);
        try {
            FfmpegCalls.check(avformat.avformat_open_input(container, FfmpegCalls.url(file), null, options));
        } finally {
            avutil.av_dict_free(options);
        }
        VideoSource source = new VideoSource(container);
        try {
            FfmpegCalls.check(avformat.avformat_find_stream_info(container, (AVDictionary) null));
        } catch (IOException e) {
            source.close();
            throw e;
        }
        return source;
    }

    AVFormatContext container() {
        return container;
    }

    /** The number of the stream that suits best, below 0 if there is none of this kind. */
    int best(int kind) {
        return avformat.av_find_best_stream(container, kind, -1, -1, (AVCodec) null, 0);
    }

    AVStream stream(int index) {
        return container.streams(index);
    }

    /**
     * Goes to the next packet of any stream.
     *
     * @return false at the end
     * @throws IOException if the file is damaged there
     */
    boolean advance() throws IOException {
        avcodec.av_packet_unref(packet);
        int answer = avformat.av_read_frame(container, packet);
        if (answer == avutil.AVERROR_EOF()) {
            return false;
        }
        FfmpegCalls.check(answer);
        if ((packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
            throw new IOException("a packet is cut off");
        }
        long end = Math.max(packet.pts(), packet.dts());
        if (end != avutil.AV_NOPTS_VALUE) {
            double tick = avutil.av_q2d(stream(packet.stream_index()).time_base());
            seconds = Math.max(seconds, (end + packet.duration()) * tick);
        }
        return true;
    }

    /** The one that {@link #advance()} went to; it stays until the next. */
    AVPacket packet() {
        return packet;
    }

    /** Seconds that the head promises beyond the packets seen so far; 0 where it promises nothing. */
    double secondsMissing() {
        if (container.duration() <= 0
                || container.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_STREAM) {
            return 0;
        }
        long start = container.start_time() == avutil.AV_NOPTS_VALUE ? 0 : container.start_time();
        return (start + container.duration()) * MICROS - seconds;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(container);
    }
}
