package app.grapevine.stats;

import app.grapevine.stats.VisitDao.LinkName;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.visits.VisitWalk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Visits from the newest to the oldest, with the names of their links, read piece by piece and never held as a whole. No
 * transaction is held open between pieces: a visit that is recorded meanwhile is newer, and not part of it. Not safe for
 * use by many threads.
 */
final class VisitStream {
    private static final int PIECE = 1000;
    private static final int MOST_NAMES = 100_000;

    private final Database database;
    private final VisitWalk walk;
    private final int piece;
    private final Deque<Named> read = new ArrayDeque<>();
    private final Map<Long, LinkName> names = new HashMap<>();
    private boolean ended;

    /** A visit with its link's name. */
    record Named(Click click, LinkName link) {
        VisitPlace place() {
            return VisitPlace.of(click);
        }
    }

    /** @param wanted how many visits will be taken at most */
    VisitStream(Database database, Selection selection, @Nullable VisitPlace after, int wanted) {
        this.database = database;
        this.piece = Math.min(wanted, PIECE);
        VisitStore store = VisitStores.of(database.dialect());
        @Nullable
        Set<Long> links = database.<@Nullable Set<Long>>read(
                handle -> LinkScope.of(handle, selection).all(handle));
        this.walk =
                store.walk(selection.visitRange(links), selection.visitFilter(), VisitStore.Order.NEWEST_FIRST, after);
    }

    /** The next visit; null at the end. */
    @Nullable
    Named next() {
        if (read.isEmpty() && !ended) {
            database.read(handle -> {
                List<ClickRow> rows = walk.next(handle, piece);
                ended = rows.size() < piece;
                read.addAll(named(handle, rows, names));
                return true;
            });
        }
        return read.poll();
    }

    /** @param known names that were read before, and takes more */
    static List<Named> named(Handle handle, List<ClickRow> rows, Map<Long, LinkName> known) {
        Set<Long> unknown = new TreeSet<>();
        rows.forEach(row -> unknown.add(row.click().linkId()));
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            if (known.size() > MOST_NAMES) {
                known.clear();
                rows.forEach(row -> unknown.add(row.click().linkId()));
            }
            known.putAll(VisitDao.names(handle, unknown));
        }
        List<Named> named = new ArrayList<>(rows.size());
        for (ClickRow row : rows) {
            LinkName link = known.get(row.click().linkId());
            if (link != null) {
                named.add(new Named(row.click(), link));
            }
        }
        return named;
    }
}
