package app.grapevine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A file of H2's that a power cut leaves in a state that H2 finds.
 *
 * <p>Its chunks say by a checksum what they hold. H2 looks, after a power cut, for the last chunk that has a
 * header and a footer, and takes what is between for granted; a disk, though, writes sectors in the order that it likes, and
 * of a chunk that it was not asked to keep it may have both ends and lack the middle. Here the footer of such a chunk reads as
 * zeros, so that H2 goes back to the state before, which is whole, see {@link H2File}.
 *
 * <p>And of the two headers, which H2 writes both at once, the second names only what the disk has for sure: it is written behind
 * an fsync, and before another, with what the first named when that began. Else both could name a chunk that is not whole, and H2
 * would look from the end of the file for one that is, and be content with the first, however old.
 *
 * <p>The checksum is laid into each chunk as it is written, and compared when its footer is read, which H2 does as it opens a
 * file. Safe for use by many threads, as the file below it.
 */
final class CheckedFile extends FileBaseDefault {
    private static final int HEADER = FileChunk.BLOCK;

    private final FileChannel file;
    /** What the first header says and the second does not yet. */
    private final AtomicReference<byte @Nullable []> header = new AtomicReference<>();

    private final Object forcing = new Object();

    CheckedFile(FileChannel file) {
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (position == 0 && source.remaining() == 2 * HEADER && file.size() >= 2 * HEADER) {
            return writeHeader(source);
        }
        if (position % FileChunk.BLOCK == 0) {
            ChunkSum.put(source);
        }
        return file.write(source, position);
    }

    private int writeHeader(ByteBuffer source) throws IOException {
        byte[] first = new byte[HEADER];
        source.get(first);
        writeFully(first, 0);
        header.set(first);
        source.position(source.limit());
        return 2 * HEADER;
    }

    private void writeFully(byte[] bytes, long position) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left, position + left.position());
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        int read = file.read(target, position);
        if (read == ChunkSum.FOOTER && (position + read) % FileChunk.BLOCK == 0) {
            ByteBuffer footer = target.duplicate().flip().position(begin).slice();
            if (!isWhole(footer, position + read)) {
                target.put(begin, new byte[read]);
            }
        }
        return read;
    }

    /** Whether the chunk before {@code end} is as it was written; true where nothing is said about it. */
    private boolean isWhole(ByteBuffer footer, long end) throws IOException {
        int blocks = ChunkSum.blocks(footer);
        if (blocks == 0) {
            return true;
        }
        long begin = end - (long) blocks * FileChunk.BLOCK;
        if (begin < 0) {
            return false;
        }
        ByteBuffer chunk = ByteBuffer.allocate(blocks * FileChunk.BLOCK);
        while (chunk.hasRemaining() && file.read(chunk, begin + chunk.position()) > 0) {
            // until all is read
        }
        return !chunk.hasRemaining() && ChunkSum.isRight(chunk.flip());
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        file.truncate(size);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        synchronized (forcing) {
            byte[] named = header.get();
            file.force(metaData);
            if (named != null) {
                writeFully(named, HEADER);
                file.force(metaData);
                header.compareAndSet(named, null);
            }
        }
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
