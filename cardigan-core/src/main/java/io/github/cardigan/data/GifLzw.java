package io.github.cardigan.data;

import java.io.DataInputStream;
import java.io.IOException;

/** A GIF's pixels unpacked: Lempel-Ziv-Welch with codes of 3 to 12 bits in blocks of up to 255 bytes. */
final class GifLzw {

    private static final int MOST_BITS = 12;

    private final DataInputStream in;
    private int left;
    private boolean ended;
    private int bits;
    private int bitCount;

    private final short[] prefix = new short[1 << MOST_BITS];
    private final byte[] last = new byte[1 << MOST_BITS];
    private final byte[] word = new byte[(1 << MOST_BITS) + 1];

    GifLzw(DataInputStream in) {
        this.in = in;
    }

    /**
     * Reads this many pixels and on to the end of the blocks.
     *
     * @throws IOException if there are fewer, or a code has no meaning
     */
    byte[] decode(int count) throws IOException {
        int codeBits = in.readUnsignedByte();
        if (codeBits < 1 || codeBits > 8) {
            throw new IOException("expected codes of 1 to 8 bits, got " + codeBits);
        }
        byte[] pixels = new byte[count];
        int clear = 1 << codeBits;
        int next = clear + 2;
        int width = codeBits + 1;
        int previous = -1;
        byte first = 0;
        int done = 0;
        while (done < count) {
            int code = code(width);
            if (code == clear) {
                next = clear + 2;
                width = codeBits + 1;
                previous = -1;
                continue;
            }
            if (code < 0 || code == clear + 1) {
                throw new IOException("its pixels end after %d of %d".formatted(done, count));
            }
            if (code > next || (code == next || code > clear) && previous < 0) {
                throw new IOException("a code without a meaning after %d of %d pixels".formatted(done, count));
            }
            int length = 0;
            int at = code;
            if (code == next) {
                word[length++] = first; // a word that begins and ends with the same pixel, used as soon as it is made
                at = previous;
            }
            for (; at > clear; at = prefix[at]) {
                word[length++] = last[at];
            }
            first = (byte) at;
            word[length++] = first;
            while (length > 0 && done < count) {
                pixels[done++] = word[--length];
            }
            if (previous >= 0 && next < 1 << MOST_BITS) {
                prefix[next] = (short) previous;
                last[next++] = first;
                if (next == 1 << width && width < MOST_BITS) {
                    width++;
                }
            }
            previous = code;
        }
        in.skipNBytes(left);
        while (!ended) {
            in.skipNBytes(length());
        }
        return pixels;
    }

    /** The next code, or -1 behind the last block. */
    private int code(int width) throws IOException {
        while (bitCount < width) {
            if (left == 0) {
                left = ended ? 0 : length();
                if (left == 0) {
                    return -1;
                }
            }
            bits |= in.readUnsignedByte() << bitCount;
            bitCount += 8;
            left--;
        }
        int code = bits & (1 << width) - 1;
        bits >>>= width;
        bitCount -= width;
        return code;
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        ended = length == 0;
        return length;
    }
}
