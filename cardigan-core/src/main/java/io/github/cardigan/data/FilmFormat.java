package io.github.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of moving pictures. */
public enum FilmFormat {
    GIF("gif"),
    MP4("mp4", "m4v"),
    MOV("mov"),
    MKV("mkv"),
    WEBM("webm"),
    AVI("avi");

    /** The videos, for people. */
    public static final String VIDEOS = "mp4, mov, mkv, webm, avi";

    /** What a file of the ISO family (mp4, mov) may begin with, behind a length of four bytes. */
    private static final Set<String> ISO_BOXES = Set.of("ftyp", "moov", "mdat", "wide", "free", "skip");

    /** Still images in the same family of files. */
    private static final Set<String> ISO_IMAGES = Set.of("avif", "avis", "heic", "heix", "mif1", "msf1");

    private final List<String> extensions;

    FilmFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** What a file of this name should be, or null if its ending is none of these. */
    public static @Nullable FilmFormat named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (FilmFormat format : values()) {
            if (format.extensions.stream().anyMatch(extension -> name.endsWith("." + extension))) {
                return format;
            }
        }
        return null;
    }

    /**
     * What a file is by its first bytes, or by its name where they are neither an image's nor a film's. A GIF may have one frame
     * only. Null if it is none of these, or a folder.
     */
    public static @Nullable FilmFormat of(Path file) {
        byte[] head = FolderImages.head(file);
        ImageFormat image = ImageFormat.of(head);
        if (image != null) {
            return image == ImageFormat.GIF ? GIF : null;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.length() >= 12 && ISO_BOXES.contains(text.substring(4, 8))) {
            return ISO_IMAGES.contains(text.substring(8, 12)) ? null : MP4;
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return MKV;
        }
        if (text.startsWith("RIFF") && text.startsWith("AVI ", 8)) {
            return AVI;
        }
        FilmFormat named = named(file);
        return named == GIF || head.length == 0 ? null : named;
    }
}
