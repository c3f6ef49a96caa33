package app.grapevine.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Takes what the journal writes, and makes the disk keep it. A test may be a disk that is full or fails, or that remembers what a
 * power cut would leave. Safe for use by many threads.
 */
@FunctionalInterface
public interface Disk {
    Disk REAL = file -> file.getChannel().force(false);

    /** Writes the first {@code length} bytes where the file is written at. Where it throws, some of them may be written. */
    default void write(RandomAccessFile file, byte[] bytes, int length) throws IOException {
        file.write(bytes, 0, length);
    }

    /** What was written to a file before the call. */
    void force(RandomAccessFile file) throws IOException;

    /** That files were made in a directory, or deleted. */
    default void force(Path directory) throws IOException {
        NodeFile.force(directory);
    }
}
