package app.grapevine.visits;

import app.grapevine.base.SizeTiers;
import app.grapevine.storage.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges segments as they grow old, and takes over what an earlier version left in the table {@code clicks}. Segments that
 * follow one another and are of about the same size become one, until it is large; so each visit is written a few times,
 * however many segments there are. By one thread.
 */
final class SegmentMerge {
    /** From this size on a segment is left as it is. */
    static final int LARGE = 32_768;

    private static final SizeTiers TIERS = new SizeTiers(64, 8, LARGE);
    private static final int TAKEN_OVER_AT_ONCE = 8192;

    private static final Logger log = LoggerFactory.getLogger(SegmentMerge.class);

    private SegmentMerge() {}

    /** Merges once, if there is anything to merge. What takes long is done before the unit of work that writes. */
    static boolean mergeSome(Database database) {
        List<Segment> all = database.read(SegmentDao::list);
        List<Segment> due = due(all);
        if (due.isEmpty()) {
            return false;
        }
        try {
            SegmentDao.Draft merged = database.read(handle -> merged(handle, due));
            return database.write(handle -> {
                // One that was changed since has another id.
                if (!SegmentDao.deleteSegments(handle, due)) {
                    return true;
                }
                SegmentDao.deleteGroups(
                        handle,
                        due.stream()
                                .flatMap(segment -> segment.groups().stream())
                                .map(Segment.Group::id)
                                .toList());
                SegmentDao.insert(handle, merged);
                return true;
            });
        } catch (SegmentDao.GoneException e) {
            return true;
        }
    }

    private static SegmentDao.Draft merged(Handle handle, List<Segment> segments) {
        List<ClickRow> visits = new ArrayList<>();
        for (Segment segment : segments) {
            visits.addAll(SegmentDao.read(handle, segment, VisitRange.ALL));
        }
        Segment first = segments.get(0);
        Segment last = segments.get(segments.size() - 1);
        return SegmentDao.draft(first.node(), first.firstSequence(), last.lastSequence(), visits);
    }

    /** Which to merge, of segments of a node one after another. */
    static List<Segment> due(List<Segment> all) {
        for (List<Segment> ofNode : byNode(all)) {
            List<Segment> due = TIERS.due(ofNode, Segment::visits);
            if (!due.isEmpty()) {
                return due;
            }
        }
        return List.of();
    }

    private static Collection<List<Segment>> byNode(List<Segment> all) {
        return all.stream()
                .collect(Collectors.groupingBy(Segment::node, TreeMap::new, Collectors.toList()))
                .values();
    }

    /** Moves some rows of the table, the first of a node, into a segment. */
    static boolean takeOverSome(Database database) {
        if (!database.read(HandoverWalk::isTableInUse)) {
            return false;
        }
        return database.write(handle -> {
            List<ClickRow> rows = TableVisitDao.first(handle, TAKEN_OVER_AT_ONCE);
            if (!rows.isEmpty()) {
                Click first = rows.get(0).click();
                Click last = rows.get(rows.size() - 1).click();
                SegmentDao.insert(handle, SegmentDao.draft(first.node(), first.sequence(), last.sequence(), rows));
                TableVisitDao.deleteUpTo(handle, last.node(), last.sequence());
                if (rows.size() < TAKEN_OVER_AT_ONCE) {
                    log.info("visits: all that an earlier version recorded of node {} is taken over", first.node());
                }
            }
            return true;
        });
    }
}
