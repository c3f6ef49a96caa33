package app.grapevine.storage;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/** Chunks, and pages of them, that H2 has lost count of: it would keep their room for ever. Used as {@link H2File} is. */
final class LostChunks {
    /** In the table of a chunk's pages, the number of a page's map is before what else says where it is. */
    private static final int MAP_SHIFT = 38;
    /** MVStore's own maps have the first numbers. */
    private static final int LAST_OWN_MAP = 1;

    private final MVStore store;
    private final SingleFileStore file;
    private final FileInternals internals;

    LostChunks(MVStore store, SingleFileStore file, FileInternals internals) {
        this.store = store;
        this.file = file;
        this.internals = internals;
    }

    /**
     * Has H2 forget chunks that it lists as dead, and whose room others have by now: to be called once, when the file is opened.
     * They are in the list where H2, after an end without order, has gone back to a state from before they were given up. H2 2.5.252
     * never gives up any room behind such a chunk, so the file would grow for ever; and once it was closed in order, it
     * gives up their room with what is live in it.
     *
     * @param chunks all of them, in the order in which they lie
     * @return whether there were any
     */
    boolean forget(List<FileChunk> chunks) {
        Set<Integer> lost = among(chunks);
        if (lost.isEmpty()) {
            return false;
        }
        store.executeFilestoreOperation(() -> {
            internals.dead().removeIf(chunk -> lost.contains(chunk.id));
            internals.chunks().keySet().removeAll(lost);
            Map<String, String> layout = internals.layout();
            lost.forEach(id -> layout.remove(FileChunk.KEY + Integer.toHexString(id)));
        });
        return true;
    }

    /** Those that H2 found nowhere, which it notes by giving them no place, and those that lie where another is. */
    private Set<Integer> among(List<FileChunk> chunks) {
        Set<Integer> lost = new HashSet<>();
        internals.chunks().forEach((id, chunk) -> {
            if (chunk.block == 0) {
                lost.add(id);
            }
        });
        long end = 0;
        FileChunk before = null;
        for (FileChunk chunk : chunks) {
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

    /**
     * Has H2 count as dead those leaves of a chunk that are left when it was written anew. H2 2.5.252 forgets to do so with
     * some that it takes out of a tree, about one in twenty where a page holds one row; their chunks would stay for ever.
     * That nothing leads to them has just been seen: a leaf that its own first key leads to was written anew. Of what is
     * no leaf that cannot be said, for the key by which it is looked for may be gone.
     *
     * @return whether there were any
     */
    boolean count(FileChunk chunk) {
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
}
