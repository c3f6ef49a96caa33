package app.grapevine.visits;

import app.grapevine.storage.SqlText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits by when they were, on which links, and who recorded them.
 *
 * @param from the first moment, in milliseconds
 * @param to the first moment after
 * @param links the links; null for all
 * @param node the node; null for all
 */
public record VisitRange(
        long from,
        long to,
        @Nullable Set<Long> links,
        @Nullable Long node) {
    /** All there are. */
    public static final VisitRange ALL = between(Long.MIN_VALUE, Long.MAX_VALUE);

    public VisitRange {
        links = links == null ? null : Set.copyOf(links);
    }

    /** Those of a time, on all links. */
    public static VisitRange between(long from, long to) {
        return new VisitRange(from, to, null, null);
    }

    /** All of one link. */
    public static VisitRange ofLink(long link) {
        return ofLinks(Set.of(link));
    }

    /** All of some links. */
    public static VisitRange ofLinks(Set<Long> links) {
        return new VisitRange(Long.MIN_VALUE, Long.MAX_VALUE, links, null);
    }

    /** The same as far as they were at {@code since} or later. */
    public VisitRange since(long since) {
        return new VisitRange(since, to, links, node);
    }

    /** The same as far as they were before {@code end}. */
    public VisitRange before(long end) {
        return new VisitRange(from, end, links, node);
    }

    /** The same as far as that node recorded them. */
    public VisitRange by(long node) {
        return new VisitRange(from, to, links, node);
    }

    boolean holds(Click visit) {
        return holds(visit.linkId(), visit.atMillis(), visit.node());
    }

    /** Whether a visit is one of these. */
    public boolean holds(long link, long at, long recordedBy) {
        return at >= from && at < to && (node == null || node == recordedBy) && (links == null || links.contains(link));
    }

    /** Narrows {@code clicks k}. Each condition begins with AND. */
    void where(SqlText sql) {
        if (from != Long.MIN_VALUE) {
            sql.add("AND k.at >= " + sql.value(from));
        }
        if (to != Long.MAX_VALUE) {
            sql.add("AND k.at < " + sql.value(to));
        }
        if (links != null && links.size() == 1) {
            sql.add("AND k.link_id = " + sql.value(links.iterator().next()));
        } else if (links != null) {
            sql.add("AND k.link_id IN (SELECT s.id FROM "
                    + sql.table(links.stream().sorted().toList(), "s") + ")");
        }
        if (node != null) {
            // The sum keeps H2 from the primary key, by which it would look at all that the node ever recorded.
            sql.add("AND k.node + 0 = " + sql.value(node));
        }
    }
}
