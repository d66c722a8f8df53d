package io.github.cardigan.io;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits: of a file, of bytes, or of what is fed in piece by piece.
 *
 * <p>An instance is for one thread and one result.
 */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The checksum of these bytes. */
    public static String of(byte[] bytes) {
        return new Sha256().update(bytes).hex();
    }

    /**
     * The checksum of a file, read piece by piece.
     *
     * @throws StorageException if it cannot be read
     */
    public static String of(Path file) {
        Sha256 sum = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new StorageException("cannot read " + file + ": " + StorageFailure.reason(e), "", e);
        }
        return sum.hex();
    }

    public Sha256 update(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    public Sha256 update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /** Takes what remains in the buffer; the buffer's own position stays. */
    public Sha256 update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        return this;
    }

    /** Takes eight bytes, the lowest first. */
    public Sha256 update(long value) {
        for (int shift = 0; shift < 64; shift += 8) {
            digest.update((byte) (value >>> shift));
        }
        return this;
    }

    /** The checksum of everything fed in. Starts afresh. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
