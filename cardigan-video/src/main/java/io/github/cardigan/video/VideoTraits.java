package io.github.cardigan.video;

import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.FilmTraits.Ratio;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * What the head of a video says.
 *
 * @param film of the frames as they are shown
 * @param packets how many the pictures come in, 0 if the head does not say
 * @param quarterTurns how often a decoded frame is turned by 90 degrees against the clock before it is shown, 0 to 3
 */
record VideoTraits(FilmTraits film, int packets, int quarterTurns) {

    /** Where frames come unevenly, time is counted in milliseconds. */
    private static final Ratio MILLIS = new Ratio(1000, 1);

    /** The mean rate of an even film may differ from its rate by this part. */
    private static final double EVEN = 1e-3;

    private static final int MATRIX = 9;

    static VideoTraits of(VideoSource source, int index) {
        AVStream stream = source.stream(index);
        AVCodecParameters coded = stream.codecpar();
        int turns = quarterTurns(coded);
        boolean upright = turns % 2 == 0;
        AVRational aspect = coded.sample_aspect_ratio();
        Ratio pixels = aspect.num() < 1 || aspect.den() < 1
                ? Ratio.ONE
                : upright ? new Ratio(aspect.num(), aspect.den()) : new Ratio(aspect.den(), aspect.num());
        // An AVI's count has frames in it that are left out, and Matroska has no count.
        boolean counted = source.container().iformat().name().getString().startsWith("mov") && stream.nb_frames() > 0;
        // nb_frames has also what an edit list leaves out, as in a video that was trimmed without packing it anew.
        int packets = counted ? avformat.avformat_index_get_entries_count(stream) : 0;
        FilmTraits film = new FilmTraits(
                upright ? coded.height() : coded.width(),
                upright ? coded.width() : coded.height(),
                packets > 0 ? shown(stream, packets) : FilmTraits.UNKNOWN,
                0,
                ticks(stream),
                pixels);
        return new VideoTraits(film, packets, turns);
    }

    /** Some packets are only decoded, since later ones build on them. */
    private static int shown(AVStream stream, int packets) {
        int shown = 0;
        for (int i = 0; i < packets; i++) {
            AVIndexEntry entry = avformat.avformat_index_get_entry(stream, i);
            if ((entry.flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0) {
                shown++;
            }
        }
        return shown;
    }

    private static Ratio ticks(AVStream stream) {
        AVRational rate = stream.r_frame_rate();
        AVRational mean = stream.avg_frame_rate();
        if (rate.num() < 1 || rate.den() < 1 || mean.num() < 1 || mean.den() < 1) {
            return MILLIS;
        }
        boolean even = Math.abs(avutil.av_q2d(mean) / avutil.av_q2d(rate) - 1) < EVEN;
        return even && avutil.av_q2d(rate) <= MILLIS.numerator() ? new Ratio(rate.num(), rate.den()) : MILLIS;
    }

    private static int quarterTurns(AVCodecParameters coded) {
        if (coded.nb_coded_side_data() == 0) {
            return 0;
        }
        AVPacketSideData data = avcodec.av_packet_side_data_get(
                coded.coded_side_data(), coded.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.size() < MATRIX * Integer.BYTES) {
            return 0;
        }
        double degrees = avutil.av_display_rotation_get(new IntPointer(data.data()));
        return Double.isNaN(degrees) ? 0 : Math.floorMod((int) Math.round(degrees / 90), 4);
    }
}
