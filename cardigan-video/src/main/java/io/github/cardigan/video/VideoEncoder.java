package io.github.cardigan.video;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmTraits;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** What packs pictures. Which of them there are depends on how FFmpeg was built, so that the next best takes over. */
enum VideoEncoder {
    H264("libopenh264", true, Map.of("allow_skip_frames", "0")),
    VP9("libvpx-vp9", false, Map.of("crf", "24", "deadline", "good", "cpu-used", "4", "row-mt", "1")),
    VP8("libvpx", false, Map.of("crf", "8", "deadline", "good", "cpu-used", "4")),
    MPEG4("mpeg4", false, Map.of());

    private static final double BITS_PER_PIXEL = 0.2;
    private static final long LEAST_BITS_PER_SECOND = 500_000;

    /** Ticks faster than this are no frame rate. */
    private static final double FASTEST = 90;

    private static final double USUAL_RATE = 30;
    private static final int MPEG4_QUANTISER = 3;
    private static final int HD_HEIGHT = 720;

    private final String codec;
    private final boolean evenSides;
    private final Map<String, String> options;

    VideoEncoder(String codec, boolean evenSides, Map<String, String> options) {
        this.codec = codec;
        this.evenSides = evenSides;
        this.options = options;
    }

    /** Best first, by what players of such files know. */
    static List<VideoEncoder> of(FilmFormat format) {
        return switch (format) {
            case WEBM -> List.of(VP9, VP8);
            case MP4, MKV -> List.of(H264, VP9, MPEG4);
            case MOV -> List.of(H264, MPEG4);
            case AVI -> List.of(MPEG4, H264);
            case GIF -> List.of();
        };
    }

    /**
     * The best one that takes these frames, ready to encode.
     *
     * @param globalHeader whether the format wants the encoder's settings in its own head
     * @throws ConfigurationException if there is none
     */
    static AVCodecContext open(FilmFormat format, FilmTraits traits, boolean globalHeader) {
        for (VideoEncoder encoder : of(format)) {
            AVCodecContext opened = encoder.open(traits, globalHeader);
            if (opened != null) {
                return opened;
            }
        }
        throw new ConfigurationException(
                "expected frames that an encoder takes, got %d x %d pixels for a video of the format %s"
                        .formatted(traits.height(), traits.width(), format),
                "choose another --size, or a GIF or a folder for --out");
    }

    private @Nullable AVCodecContext open(FilmTraits traits, boolean globalHeader) {
        AVCodec found = avcodec.avcodec_find_encoder_by_name(codec);
        if (found == null || evenSides && (traits.height() % 2 != 0 || traits.width() % 2 != 0)) {
            return null;
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(found);
        set(context, traits);
        if (globalHeader) {
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        AVDictionary wishes = new AVDictionary(null);
        options.forEach((name, value) -> avutil.av_dict_set(wishes, name, value, 0));
        int answer = avcodec.avcodec_open2(context, found, wishes);
        avutil.av_dict_free(wishes);
        if (answer < 0) {
            avcodec.avcodec_free_context(context);
            return null;
        }
        return context;
    }

    private void set(AVCodecContext context, FilmTraits traits) {
        boolean hd = traits.height() >= HD_HEIGHT;
        double ticks = (double) traits.ticksPerSecond().numerator()
                / traits.ticksPerSecond().denominator();
        double rate = ticks > FASTEST ? USUAL_RATE : ticks;
        context.width(traits.width()).height(traits.height()).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        context.time_base(FfmpegCalls.tick(traits));
        if (rate == ticks) {
            context.framerate(FfmpegCalls.rational(
                    traits.ticksPerSecond().numerator(), traits.ticksPerSecond().denominator()));
        }
        context.sample_aspect_ratio(FfmpegCalls.rational(
                traits.pixelAspect().numerator(), traits.pixelAspect().denominator()));
        context.colorspace(hd ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M)
                .color_primaries(hd ? avutil.AVCOL_PRI_BT709 : avutil.AVCOL_PRI_SMPTE170M)
                .color_trc(hd ? avutil.AVCOL_TRC_BT709 : avutil.AVCOL_TRC_SMPTE170M)
                .color_range(avutil.AVCOL_RANGE_MPEG);
        double bits = BITS_PER_PIXEL * traits.height() * traits.width() * rate;
        switch (this) {
            case H264 -> context.bit_rate(Math.max(LEAST_BITS_PER_SECOND, (long) bits));
            case VP8 -> context.bit_rate(Math.max(LEAST_BITS_PER_SECOND, 2 * (long) bits)); // a bound: crf decides
            case VP9 -> context.bit_rate(0);
            case MPEG4 -> {
                context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
                context.global_quality(MPEG4_QUANTISER * avutil.FF_QP2LAMBDA);
            }
        }
    }
}
