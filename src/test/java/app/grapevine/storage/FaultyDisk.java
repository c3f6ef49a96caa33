package app.grapevine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The disk as H2 sees it, which a test can let be full, or fail: then it takes nothing more, of a write perhaps a part. One for
 * the whole JVM.
 */
public final class FaultyDisk extends FilePathWrapper {
    private static final String SCHEME = "faulty";

    /** What the disk says to what is written. */
    public enum State {
        SOUND,
        FULL,
        FAILING,
        /** H2 finds fault with itself. */
        ASSERTING
    }

    private static volatile State state = State.SOUND;
    private static volatile boolean partly;

    static {
        FilePath.register(new FaultyDisk());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    /** The embedded database in a directory, on such a disk. */
    public static DatabaseSettings embedded(Path directory) {
        String url = DatabaseSettings.embedded(directory).url();
        return new DatabaseSettings(
                url.replace("jdbc:h2:", "jdbc:h2:" + SCHEME + ":"), null, null, 8, Duration.ofSeconds(5));
    }

    public static void be(State now) {
        state = now;
    }

    /** Whether of a write that fails a part is written. */
    public static void takePartly(boolean yes) {
        partly = yes;
    }

    private static void check() throws IOException {
        switch (state) {
            case SOUND -> {}
            case FULL -> throw new IOException("No space left on device");
            case FAILING -> throw new IOException("Input/output error");
            case ASSERTING -> throw new AssertionError("on purpose");
        }
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!mode.equals("r") && !exists()) {
            check();
        }
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBase {
        private final FileChannel base;

        Channel(FileChannel base) {
            this.base = base;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (state != State.SOUND && partly) {
                base.write(source.slice(source.position(), source.remaining() / 2), position);
            }
            check();
            return base.write(source, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            check();
            return base.write(source);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            check();
            base.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return base.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            base.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            base.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
