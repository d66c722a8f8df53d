package io.github.cardigan.video;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Between FFmpeg's frames and {@code [3, height, width]} bytes of red, green, blue. */
final class RgbPixels implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final int height;
    private final int width;
    private final AVFrame rgb;
    private final SwsContext scaler;
    private final byte[] row;

    /** @param height of the frames as they are coded, before they are turned */
    RgbPixels(int height, int width) {
        this.height = height;
        this.width = width;
        rgb = frame(avutil.AV_PIX_FMT_RGB24, height, width);
        rgb.colorspace(avutil.AVCOL_SPC_RGB).color_range(avutil.AVCOL_RANGE_JPEG);
        scaler = swscale.sws_alloc_context();
        scaler.flags(swscale.SWS_BICUBIC
                | swscale.SWS_ACCURATE_RND
                | swscale.SWS_FULL_CHR_H_INT
                | swscale.SWS_FULL_CHR_H_INP);
        row = new byte[CHANNELS * width];
    }

    static AVFrame frame(int format, int height, int width) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(format).width(width).height(height);
        if (avutil.av_frame_get_buffer(frame, 0) < 0) {
            avutil.av_frame_free(frame);
            throw new OutOfMemoryError("a frame of %d x %d pixels".formatted(height, width));
        }
        return frame;
    }

    /**
     * Converts a frame and turns it against the clock.
     *
     * @param source of any pixel format and colour space, which it tells
     */
    byte[] planes(AVFrame source, int quarterTurns) throws IOException {
        FfmpegCalls.check(swscale.sws_scale_frame(scaler, rgb, source));
        byte[] planes = new byte[CHANNELS * height * width];
        BytePointer data = rgb.data(0);
        for (int y = 0; y < height; y++) {
            data.position((long) y * rgb.linesize(0)).get(row);
            for (int x = 0; x < width; x++) {
                int place = switch (quarterTurns) {
                    case 0 -> y * width + x;
                    case 1 -> (width - 1 - x) * height + y;
                    case 2 -> (height - 1 - y) * width + width - 1 - x;
                    default -> x * height + height - 1 - y;
                };
                for (int c = 0; c < CHANNELS; c++) {
                    planes[c * height * width + place] = row[CHANNELS * x + c];
                }
            }
        }
        return planes;
    }

    /** Converts pixels into a frame's format and colour space. */
    void fill(AVFrame target, byte[] planes) throws IOException {
        BytePointer data = rgb.data(0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    row[CHANNELS * x + c] = planes[(c * height + y) * width + x];
                }
            }
            data.position((long) y * rgb.linesize(0)).put(row);
        }
        FfmpegCalls.check(avutil.av_frame_make_writable(target));
        FfmpegCalls.check(swscale.sws_scale_frame(scaler, target, rgb));
    }

    @Override
    public void close() {
        swscale.sws_free_context(scaler);
        avutil.av_frame_free(rgb);
    }
}
