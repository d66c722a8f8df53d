package io.github.cardigan.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Data as users have it: good, cut, mislabelled, hostile. */
final class BadFiles {

    private BadFiles() {}

    static byte[] png(int shade) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(shade, shade, shade));
        graphics.fillRect(4, 4, 20, 20);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static byte[] cutPng() throws IOException {
        byte[] whole = png(200);
        return Arrays.copyOf(whole, 50); // the header is 33 bytes long
    }

    static Path folder(Path parent, int images) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("images"));
        for (int i = 0; i < images; i++) {
            Files.write(folder.resolve(i + ".png"), png(100 + i));
        }
        return folder;
    }

    /** A header that claims 20,000 x 20,000 pixels, with a right checksum, and hardly any content. */
    static byte[] hugePng() throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(header);
        data.writeInt(20_000);
        data.writeInt(20_000);
        data.write(new byte[] {8, 0, 0, 0, 0});
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(png, "IHDR", header.toByteArray());
        chunk(png, "IDAT", new byte[] {0x78, (byte) 0x9c, 0x03, 0, 0, 0, 0, 1});
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        data.writeInt(content.length);
        data.write(name);
        data.write(content);
        data.writeInt((int) crc.getValue());
    }

    /**
     * An IDX file of 28x28 images.
     *
     * @param magic 0x803 where it is right
     * @param claimed what the header says
     * @param present how many there are
     */
    static byte[] idx(int magic, int claimed, int present) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(magic);
        data.writeInt(claimed);
        data.writeInt(28);
        data.writeInt(28);
        data.write(new byte[present * 28 * 28]);
        return bytes.toByteArray();
    }

    static byte[] cutGzip(byte[] content) throws IOException {
        byte[] whole = gzip(content);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    static Path zip(Path file, String... entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(png(150));
                zip.closeEntry();
            }
        }
        return file;
    }
}
