package app.grapevine.shlink;

import app.grapevine.base.Characters;
import app.grapevine.base.Reach;
import app.grapevine.storage.SqlText;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL of lists of links by Shlink's filters. Those that are archived are out of all lists here too. */
final class ShortUrlDao {
    private static final String OF_LINK = "EXISTS (SELECT 1 FROM link_tags t WHERE t.link_id = l.id";

    private ShortUrlDao() {}

    static long count(Handle handle, ShortUrlFilter filter, Reach reach, Instant now) {
        SqlText sql = new SqlText().add("SELECT COUNT(*) FROM links l");
        where(sql, filter, reach, now);
        return sql.on(handle).mapTo(Long.class).one();
    }

    /** The ids of a page. @param order by a column */
    static List<Long> page(
            Handle handle,
            ShortUrlFilter filter,
            Reach reach,
            Instant now,
            ShortUrlFilter.Order order,
            long from,
            int most) {
        SqlText sql = new SqlText().add("SELECT l.id FROM links l");
        where(sql, filter, reach, now);
        String direction = order.descends() ? " DESC" : "";
        sql.add("ORDER BY " + order.field().column() + direction + ", l.id" + direction);
        sql.add("LIMIT " + most + " OFFSET " + from);
        return sql.on(handle).mapTo(Long.class).list();
    }

    /** The ids of all, in no order. */
    static List<Long> all(Handle handle, ShortUrlFilter filter, Reach reach, Instant now) {
        SqlText sql = new SqlText().add("SELECT l.id FROM links l");
        where(sql, filter, reach, now);
        return sql.on(handle).mapTo(Long.class).list();
    }

    private static void where(SqlText sql, ShortUrlFilter filter, Reach reach, Instant now) {
        sql.add("WHERE l.deleted_at IS NULL AND NOT l.archived");
        String campaign = reach.campaign();
        if (campaign != null) {
            sql.add("AND l.campaign = " + sql.value(campaign));
        }
        if (filter.domain() != null) {
            sql.add("AND l.domain = " + sql.value(filter.domain()));
        }
        if (filter.from() != null) {
            sql.add("AND l.created_at >= " + sql.value(filter.from().toEpochMilli()));
        }
        if (filter.to() != null) {
            sql.add("AND l.created_at <= " + sql.value(filter.to().toEpochMilli()));
        }
        if (filter.usable()) {
            sql.add("AND (l.max_clicks IS NULL OR l.uses < l.max_clicks)");
        }
        if (filter.unexpired()) {
            sql.add("AND (l.valid_until IS NULL OR l.valid_until >= " + sql.value(now.toEpochMilli()) + ")");
        }
        if (filter.creator() != null) {
            sql.add("AND l.creator_name = " + sql.value(filter.creator()));
        }
        if (!filter.tags().isEmpty()) {
            sql.add("AND " + tagged(sql, filter.tags(), filter.allTags()));
        }
        if (!filter.excludedTags().isEmpty()) {
            sql.add("AND NOT " + tagged(sql, filter.excludedTags(), filter.allExcluded()));
        }
        if (filter.words() != null) {
            words(sql, filter.words());
        }
    }

    private static String tagged(SqlText sql, List<String> tags, boolean all) {
        List<String> folded = tags.stream()
                .map(tag -> Characters.folded(Characters.clean(tag)))
                .toList();
        if (!all) {
            return ofLink(sql, folded);
        }
        return folded.stream()
                .map(tag -> ofLink(sql, List.of(tag)))
                .reduce((one, other) -> one + " AND " + other)
                .map(both -> "(" + both + ")")
                .orElseThrow();
    }

    private static String ofLink(SqlText sql, List<String> folded) {
        return OF_LINK + " AND t.tag IN (SELECT g.tag FROM tags g WHERE g.folded IN " + sql.list(folded) + "))";
    }

    private static void words(SqlText sql, String words) {
        String plain = sql.value(containing(words));
        String folded = sql.value(containing(Characters.folded(words)));
        sql.add("AND (l.code ILIKE " + plain + " ESCAPE '!' OR l.title ILIKE " + plain + " ESCAPE '!'");
        sql.add("OR l.destination ILIKE " + plain + " ESCAPE '!' OR l.destination_words LIKE " + folded
                + " ESCAPE '!' OR l.domain LIKE " + folded + " ESCAPE '!'");
        sql.add("OR " + OF_LINK + " AND t.tag IN (SELECT g.tag FROM tags g WHERE g.folded LIKE " + folded
                + " ESCAPE '!')))");
    }

    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** The ids of links with a tag, and on a domain where one is named; the deleted ones too, whose visits stay. */
    static List<Long> linksOf(Handle handle, VisitScope scope, Reach reach) {
        SqlText sql = new SqlText().add("SELECT l.id FROM links l WHERE 1 = 1");
        String campaign = reach.campaign();
        if (campaign != null) {
            sql.add("AND l.campaign = " + sql.value(campaign));
        }
        if (scope.domain() != null) {
            sql.add("AND l.domain = " + sql.value(scope.domain()));
        }
        if (scope.tag() != null) {
            sql.add("AND " + tagged(sql, List.of(scope.tag()), false));
        }
        return sql.on(handle).mapTo(Long.class).list();
    }
}
