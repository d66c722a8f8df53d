package io.github.cardigan.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks once through the blocks of a GIF (CompuServe, Graphics Interchange Format, version 89a, 1990). Stricter than the JDK's reader,
 * which takes a picture that ends early for a whole one.
 */
final class GifBlocks implements AutoCloseable {

    private static final int TRANSPARENT = 0;
    private static final int BLACK = 0xff000000;
    private static final int COLOURS = 256;

    private final DataInputStream in;
    private final int width;
    private final int height;
    private final int @Nullable [] shared;
    private int loops = FilmTraits.UNKNOWN;
    private boolean endMark;

    /**
     * A picture's place on the canvas and how it is laid there.
     *
     * @param colours {@code 0xAARRGGBB} for each of 256 indices
     * @param disposal what becomes of it when its time is over
     * @param hundredths how long it stays, in hundredths of a second
     */
    record Image(
            int left,
            int top,
            int width,
            int height,
            boolean interlaced,
            int[] colours,
            Disposal disposal,
            int hundredths) {}

    /** What becomes of a picture when its time is over. */
    enum Disposal {
        STAYS,
        CLEARED,
        TAKEN_BACK;

        private static Disposal of(int code) {
            return code == 2 ? CLEARED : code == 3 ? TAKEN_BACK : STAYS;
        }
    }

    /** @param in closed with this */
    GifBlocks(InputStream in) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(in));
        String magic = new String(this.in.readNBytes(6), StandardCharsets.US_ASCII);
        if (!magic.equals("GIF87a") && !magic.equals("GIF89a")) {
            throw new IOException("it does not begin with GIF87a or GIF89a");
        }
        width = little();
        height = little();
        int flags = this.in.readUnsignedByte();
        this.in.readUnsignedShort(); // background, which nobody paints, and the pixels' aspect
        shared = colours(flags);
    }

    /** The canvas's width as the head says, which may be 0. */
    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** As in {@link FilmTraits}; known when all blocks have been passed. */
    int loops() {
        return loops;
    }

    /** Whether the mark that ends the file was there. */
    boolean endMark() {
        return endMark;
    }

    /** Goes to the next picture; its pixels come next and must be read or skipped. Null behind the last. */
    @Nullable
    Image next() throws IOException {
        int control = 0;
        int hundredths = 0;
        int transparent = -1;
        while (true) {
            int block = in.read();
            if (block == ';' || block < 0) {
                endMark = block == ';';
                return null;
            }
            if (block == ',') {
                return image(Disposal.of(control >> 2 & 7), transparent, hundredths);
            }
            if (block == 0) {
                continue; // some programs leave an empty block too many
            }
            if (block != '!') {
                throw new IOException("expected a picture or the end, found the byte 0x%02x".formatted(block));
            }
            int label = in.readUnsignedByte();
            if (label == 0xf9) {
                in.readUnsignedByte(); // its length, 4
                control = in.readUnsignedByte();
                hundredths = little();
                int index = in.readUnsignedByte();
                transparent = (control & 1) == 0 ? -1 : index;
                skipData();
            } else if (label == 0xff) {
                application();
            } else {
                skipData();
            }
        }
    }

    /** Reads on to the end of the current run of blocks. */
    void skipData() throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipNBytes(length);
        }
    }

    /** Passes over a picture's pixels. */
    void skipPixels() throws IOException {
        in.readUnsignedByte();
        skipData();
    }

    /** A picture's pixels: an index each, row by row from the top. */
    byte[] pixels(Image image) throws IOException {
        byte[] indices = new GifLzw(in).decode(Math.multiplyExact(image.width, image.height));
        if (!image.interlaced) {
            return indices;
        }
        byte[] ordered = new byte[indices.length];
        int from = 0;
        int[][] passes = {{0, 8}, {4, 8}, {2, 4}, {1, 2}}; // first row, and rows from one to the next
        for (int[] pass : passes) {
            for (int y = pass[0]; y < image.height; y += pass[1]) {
                System.arraycopy(indices, from, ordered, y * image.width, image.width);
                from += image.width;
            }
        }
        return ordered;
    }

    private Image image(Disposal disposal, int transparent, int hundredths) throws IOException {
        int left = little();
        int top = little();
        int imageWidth = little();
        int imageHeight = little();
        int flags = in.readUnsignedByte();
        int[] own = colours(flags);
        int[] colours = own == null ? shared : own;
        if (colours == null) {
            throw new IOException("it has no palette");
        }
        if (transparent >= 0) {
            colours = colours.clone();
            colours[transparent] = TRANSPARENT;
        }
        return new Image(left, top, imageWidth, imageHeight, (flags & 0x40) != 0, colours, disposal, hundredths);
    }

    /** How often the film is repeated, an invention of Netscape's; reads on to the end of the run. */
    private void application() throws IOException {
        String name = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
        boolean repeats = name.equals("NETSCAPE2.0") || name.equals("ANIMEXTS1.0");
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            byte[] data = in.readNBytes(length);
            if (repeats && data.length == 3 && data[0] == 1) {
                loops = data[1] & 0xff | (data[2] & 0xff) << 8;
            }
        }
    }

    private int @Nullable [] colours(int flags) throws IOException {
        if ((flags & 0x80) == 0) {
            return null;
        }
        int[] colours = new int[COLOURS];
        Arrays.fill(colours, BLACK);
        for (int i = 0; i < 2 << (flags & 7); i++) {
            colours[i] |= in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
        }
        return colours;
    }

    private int little() throws IOException {
        return in.readUnsignedByte() | in.readUnsignedByte() << 8;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
