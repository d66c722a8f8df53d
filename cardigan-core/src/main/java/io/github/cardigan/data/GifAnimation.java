package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Images one after the other as an animated GIF (GIF89a), which repeats for ever. Grey images keep all their 256 levels; a frame of
 * more than 256 colours is brought to the 256 that suit it. Equal samples give equal bytes on one version of the JDK.
 */
public final class GifAnimation {

    private static final int MOST_MILLIS = 10 * GifWriter.MOST_HUNDREDTHS;
    private static final FilmTraits.Ratio HUNDREDTHS = new FilmTraits.Ratio(100, 1);

    private GifAnimation() {}

    /**
     * @param samples whole images one after the other, values in [-1, 1], as for {@link ImageGrid#png(float[], Shape, int)}
     * @param shape the shape of one: {@code [1, height, width]} or {@code [3, height, width]}
     * @param frameMillis how long a frame stays, from 10 to 655,350; GIF counts hundredths of a second, so it is rounded to these.
     *     Many viewers slow down what is below 20
     * @return a GIF file
     * @throws IllegalArgumentException if the samples are no whole images of 1 or 3 channels, a value is not a number, a side is
     *     above 65,535, or the duration is out of range
     */
    public static byte[] gif(float[] samples, Shape shape, int frameMillis) {
        int count = ImageGrid.count(samples, shape);
        if (frameMillis < 10 || frameMillis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "expected a frame to last from 10 to " + MOST_MILLIS + " milliseconds, got " + frameMillis);
        }
        int hundredths = (frameMillis + 5) / 10;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FilmTraits traits = new FilmTraits(shape.height(), shape.width(), count, 0, HUNDREDTHS, FilmTraits.Ratio.ONE);
        try (GifWriter writer = new GifWriter(bytes, traits)) {
            FilmFrame timing = new FilmFrame(1, new byte[0], 0, 0, 0, hundredths);
            for (int i = 0; i < count; i++) {
                float[] sample = Arrays.copyOfRange(samples, i * shape.elements(), (i + 1) * shape.elements());
                writer.add(timing.showing(sample, shape));
            }
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
