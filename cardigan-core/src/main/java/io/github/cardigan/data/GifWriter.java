package io.github.cardigan.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
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
 * Writes an animated GIF (GIF89a) frame by frame; what is written is not kept. Each frame is whole and has a palette of its own: up to
 * 256 colours come back exactly, more are brought to the 256 that suit it, without dithering, which would flicker.
 */
public final class GifWriter implements FilmWriter {

    /** The longest that a frame can stay, in hundredths of a second. */
    public static final int MOST_HUNDREDTHS = 65_535;

    /** The longest side, in pixels. */
    public static final int MOST_SIDE = 65_535;

    private static final String FRAME_METADATA = "javax_imageio_gif_image_1.0";

    private final FilmTraits traits;
    private final MemoryCacheImageOutputStream out;
    private final ImageWriter writer = writer();
    private boolean begun;

    /**
     * @param out stays open
     * @param traits size, ticks and loops of what comes; where loops are not known, the file says nothing of them
     * @throws IllegalArgumentException if a side is above 65,535
     */
    public GifWriter(OutputStream out, FilmTraits traits) throws IOException {
        if (Math.max(traits.height(), traits.width()) > MOST_SIDE) {
            throw new IllegalArgumentException("expected sides of at most %d pixels, got %d x %d"
                    .formatted(MOST_SIDE, traits.height(), traits.width()));
        }
        this.traits = traits;
        this.out = new MemoryCacheImageOutputStream(out);
        writer.setOutput(this.out);
        writer.prepareWriteSequence(null);
    }

    @Override
    public void add(FilmFrame frame) throws IOException {
        if (frame.height() != traits.height() || frame.width() != traits.width()) {
            throw new IllegalArgumentException("expected a frame of %d x %d pixels, got %d x %d"
                    .formatted(traits.height(), traits.width(), frame.height(), frame.width()));
        }
        int hundredths = traits.hundredths(frame.start(), frame.start() + frame.ticks());
        BufferedImage image = image(frame.rgb(), frame.height(), frame.width());
        IIOMetadata metadata = metadata(image, Math.min(MOST_HUNDREDTHS, hundredths));
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
        out.flushBefore(out.getStreamPosition());
        begun = true;
    }

    @Override
    public void finish() throws IOException {
        writer.endWriteSequence();
        out.flush();
    }

    @Override
    public void close() {
        writer.dispose();
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("gif");
        if (!writers.hasNext()) {
            throw new IllegalStateException("expected a GIF writer in this JDK, found none");
        }
        return writers.next();
    }

    private static BufferedImage image(int[] pixels, int height, int width) {
        Palette palette = Palette.of(pixels);
        int[] colours = palette.colours();
        IndexColorModel model =
                new IndexColorModel(8, colours.length, bytes(colours, 16), bytes(colours, 8), bytes(colours, 0));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] indices = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = (byte) palette.index(pixels[i]);
        }
        return image;
    }

    private static byte[] bytes(int[] colours, int shift) {
        byte[] values = new byte[colours.length];
        IntStream.range(0, values.length).forEach(i -> values[i] = (byte) (colours[i] >> shift));
        return values;
    }

    private IIOMetadata metadata(BufferedImage frame, int hundredths) throws IOException {
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
        if (!begun && traits.loops() != FilmTraits.UNKNOWN) {
            IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
            extension.setAttribute("applicationID", "NETSCAPE");
            extension.setAttribute("authenticationCode", "2.0");
            extension.setUserObject(new byte[] {1, (byte) traits.loops(), (byte) (traits.loops() >> 8)});
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(extension);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FRAME_METADATA, root);
        return metadata;
    }
}
