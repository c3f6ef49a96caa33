package app.grapevine.ops;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The data directory, held by this process alone until it is closed. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    /** Another process holds the directory: usually the service. */
    public static final class InUseException extends SettingsException {
        private static final long serialVersionUID = 1;

        InUseException(Path path) {
            super(KnownSettings.DATA_DIR.name() + ": is in use by another process: " + path);
        }
    }

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the directory where it is missing, takes it, and sees to it that nobody but its owner gets in.
     *
     * @throws InUseException if another process holds it
     * @throws SettingsException if it cannot be made or written
     */
    public static DataDirectory take(Path path) {
        try {
            OwnerOnly.createDirectories(path);
            FileChannel channel =
                    OwnerOnly.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new InUseException(path);
            }
            Tightening.of(path).log();
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw KnownSettings.DATA_DIR.refused("cannot be made or written: " + path + " (" + e.getMessage() + ")");
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    /** Bytes that can still be written to the directory's file system. */
    public long usableBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the data directory was not released", e);
        }
    }
}
