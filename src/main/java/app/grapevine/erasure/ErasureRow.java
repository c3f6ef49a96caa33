package app.grapevine.erasure;

import app.grapevine.erasure.Erasure.Scope;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitRange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An erasure as the database has it; moments are in milliseconds.
 *
 * @param visit of the scope VISIT until that is erased
 * @param linkIds none where all links are meant
 */
record ErasureRow(
        String id,
        Scope scope,
        @Nullable String name,
        @Nullable Long from,
        @Nullable Long to,
        @Nullable VisitKey visit,
        boolean linksToo,
        String requestedBy,
        long requestedAt,
        @Nullable Long finishedAt,
        long visits,
        long links,
        Set<Long> linkIds) {
    ErasureRow {
        linkIds = Set.copyOf(linkIds);
    }

    /** Whether all is meant that was ever recorded of its links, what is counted of them included. */
    boolean isOfWholeLinks() {
        return (scope == Scope.LINK || scope == Scope.CAMPAIGN) && from == null && to == null;
    }

    /** The visits it is about, as far as they are told by link and time: none that were made after it was asked for. */
    VisitRange range() {
        VisitRange range = linkIds.isEmpty() ? VisitRange.ALL : VisitRange.ofLinks(linkIds);
        long end = to == null ? requestedAt + 1 : to;
        return (from == null ? range : range.since(from)).before(end);
    }
}
