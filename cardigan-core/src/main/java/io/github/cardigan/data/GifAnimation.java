package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images one after the other as an animated GIF (GIF89a), which repeats for ever. Grey images keep all their 256 levels; a frame of
 * more than 256 colours is brought to the 256 that suit it, without dithering, which would flicker. Equal samples give equal bytes
 * on one version of the JDK.
 */
public final class GifAnimation {

    private static final int MOST_MILLIS = 655_350;
    private static final int MOST_SIDE = 65_535;
    private static final String FRAME_METADATA = "javax_imageio_gif_image_1.0";

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
        if (Math.max(shape.height(), shape.width()) > MOST_SIDE) {
            throw new IllegalArgumentException("expected sides of at most " + MOST_SIDE + " pixels, got " + shape);
        }
        ImageWriter writer = writer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < count; i++) {
                BufferedImage frame = frame(samples, i * shape.elements(), shape);
                IIOMetadata metadata = metadata(writer, frame, (frameMillis + 5) / 10, i == 0);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("gif");
        if (!writers.hasNext()) {
            throw new IllegalStateException("expected a GIF writer in this JDK, found none");
        }
        return writers.next();
    }

    private static BufferedImage frame(float[] samples, int offset, Shape shape) {
        int plane = shape.height() * shape.width();
        int[] pixels = new int[plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                pixels[i] = pixels[i] << 8 | ImageGrid.level(samples, offset + (c % shape.channels()) * plane + i);
            }
        }
        Palette palette = Palette.of(pixels);
        int[] colours = palette.colours();
        IndexColorModel model =
                new IndexColorModel(8, colours.length, bytes(colours, 16), bytes(colours, 8), bytes(colours, 0));
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] indices = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < plane; i++) {
            indices[i] = (byte) palette.index(pixels[i]);
        }
        return image;
    }

    private static byte[] bytes(int[] colours, int shift) {
        byte[] values = new byte[colours.length];
        IntStream.range(0, values.length).forEach(i -> values[i] = (byte) (colours[i] >> shift));
        return values;
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int hundredths, boolean first)
            throws IOException {
        // not createFromRenderedImage, which would put the JDK's palette in place of the frame's
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(FRAME_METADATA);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(hundredths));
        root.appendChild(control);
        if (first) {
            IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
            extension.setAttribute("applicationID", "NETSCAPE");
            extension.setAttribute("authenticationCode", "2.0");
            extension.setUserObject(new byte[] {1, 0, 0}); // loop, 0 times: for ever
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(extension);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FRAME_METADATA, root);
        return metadata;
    }
}
