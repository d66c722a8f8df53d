package io.github.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The image formats that are read, told apart by their first bytes. */
enum ImageFormat {
    PNG("png"),
    JPEG("jpeg"),
    GIF("gif"),
    BMP("bmp"),
    TIFF("tiff"),
    WEBP("webp");

    /** How many leading bytes {@link #of} wants to see. */
    static final int HEAD_BYTES = 16;

    /** For people, in error messages. */
    static final String ALL = "PNG, JPEG, GIF, BMP, TIFF, WebP";

    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp");

    private final String imageIoName;

    ImageFormat(String imageIoName) {
        this.imageIoName = imageIoName;
    }

    /** What ImageIO calls it. */
    String imageIoName() {
        return imageIoName;
    }

    /** The format that a file beginning so has, or null if it is none of these. */
    static @Nullable ImageFormat of(byte[] head) {
        if (starts(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (starts(head, 0, "GIF87a") || starts(head, 0, "GIF89a")) {
            return GIF;
        }
        if (starts(head, 0, "BM")) {
            return BMP;
        }
        if (starts(head, 0, "II*\0") || starts(head, 0, "MM\0*")) {
            return TIFF;
        }
        return starts(head, 0, "RIFF") && starts(head, 8, "WEBP") ? WEBP : null;
    }

    /** Whether a name ends like an image's. Only a hint: the content decides. */
    static boolean hasImageExtension(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(extension);
    }

    private static boolean starts(byte[] head, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        int end = offset + expected.length;
        return head.length >= end && Arrays.equals(head, offset, end, expected, 0, expected.length);
    }
}
