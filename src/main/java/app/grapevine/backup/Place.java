package app.grapevine.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where the files of a backup are written to, one after the other. For one thread. */
public interface Place extends Closeable {
    /**
     * Begins a file.
     *
     * @param name as {@link Manifest} has it
     * @return to be closed before the next is begun
     */
    OutputStream begin(String name) throws IOException;
}
