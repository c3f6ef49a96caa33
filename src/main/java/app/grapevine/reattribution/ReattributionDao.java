package app.grapevine.reattribution;

import app.grapevine.clicks.Click;
import app.grapevine.clicks.ClickRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The visits that are to be judged anew, and what they were judged by. */
final class ReattributionDao {
    private ReattributionDao() {}

    /** A place in the click table in the order of time. */
    record Cursor(long atMillis, long node, long sequence) {
        static Cursor of(Click click) {
            return new Cursor(click.atMillis(), click.node(), click.sequence());
        }
    }

    /**
     * The next visits behind the cursor and before {@code to}, in order, locked. A condition on the bare time
     * stands beside that on the whole key, so that H2 finds the place in the index.
     *
     * <p>How far they go is found first: where it locks, H2 does not read in the order of an index, but sorts all
     * that could match.
     */
    static List<ClickRow> next(Handle handle, Cursor after, long to, int limit) {
        String behind = """
                at >= :at AND at < :to
                  AND (at > :at OR node > :node OR (node = :node AND sequence > :sequence))
                """;
        OptionalLong last = last(handle.createQuery("SELECT MAX(at) FROM (SELECT at FROM clicks WHERE " + behind
                        + " ORDER BY at, node, sequence LIMIT :limit) AS found")
                .bind("at", after.atMillis())
                .bind("to", to)
                .bind("node", after.node())
                .bind("sequence", after.sequence())
                .bind("limit", limit));
        return last.isEmpty()
                ? List.of()
                : handle.createQuery("SELECT * FROM clicks WHERE " + behind
                                + " AND at <= :last ORDER BY at, node, sequence LIMIT :limit FOR UPDATE")
                        .bind("at", after.atMillis())
                        .bind("to", to)
                        .bind("node", after.node())
                        .bind("sequence", after.sequence())
                        .bind("last", last.getAsLong())
                        .bind("limit", limit)
                        .map((row, context) -> ClickRow.read(row))
                        .list();
    }

    /** When the first visit in a range was. */
    static OptionalLong first(Handle handle, long from, long to) {
        return edge(handle, from, to, "at, node, sequence");
    }

    /** When the last visit in a range was. */
    static OptionalLong last(Handle handle, long from, long to) {
        return edge(handle, from, to, "at DESC, node DESC, sequence DESC");
    }

    private static OptionalLong edge(Handle handle, long from, long to, String order) {
        return last(handle.createQuery("SELECT MAX(at) FROM (SELECT at FROM clicks WHERE at >= :from AND at < :to"
                        + " ORDER BY " + order + " LIMIT 1) AS found")
                .bind("from", from)
                .bind("to", to));
    }

    /** A greatest time; empty where there was no row. */
    private static OptionalLong last(Query query) {
        return query.map((row, context) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(at);
                })
                .one();
    }

    /** The user agents of the dictionary by id; a forgotten one is absent. */
    static Map<Long, String> userAgents(Handle handle, Collection<Long> ids) {
        Map<Long, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery("SELECT id, user_agent FROM user_agents WHERE id IN (<ids>)")
                    .bindList("ids", new ArrayList<>(ids))
                    .map((row, context) -> texts.put(row.getLong("id"), row.getString("user_agent")))
                    .list();
        }
        return texts;
    }

    /** By link, each app that fetched a preview up to {@code upTo}, and when an attempt was last counted for it, or 0. */
    static Map<Long, Map<String, Long>> previews(Handle handle, Collection<Long> links, Cursor upTo) {
        Map<Long, Map<String, Long>> previews = new HashMap<>();
        links.forEach(link -> previews.put(link, new HashMap<>()));
        if (links.isEmpty()) {
            return previews;
        }
        handle.createQuery("""
                        SELECT link_id, preview_by, MAX(at) FILTER (WHERE share_attempt) AS counted FROM clicks
                        WHERE link_id IN (<links>) AND preview_by IS NOT NULL AND at <= :at
                          AND (at < :at OR node < :node OR (node = :node AND sequence <= :sequence))
                        GROUP BY link_id, preview_by
                        """)
                .bindList("links", new ArrayList<>(new TreeSet<>(links)))
                .bind("at", upTo.atMillis())
                .bind("node", upTo.node())
                .bind("sequence", upTo.sequence())
                .map((row, context) ->
                        of(previews, row.getLong("link_id")).put(row.getString("preview_by"), row.getLong("counted")))
                .list();
        // Of visits that retention has deleted, the ledger alone still knows.
        handle.createQuery("""
                        SELECT link_id, preview_by, first_at FROM link_previews
                        WHERE link_id IN (<links>) AND first_at < (SELECT COALESCE(MIN(at), 0) FROM clicks)
                        """)
                .bindList("links", new ArrayList<>(new TreeSet<>(links)))
                .map((row, context) -> of(previews, row.getLong("link_id"))
                        .putIfAbsent(row.getString("preview_by"), row.getLong("first_at")))
                .list();
        return previews;
    }

    private static Map<String, Long> of(Map<Long, Map<String, Long>> previews, long link) {
        return previews.computeIfAbsent(link, none -> new HashMap<>());
    }
}
