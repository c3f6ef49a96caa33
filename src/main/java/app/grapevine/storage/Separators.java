package app.grapevine.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.CursorPos;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.mvstore.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys of rows that are gone out of those pages of H2's indexes that lead to others. Such a page tells its children
 * apart by the key that was the first in each when they were parted; H2 2.5.252 goes on doing so when that row is deleted,
 * for as long as the child has any other. Here the first that the child has now takes its place.
 *
 * <p>In steps, between which others write; each is for whoever has the turn to write, while no transaction is open. What was
 * not written since the last time is left out, with all that it leads to: a change of a page writes anew those that lead
 * to it.
 */
@SuppressWarnings("unchecked") // of what an index is made, nothing here asks
final class Separators {
    /** In a step, as each may read a page: some milliseconds. */
    private static final int COMPARED_AT_ONCE = 128;
    /** MVStore's name of a map in the map of all, behind which its number follows in hex. */
    private static final String MAP = "map.";

    private final long since;
    private long began = -1;
    /** Numbers of the maps that are left. */
    private final Deque<Integer> left = new ArrayDeque<>();
    /** The last that was compared in the first of them. */
    private @Nullable Object last;

    private int compared;
    private Map<Integer, Long> versions = Map.of();

    /** @param since {@link #began} of the last time that this was done; 0 where it was not */
    Separators(long since) {
        this.since = since;
    }

    /** The store's version when it was begun; -1 before. */
    long began() {
        return began;
    }

    boolean isDone() {
        return began >= 0 && left.isEmpty();
    }

    /** Does some of it, and leaves it to the caller to commit. */
    void step(MVStore store, List<FileChunk> chunks) {
        if (began < 0) {
            began = store.getCurrentVersion();
            store.getMetaMap().keyIterator(MAP).forEachRemaining(key -> {
                if (key.startsWith(MAP)) {
                    left.add(DataUtils.parseHexInt(key.substring(MAP.length())));
                }
            });
        }
        versions = new HashMap<>();
        chunks.forEach(chunk -> versions.put(chunk.id(), chunk.version()));
        compared = 0;
        while (!left.isEmpty() && compared < COMPARED_AT_ONCE) {
            MVMap<Object, Object> map = store.getMap(left.element());
            if (map == null || map.isClosed() || walk(map)) {
                left.remove();
                last = null;
            }
        }
    }

    private boolean walk(MVMap<Object, Object> map) {
        Page<Object, Object> root = map.getRootPage();
        return root.isLeaf()
                || root.getKey(0) instanceof Long
                || walk(map, root); // of a table, the numbers of its rows
    }

    /** In the order of the keys, from the last that was compared. @return whether it came to the end */
    private boolean walk(MVMap<Object, Object> map, Page<Object, Object> page) {
        int count = page.getKeyCount();
        for (int i = last == null ? 0 : following(map.getKeyType(), page, last); i <= count; i++) {
            long child = page.getChildPagePos(i);
            if (!isOld(child) && !DataUtils.isLeafPosition(child) && !walk(map, page.getChildPage(i))) {
                return false;
            }
            if (i < count && !isOld(page.getChildPagePos(i + 1))) {
                if (compared == COMPARED_AT_ONCE) {
                    return false;
                }
                compare(map, page.getKey(i), page.getChildPage(i + 1));
                compared++;
                last = page.getKey(i);
            }
        }
        return true;
    }

    private static int following(DataType<Object> type, Page<Object, Object> page, Object key) {
        int i = 0;
        while (i < page.getKeyCount() && type.compare(page.getKey(i), key) <= 0) {
            i++;
        }
        return i;
    }

    private boolean isOld(long place) {
        Long version = DataUtils.isPageSaved(place) ? versions.get(DataUtils.getPageChunkId(place)) : null;
        return version != null && version < since;
    }

    private static void compare(MVMap<Object, Object> map, Object separator, Page<Object, Object> child) {
        Page<Object, Object> leaf = child;
        while (!leaf.isLeaf()) {
            leaf = leaf.getChildPage(0);
        }
        if (leaf.getKeyCount() > 0 && map.getKeyType().compare(separator, leaf.getKey(0)) != 0) {
            map.operate(separator, null, new Renaming(map.getKeyType()));
        }
    }

    /**
     * What H2 is to do with the way that leads to where a separator's row would be: it is copied up to the page that has the
     * separator, and that gets the first key of the leaf at the other end instead.
     */
    private static final class Renaming extends MVMap.DecisionMaker<Object> {
        private final DataType<Object> type;

        Renaming(DataType<Object> type) {
            this.type = type;
        }

        @Override
        public <K> CursorPos<K, Object> decide(CursorPos<K, Object> tip, K separator, @Nullable Object value) {
            if (tip.index >= 0 || tip.page.getKeyCount() == 0) {
                return tip;
            }
            Page<K, Object> copy = tip.page.copy();
            int unsaved = copy.getMemory();
            for (CursorPos<K, Object> at = tip.parent; at != null; at = at.parent) {
                Page<K, Object> parent = at.page.copy();
                parent.setChild(at.index, copy);
                boolean found = at.index > 0 && type.compare(parent.getKey(at.index - 1), separator) == 0;
                if (found) {
                    parent.setKey(at.index - 1, tip.page.getKey(0));
                }
                unsaved += parent.getMemory();
                if (found) {
                    return new CursorPos<>(
                            parent, unsaved, at.parent); // the place of the index is that of the bytes here
                }
                copy = parent;
            }
            return tip;
        }

        @Override
        public MVMap.Decision decide(@Nullable Object existing, @Nullable Object provided) {
            return MVMap.Decision.ABORT;
        }
    }
}
