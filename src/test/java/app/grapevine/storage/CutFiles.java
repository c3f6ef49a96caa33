package app.grapevine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files as a {@link SimulatedDisk} sees them, below the scheme {@value #SCHEME}, which stands below the service's own.
 */
public final class CutFiles extends FilePathWrapper {
    static final String SCHEME = "cut";

    static void register() {
        FilePath.register(new CutFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Path path = Path.of(getBase().toString());
        SimulatedDisk disk = SimulatedDisk.of(path);
        FileChannel file = super.open(mode);
        return disk == null || mode.equals("r") ? file : new Watched(file, disk, path);
    }

    private static final class Watched extends FileBaseDefault {
        private final FileChannel file;
        private final SimulatedDisk disk;
        private final Path path;

        Watched(FileChannel file, SimulatedDisk disk, Path path) throws IOException {
            this.file = file;
            this.disk = disk;
            this.path = path;
            disk.opened(path);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            ByteBuffer seen = source.duplicate();
            int written = file.write(source, position);
            byte[] bytes = new byte[written];
            seen.get(bytes);
            disk.written(path, position, bytes);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.forced(path);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            disk.truncated(path, size);
            file.truncate(size);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
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
}
