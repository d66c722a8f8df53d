package io.github.cardigan.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Survives a callback that closes its stream: the file behind it must stay open until it is forced to disk. */
final class Unclosable extends FilterOutputStream {

    Unclosable(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length); // the inherited method writes byte by byte
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
