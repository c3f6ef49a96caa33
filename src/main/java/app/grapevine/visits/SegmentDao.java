package app.grapevine.visits;

import com.github.f4b6a3.tsid.TsidCreator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The rows of {@code visit_segments} and {@code visit_groups}. */
final class SegmentDao {
    private static final Comparator<ClickRow> BY_LINK = Comparator.comparingLong(
                    (ClickRow row) -> row.click().linkId())
            .thenComparingLong(row -> row.click().atMillis())
            .thenComparingLong(row -> row.click().sequence());

    private SegmentDao() {}

    /** A group that is wanted is there no more: its segment was merged or changed since it was listed. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A segment with the contents of those of its groups that are not stored yet. */
    record Draft(Segment segment, List<Content> contents) {}

    /** A row of {@code visit_groups}. */
    record Content(long id, byte[] bytes) {}

    /** An id above all that were made by this process, and above most that were made by others. */
    static long newId() {
        return TsidCreator.getTsid().toLong();
    }

    /**
     * Packs visits of one node.
     *
     * @param first the sequence from which on it has all of the node's visits that are kept
     */
    static Draft draft(long node, long first, long last, List<ClickRow> visits) {
        List<ClickRow> sorted = new ArrayList<>(visits);
        sorted.sort(BY_LINK);
        List<Segment.Group> groups = new ArrayList<>();
        List<Content> contents = new ArrayList<>();
        // Parts of like size, rather than a last one with hardly any.
        int parts = Math.max(1, Math.round((float) sorted.size() / VisitGroup.USUAL));
        for (int part = 0; part < parts; part++) {
            List<ClickRow> some = sorted.subList(
                    (int) ((long) sorted.size() * part / parts), (int) ((long) sorted.size() * (part + 1) / parts));
            Content content = new Content(newId(), VisitGroupWriter.write(some));
            contents.add(content);
            groups.add(group(content.id, some));
        }
        return new Draft(segment(node, first, last, groups), contents);
    }

    static Segment.Group group(long id, List<ClickRow> sorted) {
        return new Segment.Group(
                id,
                sorted.size(),
                sorted.get(0).click().linkId(),
                sorted.get(sorted.size() - 1).click().linkId(),
                from(sorted),
                to(sorted));
    }

    static Segment segment(long node, long first, long last, List<Segment.Group> groups) {
        return new Segment(
                newId(),
                node,
                first,
                last,
                groups.stream().mapToLong(Segment.Group::fromAt).min().orElseThrow(),
                groups.stream().mapToLong(Segment.Group::toAt).max().orElseThrow(),
                groups.stream().mapToInt(Segment.Group::visits).sum(),
                groups);
    }

    private static long from(List<ClickRow> visits) {
        return visits.stream().mapToLong(row -> row.click().atMillis()).min().orElseThrow();
    }

    private static long to(List<ClickRow> visits) {
        return visits.stream().mapToLong(row -> row.click().atMillis()).max().orElseThrow();
    }

    static void insert(Handle handle, Draft draft) {
        PreparedBatch groups = handle.prepareBatch("INSERT INTO visit_groups (id, content) VALUES (?, ?)");
        draft.contents.forEach(content -> groups.add(content.id, content.bytes));
        if (groups.size() > 0) {
            groups.execute();
        }
        Segment segment = draft.segment;
        handle.execute(
                """
                INSERT INTO visit_segments (id, node, first_sequence, last_sequence, from_at, to_at, visits, directory)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                segment.id(),
                segment.node(),
                segment.firstSequence(),
                segment.lastSequence(),
                segment.fromAt(),
                segment.toAt(),
                segment.visits(),
                segment.directory());
    }

    /** @return false, and takes away nothing, where one of them is there no more */
    static boolean deleteSegments(Handle handle, Collection<Segment> segments) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM visit_segments WHERE id = ?");
        List<Long> ids = segments.stream().map(Segment::id).toList();
        long there = handle.createQuery("SELECT COUNT(*) FROM visit_segments WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .mapTo(Long.class)
                .one();
        if (there < ids.size()) {
            return false;
        }
        ids.forEach(batch::add);
        batch.execute();
        return true;
    }

    static void deleteGroups(Handle handle, Collection<Long> groups) {
        if (!groups.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("DELETE FROM visit_groups WHERE id = ?");
            groups.forEach(batch::add);
            batch.execute();
        }
    }

    /** All, those of a node one after another. */
    static List<Segment> list(Handle handle) {
        return list(handle, "SELECT * FROM visit_segments ORDER BY node, first_sequence");
    }

    /** Those with visits of a range. */
    static List<Segment> list(Handle handle, VisitRange range) {
        return list(handle).stream().filter(segment -> segment.overlaps(range)).toList();
    }

    /** Those with visits of a node behind a sequence and up to another: the last few, whose directories alone are read. */
    static List<Segment> list(Handle handle, long node, long after, long upTo) {
        return handle.createQuery("""
                        SELECT * FROM visit_segments
                        WHERE node = :node AND last_sequence > :after AND first_sequence <= :upTo
                        ORDER BY first_sequence
                        """)
                .bind("node", node)
                .bind("after", after)
                .bind("upTo", upTo)
                .map((row, context) -> segment(row))
                .list();
    }

    private static List<Segment> list(Handle handle, String sql) {
        return handle.createQuery(sql).map((row, context) -> segment(row)).list();
    }

    private static Segment segment(ResultSet row) throws SQLException {
        return new Segment(
                row.getLong("id"),
                row.getLong("node"),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getLong("from_at"),
                row.getLong("to_at"),
                row.getInt("visits"),
                Segment.groups(row.getBytes("directory")));
    }

    /**
     * The visits of a range in a segment.
     *
     * @throws GoneException if it is not there as it was
     */
    static List<ClickRow> read(Handle handle, Segment segment, VisitRange range) {
        List<ClickRow> visits = new ArrayList<>();
        each(
                handle,
                segment,
                range,
                content -> VisitGroup.decode(content, segment.node(), range.links()).stream()
                        .filter(visit -> range.holds(visit.click()))
                        .forEach(visits::add));
        return visits;
    }

    /**
     * What is wanted of the visits of some links in a segment, or of all.
     *
     * @throws GoneException if it is not there as it was
     */
    static void find(
            Handle handle, Segment segment, @Nullable Set<Long> links, LongPredicate wanted, Consumer<Click> consumer) {
        VisitRange range = links == null ? VisitRange.ALL : VisitRange.ofLinks(links);
        each(
                handle,
                segment,
                range,
                content ->
                        VisitGroup.find(content, segment.node(), links, wanted).forEach(consumer));
    }

    private static void each(Handle handle, Segment segment, VisitRange range, Consumer<byte[]> reader) {
        Set<Long> links = range.links();
        for (Segment.Group group : segment.groups()) {
            if (group.mayHold(range)) {
                byte[] content = content(handle, group.id());
                if (links == null || VisitGroup.holds(content, links)) {
                    reader.accept(content);
                }
            }
        }
    }

    /** @throws GoneException if there is none */
    static byte[] content(Handle handle, long group) {
        try (PreparedStatement statement =
                handle.getConnection().prepareStatement("SELECT content FROM visit_groups WHERE id = ?")) {
            statement.setLong(1, group);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getBytes(1);
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
        throw new GoneException();
    }
}
