package io.github.cardigan.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One image file as a place of images. */
final class SingleImage implements ImageFiles {

    private final Path file;
    private final long maxFileBytes;

    SingleImage(Path file, DataLimits limits) {
        this.file = file;
        maxFileBytes = limits.maxFileBytes();
    }

    @Override
    public String kind() {
        return "image";
    }

    @Override
    public List<String> names() {
        return List.of(String.valueOf(file.getFileName()));
    }

    @Override
    public byte[] bytes(String name) throws IOException {
        long size = Files.size(file);
        if (size > maxFileBytes) {
            throw new IOException("it has %d bytes, the limit is %d".formatted(size, maxFileBytes));
        }
        return Files.readAllBytes(file);
    }

    @Override
    public void addTo(Fingerprint fingerprint, List<String> names) {
        try {
            fingerprint.add(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            fingerprint.add("unreadable");
        }
    }
}
