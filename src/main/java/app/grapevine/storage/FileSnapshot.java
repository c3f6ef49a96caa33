package app.grapevine.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The embedded database's file as it was at one moment, to be read while others write: what it is made of stays where it is until
 * this is closed, and the file grows meanwhile by what is written. What was free or deleted by then is zeros. To be closed
 * soon; for one thread.
 */
public final class FileSnapshot implements AutoCloseable {
    private static final byte[] ZEROS = new byte[64 << 10];

    /** Reads the file. */
    interface Source {
        ByteBuffer read(long at, int length);
    }

    private final Source source;
    private final ByteBuffer header;
    private final List<FileChunk> chunks;
    private final Runnable release;

    /** @param chunks in the order in which they lie */
    FileSnapshot(Source source, ByteBuffer header, List<FileChunk> chunks, Runnable release) {
        this.source = source;
        this.header = header;
        this.chunks = chunks;
        this.release = release;
    }

    /**
     * Writes the file whole.
     *
     * @throws IOException where {@code out} fails, or a chunk is not what was written
     */
    public void writeTo(OutputStream out) throws IOException {
        long at = write(header, out);
        for (FileChunk chunk : chunks) {
            fill(chunk.at() - at, out);
            ByteBuffer content = source.read(chunk.at(), Math.toIntExact(chunk.length()));
            if (!ChunkSum.isRightIfAny(content)) {
                throw new IOException("the database's file is damaged at " + chunk.at());
            }
            at = chunk.at() + write(content, out);
        }
    }

    private static int write(ByteBuffer content, OutputStream out) throws IOException {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        out.write(bytes);
        return bytes.length;
    }

    private static void fill(long length, OutputStream out) throws IOException {
        for (long left = length; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    @Override
    public void close() {
        release.run();
    }
}
