package io.github.cardigan.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a sequence of values, each framed, so that no two sequences run into one another. Not for several threads. */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java platform has", e);
        }
    }

    Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    Fingerprint add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    /** What remains in the buffer, whose position is left alone. */
    Fingerprint add(ByteBuffer content) {
        add(content.remaining());
        digest.update(content.duplicate());
        return this;
    }

    /** 64 hexadecimal digits. Starts anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
