package app.grapevine.storage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * What MVStore does for itself with its file and shows to nobody, as of H2 2.5.252. Where a later one has none of it, the
 * service does not start. Nothing here is safe against others who write: see {@link H2File}.
 */
@SuppressWarnings("unchecked") // of what handles give, the types are known
final class FileInternals {
    private static final MethodHandle REWRITE;
    private static final MethodHandle LAST;
    private static final MethodHandle CHUNKS;
    private static final MethodHandle DEAD;
    private static final MethodHandle LAYOUT;
    private static final MethodHandle WRITE;
    private static final MethodHandle HEADER;

    static {
        try {
            MethodHandles.Lookup store = MethodHandles.privateLookupIn(FileStore.class, MethodHandles.lookup());
            REWRITE = store.unreflect(FileStore.class.getDeclaredMethod("compactRewrite", Set.class));
            LAST = store.unreflectGetter(FileStore.class.getDeclaredField("lastChunk"));
            CHUNKS = store.unreflect(FileStore.class.getDeclaredMethod("getChunks"));
            DEAD = store.unreflectGetter(FileStore.class.getDeclaredField("deadChunks"));
            LAYOUT = store.unreflectGetter(FileStore.class.getDeclaredField("layout"));
            HEADER = MethodHandles.privateLookupIn(RandomAccessStore.class, MethodHandles.lookup())
                    .unreflect(RandomAccessStore.class.getDeclaredMethod("writeStoreHeader"));
            WRITE = store.unreflect(
                    FileStore.class.getDeclaredMethod("writeFully", Chunk.class, long.class, ByteBuffer.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SingleFileStore file;

    FileInternals(SingleFileStore file) {
        this.file = file;
    }

    /**
     * MVStore's own way to write chunks anew, which it shows by a share of what is live alone: what lies at the end of the
     * file, or was written before some moment, cannot be asked for.
     */
    void rewrite(Set<Integer> ids) {
        call(() -> REWRITE.invoke((FileStore<?>) file, ids));
    }

    /** The chunk that was written last; it gets into the layout map with the next. */
    @Nullable
    Chunk<?> last() {
        return call(() -> (Chunk<?>) LAST.invoke((FileStore<?>) file));
    }

    /** All chunks that are known, by number. */
    Map<Integer, Chunk<?>> chunks() {
        return call(() -> (Map<Integer, Chunk<?>>) CHUNKS.invoke((FileStore<?>) file));
    }

    /** Those of which no page is live, until their room is given up. */
    Collection<Chunk<?>> dead() {
        return call(() -> (Collection<Chunk<?>>) DEAD.invoke((FileStore<?>) file));
    }

    /** The layout map itself; what MVStore shows of it is a copy. */
    Map<String, String> layout() {
        return call(() -> (Map<String, String>) LAYOUT.invoke((FileStore<?>) file));
    }

    /** Has the file's header name the chunk that was written last. */
    void writeHeader() {
        call(() -> HEADER.invoke((RandomAccessStore) file));
    }

    /** Writes past all that MVStore keeps of the file. @param at in bytes from its beginning */
    void write(long at, ByteBuffer bytes) {
        call(() -> WRITE.invoke((FileStore<?>) file, (Chunk<?>) null, at, bytes));
    }

    private interface Call<T extends @Nullable Object> {
        T make() throws Throwable;
    }

    /** What a handle throws, as it is. */
    private static <T extends @Nullable Object> T call(Call<T> call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
