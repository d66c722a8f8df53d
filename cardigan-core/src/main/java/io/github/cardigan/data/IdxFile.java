package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file, plain or gzipped: an {@link IdxHeader}, then the values, the last dimension running fastest. The file must have
 * exactly the length that its header says. A plain one is mapped, so that it may be larger than memory; a gzipped one is
 * unpacked into memory.
 *
 * @param chunks the values, whole samples in each; all but the last hold equally many
 */
record IdxFile(IdxHeader header, List<ByteBuffer> chunks) {

    private static final int MAX_CHUNK_BYTES = 1 << 30;

    /** Deflate packs no better than this, so a header that claims more is wrong, and is found out before memory is taken. */
    private static final long MAX_GZIP_RATIO = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

    /** The number of samples. */
    int count() {
        return header.count();
    }

    /** The bytes of one sample. */
    byte[] item(int index) {
        int itemBytes = header.itemBytes();
        int perChunk = itemsPerChunk(header);
        byte[] bytes = new byte[itemBytes];
        chunks.get(index / perChunk).get(index % perChunk * itemBytes, bytes);
        return bytes;
    }

    private static int itemsPerChunk(IdxHeader header) {
        return MAX_CHUNK_BYTES / header.itemBytes();
    }

    private static long chunkBytes(IdxHeader header, long start) {
        return Math.min(header.contentBytes() - start, (long) itemsPerChunk(header) * header.itemBytes());
    }

    /** How many dimensions a file has by its first bytes; 0 if it is no IDX file, or cannot be read. */
    static int dimensions(Path file) {
        byte[] head = FolderImages.head(file);
        if (isGzip(head)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                head = in.readNBytes(4);
            } catch (IOException e) {
                return 0;
            }
        }
        return IdxHeader.dimensions(head);
    }

    static boolean isGzip(byte[] head) {
        return head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /**
     * @param dimensions {@link IdxHeader#IMAGES} or {@link IdxHeader#LABELS}
     * @throws DataException if it is something else, damaged, too short or too long
     */
    static IdxFile open(Path file, int dimensions) {
        try {
            return isGzip(FolderImages.head(file)) ? unpack(file, dimensions) : map(file, dimensions);
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    "expected a whole gzip file, got a cut or damaged one: %s (%s)".formatted(file, e.getMessage()),
                    "copy or download it again",
                    e);
        } catch (IOException e) {
            throw new DataException(
                    "expected a readable IDX file, got %s: %s".formatted(file, e), "check its permissions", e);
        }
    }

    private static IdxFile map(Path file, int dimensions) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(IdxHeader.bytes(dimensions));
            channel.read(head, 0);
            byte[] bytes = new byte[head.flip().remaining()];
            head.get(bytes);
            IdxHeader header = IdxHeader.parse(file, bytes, dimensions);
            long content = channel.size() - bytes.length;
            if (content != header.contentBytes()) {
                throw wrongLength(file, header, Long.toString(content));
            }
            List<ByteBuffer> chunks = new ArrayList<>();
            for (long start = 0; start < content; start += chunkBytes(header, start)) {
                chunks.add(channel.map(FileChannel.MapMode.READ_ONLY, bytes.length + start, chunkBytes(header, start)));
            }
            return new IdxFile(header, List.copyOf(chunks));
        }
    }

    private static IdxFile unpack(Path file, int dimensions) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            IdxHeader header = IdxHeader.parse(file, in.readNBytes(IdxHeader.bytes(dimensions)), dimensions);
            long content = header.contentBytes();
            if (content / MAX_GZIP_RATIO > Files.size(file)) {
                throw wrongLength(file, header, "at most " + Files.size(file) * MAX_GZIP_RATIO);
            }
            if (content > Runtime.getRuntime().maxMemory() / 2) {
                throw new DataException(
                        "expected gzipped IDX data that fit into memory, got %d bytes unpacked in %s"
                                .formatted(content, file),
                        "unpack it with gunzip: plain files may be larger than memory");
            }
            List<ByteBuffer> chunks = new ArrayList<>();
            for (long start = 0; start < content; start += chunkBytes(header, start)) {
                byte[] chunk = in.readNBytes((int) chunkBytes(header, start));
                if (chunk.length < chunkBytes(header, start)) {
                    throw wrongLength(file, header, Long.toString(start + chunk.length));
                }
                chunks.add(ByteBuffer.wrap(chunk).asReadOnlyBuffer());
            }
            if (in.read() != -1) { // reading to the end also verifies the checksum
                throw wrongLength(file, header, "more than " + content);
            }
            return new IdxFile(header, List.copyOf(chunks));
        }
    }

    private static DataException wrongLength(Path file, IdxHeader header, String came) {
        return new DataException(
                "expected %d bytes of values as the header says, got %s in %s"
                        .formatted(header.contentBytes(), came, file),
                "the file is cut or damaged: copy or download it again");
    }
}
