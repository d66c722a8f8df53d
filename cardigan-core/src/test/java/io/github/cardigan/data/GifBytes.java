package io.github.cardigan.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** GIFs put together byte by byte from their specification, with the palette black, red, green, blue. */
final class GifBytes {

    /** Codes of a byte each: 7 bits a pixel, and the tables emptied before a code would need 9 bits. */
    private static final int CODE_BITS = 7;

    private static final int CLEAR = 128;
    private static final int END = 129;
    private static final int MOST_CODES = 100;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    GifBytes(int width, int height) {
        out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        little(width);
        little(height);
        bytes(0x81, 0, 0); // four colours for all pictures
        bytes(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255);
    }

    GifBytes loops(int loops) {
        bytes('!', 0xff, 11);
        out.writeBytes("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
        bytes(3, 1);
        little(loops);
        bytes(0);
        return this;
    }

    /** @param transparent an index, or -1 */
    GifBytes control(int disposal, int hundredths, int transparent) {
        bytes('!', 0xf9, 4, disposal << 2 | (transparent < 0 ? 0 : 1));
        little(hundredths);
        bytes(Math.max(0, transparent), 0);
        return this;
    }

    /** @param indices row by row in the order of the file, one digit a pixel */
    GifBytes picture(int left, int top, int width, int height, boolean interlaced, String indices) {
        bytes(',');
        little(left);
        little(top);
        little(width);
        little(height);
        bytes(interlaced ? 0x40 : 0, CODE_BITS);
        for (int from = 0; from < indices.length(); from += MOST_CODES) {
            String part = indices.substring(from, Math.min(indices.length(), from + MOST_CODES));
            bytes(part.length() + 1, CLEAR);
            part.chars().forEach(digit -> bytes(digit - '0'));
        }
        bytes(1, END, 0);
        return this;
    }

    byte[] end() {
        bytes(';');
        return out.toByteArray();
    }

    byte[] withoutEnd() {
        return out.toByteArray();
    }

    private void little(int value) {
        bytes(value & 0xff, value >> 8);
    }

    private void bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
