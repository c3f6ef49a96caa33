package app.grapevine.stats;

import app.grapevine.storage.Database;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Visits from the newest to the oldest, read piece by piece and never held as a whole. A few links are read
 * each through its own index and merged; many are looked for among all visits. No transaction is held open
 * between pieces: a visit that is recorded meanwhile is newer, and not part of it. Not safe for use by many threads.
 */
final class VisitStream {
    private static final int MOST_MERGED = 100;
    private static final int PIECE = 1000;
    private static final int SMALLEST_PIECE = 50;

    private static final Comparator<VisitCursor> NEWEST_FIRST = Comparator.comparingLong(VisitCursor::at)
            .thenComparingLong(VisitCursor::node)
            .thenComparingLong(VisitCursor::sequence)
            .reversed();

    private final Database database;
    private final Selection selection;
    private final int piece;
    private final PriorityQueue<Source> sources =
            new PriorityQueue<>(Comparator.comparing(Source::place, NEWEST_FIRST));

    /** @param wanted how many visits will be taken at most */
    VisitStream(Database database, Selection selection, @Nullable VisitCursor after, int wanted) {
        this.database = database;
        this.selection = selection;
        LinkScope scope = database.read(handle -> LinkScope.of(handle, selection));
        @Nullable List<Long> links = scope.ids();
        boolean merged = links != null && links.size() <= MOST_MERGED;
        int share = merged && links != null && !links.isEmpty() ? PIECE / links.size() : PIECE;
        this.piece = Math.min(wanted, Math.max(SMALLEST_PIECE, share));
        if (merged && links != null) {
            links.forEach(link -> enqueue(new Source(link, after)));
        } else {
            enqueue(new Source(null, after));
        }
    }

    /** The next visit; null at the end. */
    VisitDao.@Nullable Row next() {
        Source source = sources.poll();
        if (source == null) {
            return null;
        }
        VisitDao.Row row = source.rows.remove();
        source.after = row.place();
        enqueue(source);
        return row;
    }

    private void enqueue(Source source) {
        if (source.rows.isEmpty() && !source.ended) {
            List<VisitDao.Row> more =
                    database.read(handle -> VisitDao.next(handle, selection, source.link, source.after, piece));
            source.rows.addAll(more);
            source.ended = more.size() < piece;
        }
        if (!source.rows.isEmpty()) {
            sources.add(source);
        }
    }

    /** The visits of one link, or of all. */
    private static final class Source {
        private final @Nullable Long link;
        private final Deque<VisitDao.Row> rows = new ArrayDeque<>();
        private @Nullable VisitCursor after;
        private boolean ended;

        Source(@Nullable Long link, @Nullable VisitCursor after) {
            this.link = link;
            this.after = after;
        }

        VisitCursor place() {
            return rows.element().place();
        }
    }
}
