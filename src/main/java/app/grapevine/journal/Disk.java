package app.grapevine.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Makes the disk keep what was written. A test may be a disk that fails, or that remembers what a power cut would leave. Safe
 * for use by many threads.
 */
@FunctionalInterface
public interface Disk {
    Disk REAL = file -> file.getChannel().force(false);

    /** What was written to a file before the call. */
    void force(RandomAccessFile file) throws IOException;

    /** That files were made in a directory, or deleted. */
    default void force(Path directory) throws IOException {
        NodeFile.force(directory);
    }
}
