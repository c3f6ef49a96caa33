package app.grapevine.storage;

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
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.WriteBuffer;

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
final class H2File {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int AT_ONCE = -1;
    /** Where a chunk's footer begins, from its end. */
    private static final int FOOTER = 128;

    private static final int VERSIONS_IN_PASSING = 4;
    private static final int WIPED_AT_ONCE = 1 << 20;
    /** As many as H2 keeps, and more. */
    private static final int BUFFERS = 4;

    private final org.h2.engine.Database database;
    private final MVStore store;
    private final SingleFileStore file;
    private final FileInternals internals;
    private final LostChunks lost;
    /** What the layout map said when it was last asked, taken apart: of many chunks it says the same each time. */
    private volatile Map<String, FileChunk> parsed = Map.of();

    private H2File(org.h2.engine.Database database, MVStore store, SingleFileStore file) {
        this.database = database;
        this.store = store;
        this.file = file;
        this.internals = new FileInternals(file);
        this.lost = new LostChunks(store, file, internals);
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

    /** Has H2 forget chunks whose room others have by now: to be called once, when the file is opened. */
    void forgetLost() {
        if (lost.forget(chunks())) {
            touch();
        }
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
        try {
            return chunksNow();
        } catch (RuntimeException e) {
            if (store.isClosed()) {
                throw e;
            }
        }
        // Others write: a page of the layout map may be written over while it is read, and the last chunk's set of dead
        // pages,
        // which is a BitSet, grow while it is told. That is rare, and so it is asked without a lock first.
        List<FileChunk> chunks = new ArrayList<>();
        store.executeFilestoreOperation(() -> chunks.addAll(chunksNow()));
        return chunks;
    }

    private List<FileChunk> chunksNow() {
        Map<Integer, FileChunk> chunks = new HashMap<>();
        Chunk<?> last = internals.last();
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
        store.executeFilestoreOperation(internals::writeHeader);
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
                internals.writeHeader();
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
        store.executeFilestoreOperation(() -> internals.rewrite(ids));
        commit();
        List<FileChunk> left = living(ids);
        if (left.stream().filter(lost::count).count() > 0) {
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
                internals.write(at, ByteBuffer.allocate(length));
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
}
