package app.grapevine.storage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The file of the embedded database, as H2's MVStore keeps it. What changes it is for whoever holds the lock of writers
 * while no transaction is open, so that what is stored with it is whole transactions.
 *
 * <p>Each commit writes what it changed as one chunk: pages of the tables, whole, and the tree that leads to them. A page
 * that is written again is dead where it was. A chunk of which no page is live is dead, and its room is written over
 * later; one of which a single page is live stays. With WRITE_DELAY=0 MVStore has no thread that looks after that, so it
 * is done here, with MVStore's own means.
 *
 * <p>Room is written over only behind an fsync: {@link #free} syncs and then gives up what was dead by then, and between
 * two calls nothing is given up (RETENTION_TIME without end). So what the disk had at the last fsync stays whole until
 * the next, in whatever order it writes, and a power cut finds it. Left to itself, H2 goes by the age of a chunk.
 */
@SuppressWarnings("unchecked") // of what handles give, the types are known
final class H2File {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int AT_ONCE = -1;
    /**
     * MVStore's own way to write chunks anew, which it shows by a share of what is live alone: what lies at the end of the
     * file, or was written before some moment, cannot be asked for.
     */
    private static final MethodHandle REWRITE;
    /** The chunk that was written last; it gets into the layout map with the next. */
    private static final MethodHandle LAST;

    private static final MethodHandle CHUNKS;
    private static final MethodHandle DEAD;
    /** What MVStore shows of it is a copy. */
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

    /** In the table of a chunk's pages, the number of a page's map is before what else says where it is. */
    private static final int MAP_SHIFT = 38;
    /** MVStore's own maps have the first numbers. */
    private static final int LAST_OWN_MAP = 1;
    /** Where a chunk's footer begins, from its end. */
    private static final int FOOTER = 128;

    private static final int VERSIONS_IN_PASSING = 4;
    private static final int WIPED_AT_ONCE = 1 << 20;
    /** As many as H2 keeps, and more. */
    private static final int BUFFERS = 4;

    private final org.h2.engine.Database database;
    private final MVStore store;
    private final SingleFileStore file;
    /** What the layout map said when it was last asked, taken apart: of many chunks it says the same each time. */
    private volatile Map<String, FileChunk> parsed = Map.of();

    private H2File(org.h2.engine.Database database, MVStore store, SingleFileStore file) {
        this.database = database;
        this.store = store;
        this.file = file;
        keep();
    }

    /** Of the database of a connection; empty if that has no file. */
    static Optional<H2File> of(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        org.h2.engine.Database database = session.getDatabase();
        MVStore store = database.getStore().getMvStore();
        FileStore<?> file = store.getFileStore();
        return file instanceof SingleFileStore single && !file.isReadOnly()
                ? Optional.of(new H2File(database, store, single))
                : Optional.empty();
    }

    /**
     * Has H2 forget chunks that it lists as dead, and whose room others have by now: to be called once, when the file is opened.
     * They are in the list where H2, after an end without order, has gone back to a state from before they were given up. H2 2.5.252
     * never gives up any room behind such a chunk, so the file would grow for ever; and once it was closed in order, it
     * gives up their room with what is live in it.
     */
    void forgetLost() {
        Set<Integer> lost = lost();
        if (lost.isEmpty()) {
            return;
        }
        store.executeFilestoreOperation(() -> {
            Collection<Chunk<?>> dead = call(() -> (Collection<Chunk<?>>) DEAD.invoke((FileStore<?>) file));
            dead.removeIf(chunk -> lost.contains(chunk.id));
            inMemory().keySet().removeAll(lost);
            Map<String, String> layout = call(() -> (Map<String, String>) LAYOUT.invoke((FileStore<?>) file));
            lost.forEach(id -> layout.remove(FileChunk.KEY + Integer.toHexString(id)));
        });
        touch();
    }

    /** Those that H2 found nowhere, which it notes by giving them no place, and those that lie where another is. */
    private Set<Integer> lost() {
        Set<Integer> lost = new HashSet<>();
        inMemory().forEach((id, chunk) -> {
            if (chunk.block == 0) {
                lost.add(id);
            }
        });
        long end = 0;
        FileChunk before = null;
        for (FileChunk chunk : chunks()) {
            if (lost.contains(chunk.id())) {
                continue;
            }
            if (before != null && chunk.at() < end) {
                (chunk.isDead() ? Stream.of(chunk) : Stream.of(before))
                        .filter(FileChunk::isDead)
                        .forEach(dead -> lost.add(dead.id()));
            }
            if (chunk.end() > end) {
                end = chunk.end();
                before = chunk;
            }
        }
        return lost;
    }

    private Map<Integer, Chunk<?>> inMemory() {
        return call(() -> (Map<Integer, Chunk<?>>) CHUNKS.invoke((FileStore<?>) file));
    }

    /** H2 closes its file after a failure, such as a full disk. */
    boolean isClosed() {
        return store.isClosed();
    }

    /**
     * Has H2 forget a database whose file it has closed: left to itself it hands out connections to it that are good for
     * nothing, for as long as the process lasts. The next connection opens the file anew.
     */
    void takeDown() {
        database.shutdownImmediately();
    }

    private void keep() {
        store.setRetentionTime(NEVER);
    }

    /** May be asked at any time, by any thread. */
    FileFigures figures() {
        return figures(chunks());
    }

    FileFigures figures(List<FileChunk> chunks) {
        long used = 0;
        long live = 0;
        for (FileChunk chunk : chunks) {
            used += chunk.length();
            live += chunk.live();
        }
        return new FileFigures(file.size(), used, live);
    }

    /** In the order in which they lie. May be asked at any time, by any thread. */
    List<FileChunk> chunks() {
        Map<Integer, FileChunk> chunks = new HashMap<>();
        Chunk<?> last = call(() -> (Chunk<?>) LAST.invoke((FileStore<?>) file));
        if (last != null) {
            FileChunk chunk = FileChunk.parse(last.asString());
            chunks.put(chunk.id(), chunk);
        }
        Map<String, FileChunk> known = parsed;
        Map<String, FileChunk> now = new HashMap<>();
        store.getLayoutMap().forEach((key, text) -> {
            if (key.startsWith(FileChunk.KEY)) {
                FileChunk before = known.get(text);
                FileChunk chunk = before == null ? FileChunk.parse(text) : before;
                chunks.put(chunk.id(), chunk);
                now.put(text, chunk);
            }
        });
        parsed = now;
        List<FileChunk> sorted = new ArrayList<>(chunks.values());
        sorted.sort(Comparator.comparingLong(FileChunk::at));
        return sorted;
    }

    /** How many bytes were written since the file was opened. May be read at any time, by any thread. */
    long written() {
        return info("info.FILE_WRITE_BYTES");
    }

    /** Whether somebody reads of an older version than the last few, which keeps its pages from being given up. */
    boolean isHeld() {
        return store.getCurrentVersion() - info("info.OLDEST_VERS_TO_KEEP") > VERSIONS_IN_PASSING;
    }

    private long info(String name) {
        Map<String, String> info = new HashMap<>();
        store.populateInfo(info::put);
        return Long.parseLong(info.get(name));
    }

    /** Rises with each commit that changes something. */
    long version() {
        return store.getCurrentVersion();
    }

    /** Has the disk write what it was given; may be called at any time, by any thread. */
    void sync() {
        file.sync();
    }

    /**
     * Has the file's header name the chunk that was written last: to be called behind each commit. H2 2.5.252 lets it name
     * the one before, and after a kill finds what was written to free room amid the file by that alone: of what it had
     * committed, the last was missing.
     */
    void nameLast() {
        store.executeFilestoreOperation(this::writeHeader);
    }

    private void writeHeader() {
        call(() -> HEADER.invoke((RandomAccessStore) file));
    }

    /**
     * The file as it is now. Nothing must be given up until it is closed.
     *
     * @param release is run when it is closed
     */
    FileSnapshot snapshot(Runnable release) {
        touch(); // so that what is written says all that is known: of what is dead, too
        return new FileSnapshot(
                (at, length) -> file.readFully((SFChunk) null, at, length),
                file.readFully((SFChunk) null, 0, 2 * FileChunk.BLOCK),
                chunks(),
                release);
    }

    /** Gives up what is dead, for what is written from now on. */
    void free() {
        store.setRetentionTime(AT_ONCE);
        try {
            store.executeFilestoreOperation(() -> {
                writeHeader();
                file.sync();
                file.dropUnusedChunks();
            });
        } finally {
            keep();
        }
    }

    /**
     * Writes the live pages of chunks anew, together, so that these chunks die; to where there is room first.
     *
     * @return the numbers of those that live on
     */
    Set<Integer> rewrite(Collection<FileChunk> chunks) {
        Set<Integer> ids = new HashSet<>();
        chunks.forEach(chunk -> ids.add(chunk.id()));
        store.executeFilestoreOperation(() -> call(() -> REWRITE.invoke((FileStore<?>) file, ids)));
        commit();
        List<FileChunk> left = living(ids);
        if (left.stream().filter(this::countLost).count() > 0) {
            touch();
            left = living(ids);
        }
        return left.stream().map(FileChunk::id).collect(Collectors.toSet());
    }

    /** Takes keys of rows that are gone out of pages that lead to others, some of them. */
    void rename(Separators separators) {
        separators.step(store, chunks());
        commit();
    }

    /** Writes a chunk of next to nothing; with it, H2 cuts off what is free at the end of the file. */
    void touch() {
        store.setStoreVersion(store.getStoreVersion());
        commit();
    }

    private void commit() {
        store.commit();
        nameLast();
    }

    private List<FileChunk> living(Set<Integer> ids) {
        List<FileChunk> living = chunks();
        living.removeIf(chunk -> chunk.isDead() || !ids.contains(chunk.id()));
        return living;
    }

    /**
     * Has H2 count as dead those leaves of a chunk that are left when it was written anew. H2 2.5.252 forgets to do so with
     * some that it takes out of a tree, about one in twenty where a page holds one row; their chunks would stay for ever.
     * That nothing leads to them has just been seen: a leaf that its own first key leads to was written anew. Of what is
     * no leaf that cannot be said, for the key by which it is looked for may be gone.
     *
     * @return whether there were any
     */
    private boolean countLost(FileChunk chunk) {
        FileChunk.Pages pages = chunk.pages();
        if (pages.pinned()) {
            return false;
        }
        ByteBuffer table = file.readFully(
                (SFChunk) null, chunk.at() + pages.table(), pages.count() * FileChunk.BYTES_OF_A_PAGE_IN_THE_TABLE);
        boolean found = false;
        for (int page = 0; page < pages.count(); page++) {
            long entry = table.getLong(page * FileChunk.BYTES_OF_A_PAGE_IN_THE_TABLE);
            int map = (int) (entry >>> MAP_SHIFT);
            boolean leaf = (entry & 1) == 0;
            if (leaf && !pages.isDead(page) && map > LAST_OWN_MAP && store.getMap(map) != null) {
                long place = entry & (1L << MAP_SHIFT) - 1 | (long) chunk.id() << MAP_SHIFT;
                file.accountForRemovedPage(place, store.getCurrentVersion(), false, page);
                found = true;
            }
        }
        return found;
    }

    /**
     * Writes zeros over what belongs to no chunk, and over what lies in a chunk behind its content: H2 writes whole blocks,
     * and what its buffer had from before.
     */
    void wipe(long from, long to) {
        long end = 2 * FileChunk.BLOCK;
        for (FileChunk chunk : chunks()) {
            zero(Math.max(from, end), Math.min(to, chunk.at()));
            zero(Math.max(from, chunk.at() + chunk.content()), Math.min(to, chunk.end() - FOOTER));
            end = chunk.end();
        }
        zero(Math.max(from, end), Math.min(to, file.size()));
    }

    private void zero(long from, long to) {
        for (long at = from; at < to; at += WIPED_AT_ONCE) {
            int length = (int) Math.min(WIPED_AT_ONCE, to - at);
            ByteBuffer found = file.readFully((SFChunk) null, at, length);
            if (found.mismatch(ByteBuffer.allocate(length)) >= 0) {
                long place = at;
                call(() -> WRITE.invoke((FileStore<?>) file, (Chunk<?>) null, place, ByteBuffer.allocate(length)));
            }
        }
    }

    /** The same for the buffers that H2 has written with, and will again. */
    void wipeBuffers() {
        List<WriteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            WriteBuffer buffer = file.getWriteBuffer();
            Arrays.fill(buffer.getBuffer().array(), (byte) 0);
            buffers.add(buffer);
        }
        buffers.forEach(file::releaseWriteBuffer);
    }

    long size() {
        return file.size();
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
