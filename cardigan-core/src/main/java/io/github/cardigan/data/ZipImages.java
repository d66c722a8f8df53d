package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The images in a ZIP, read one by one where they are; nothing is unpacked to disk. An entry counts if its name ends like an
 * image's or its first bytes are an image's. Checksums are verified.
 */
final class ZipImages implements ImageFiles {

    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*", Pattern.DOTALL);

    private final ZipFile zip;
    private final long maxFileBytes;
    private final NavigableMap<String, ZipEntry> entries;

    private ZipImages(ZipFile zip, long maxFileBytes, NavigableMap<String, ZipEntry> entries) {
        this.zip = zip;
        this.maxFileBytes = maxFileBytes;
        this.entries = entries;
    }

    /** @throws DataException if it is damaged, or an entry's path leads outside */
    static ZipImages open(Path file, DataLimits limits) {
        ZipFile zip = openZip(file);
        boolean opened = false;
        try {
            ZipImages images = new ZipImages(zip, limits.maxFileBytes(), collect(file, zip));
            opened = true;
            return images;
        } finally {
            if (!opened) {
                close(zip);
            }
        }
    }

    private static ZipFile openZip(Path file) {
        try {
            return openZip(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DataException(
                    "expected a ZIP of images, got a damaged or cut one: %s (%s)".formatted(file, e.getMessage()),
                    "make or copy it again; 'unzip -t' tells what is wrong",
                    e);
        }
    }

    private static ZipFile openZip(Path file, Charset names) throws IOException {
        try {
            return new ZipFile(file.toFile(), names);
        } catch (ZipException e) {
            if (names.equals(StandardCharsets.ISO_8859_1)) {
                throw e;
            }
            // Older tools write names in the code page of their machine; any 8-bit one keeps them apart.
            return openZip(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static NavigableMap<String, ZipEntry> collect(Path file, ZipFile zip) {
        NavigableMap<String, ZipEntry> entries = new TreeMap<>();
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName().replace('\\', '/');
            if (ABSOLUTE.matcher(name).matches() || List.of(name.split("/")).contains("..")) {
                throw new DataException(
                        "expected entries that stay inside, got '%s' in %s".formatted(entry.getName(), file),
                        "such a ZIP is broken or malicious; make it again with plain relative paths");
            }
            if (!name.endsWith("/") && !FileNames.isHidden(name) && looksLikeImage(zip, entry)) {
                entries.put(name, entry);
            }
        }
        return entries;
    }

    private static boolean looksLikeImage(ZipFile zip, ZipEntry entry) {
        if (ImageFormat.hasImageExtension(entry.getName())) {
            return true;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return ImageFormat.of(in.readNBytes(ImageFormat.HEAD_BYTES)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String kind() {
        return "zip";
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public byte[] bytes(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("there is no such entry");
        }
        if (entry.getSize() > maxFileBytes) {
            throw new IOException("unpacked it has %d bytes, the limit is %d".formatted(entry.getSize(), maxFileBytes));
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            // The size is the ZIP's claim: never take more than that, plus the one byte that gives a liar away.
            bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, entry.getSize() + 1));
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new IOException("its content does not have the length and checksum that the ZIP lists");
        }
        return bytes;
    }

    /** Names, unpacked sizes and checksums, as the ZIP lists them. */
    @Override
    public void addTo(Fingerprint fingerprint, List<String> names) {
        for (String name : names) {
            ZipEntry entry = entries.get(name);
            if (entry != null) {
                fingerprint.add(name).add(entry.getSize()).add(entry.getCrc());
            }
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
