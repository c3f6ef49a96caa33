package app.grapevine.stats;

import app.grapevine.clicks.Click;
import app.grapevine.clicks.ClickRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads visits: from the newest to the oldest, piece by piece, or those that a node has recorded last; each piece
 * from an index.
 */
final class VisitDao {
    private static final String VISITS = """
            SELECT v.*, x.code, x.domain
            FROM (SELECT k.* FROM clicks k""";

    private VisitDao() {}

    /** A visit with its link's name. */
    record Row(Click click, String code, String domain) {
        VisitCursor place() {
            return new VisitCursor(click.atMillis(), click.node(), click.sequence());
        }
    }

    /**
     * The next visits after a place, of one link or of all that the selection allows.
     *
     * @param link the link; null for all, whose conditions are then looked at visit by visit
     */
    static List<Row> next(
            Handle handle, Selection selection, @Nullable Long link, @Nullable VisitCursor after, int limit) {
        SqlText sql = new SqlText().add(VISITS);
        sql.add("WHERE k.at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND k.at < " + sql.value(selection.to().toEpochMilli()));
        if (after != null) {
            after(sql, after);
        }
        Conditions.visits(sql, selection);
        String order = "k.at DESC, k.node DESC, k.sequence DESC";
        if (link != null) {
            sql.add("AND k.link_id = " + sql.value(link));
            // With the link in the order, H2 reads the index backwards instead of sorting.
            order = "k.link_id DESC, " + order;
        } else {
            ofLinks(sql, selection);
        }
        sql.add("ORDER BY " + order + " LIMIT " + limit + ") AS v");
        sql.add("JOIN links x ON x.id = v.link_id ORDER BY v.at DESC, v.node DESC, v.sequence DESC");
        return rows(handle, sql);
    }

    private static void ofLinks(SqlText sql, Selection selection) {
        if (selection.hasLinkFilter()) {
            sql.add("AND EXISTS (SELECT 1 FROM links l WHERE l.id = k.link_id");
            Conditions.links(sql, selection);
            sql.add(")");
        }
    }

    /** Up to which sequence the visits of each node are recorded. */
    static Map<Long, Long> positions(Handle handle) {
        return handle
                .createQuery("SELECT node, sequence FROM journal_positions")
                .map((row, context) -> Map.entry(row.getLong("node"), row.getLong("sequence")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The first visits of a node behind a sequence and up to another, in the order in which it recorded them. */
    static List<Row> recorded(Handle handle, Selection selection, long node, long after, long upTo, int limit) {
        SqlText sql = new SqlText().add(VISITS);
        sql.add("WHERE k.node = " + sql.value(node));
        sql.add("AND k.sequence > " + sql.value(after) + " AND k.sequence <= " + sql.value(upTo));
        sql.add("AND k.at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND k.at < " + sql.value(selection.to().toEpochMilli()));
        Conditions.visits(sql, selection);
        ofLinks(sql, selection);
        sql.add("ORDER BY k.node, k.sequence LIMIT " + limit + ") AS v");
        sql.add("JOIN links x ON x.id = v.link_id ORDER BY v.sequence");
        return rows(handle, sql);
    }

    private static List<Row> rows(Handle handle, SqlText sql) {
        return sql.on(handle)
                .map((row, context) ->
                        new Row(ClickRow.withEvidence(row), row.getString("code"), row.getString("domain")))
                .list();
    }

    private static void after(SqlText sql, VisitCursor after) {
        String at = sql.value(after.at());
        String node = sql.value(after.node());
        sql.add("AND k.at <= " + at);
        sql.add("AND (k.at < " + at + " OR k.node < " + node);
        sql.add("OR (k.node = " + node + " AND k.sequence < " + sql.value(after.sequence()) + "))");
    }
}
