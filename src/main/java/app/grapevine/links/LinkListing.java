package app.grapevine.links;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one way to list links, newest first.
 *
 * <p>The rows must come from an index in the order wanted, so that a page costs the same wherever it is in a
 * million links. So the index of the filter that tells links apart best leads, and {@code ORDER BY} names its
 * column too: all rows have the same value there, which PostgreSQL knows and H2 does not.
 *
 * @param fromWhereOrder SQL with the named parameter {@code before}, and {@code now} where a status is asked for
 * @param bindings the other parameters
 */
record LinkListing(String fromWhereOrder, Map<String, String> bindings) {
    private static final String ENABLED = "NOT l.disabled";
    private static final String BEGUN = "(l.valid_from IS NULL OR l.valid_from <= :now)";
    private static final String ENDED = "l.valid_until <= :now";
    private static final String NOT_ENDED = "(l.valid_until IS NULL OR l.valid_until > :now)";

    static LinkListing of(LinkFilter filter) {
        List<String> where = new ArrayList<>();
        Map<String, String> bindings = new LinkedHashMap<>();
        where.add("l.deleted_at IS NULL");
        equal(where, bindings, "l.share_set", "shareSet", filter.shareSet());
        equal(where, bindings, "t.tag", "tag", filter.tag());
        equal(where, bindings, "l.campaign", "campaign", filter.campaign());
        equal(where, bindings, "l.channel", "channel", filter.channel());
        equal(where, bindings, "l.domain", "domain", filter.domain());
        if (filter.search() != null) {
            where.add("""
                    (LOWER(l.code) LIKE :search ESCAPE '!' OR LOWER(l.title) LIKE :search ESCAPE '!'
                        OR LOWER(l.destination) LIKE :search ESCAPE '!')""");
            bindings.put("search", "%" + escaped(filter.search().toLowerCase(Locale.ROOT)) + "%");
        }
        if (filter.status() != null) {
            where.add(status(filter.status()));
        }
        boolean byTag = filter.tag() != null && filter.shareSet() == null;
        where.add(byTag ? "t.link_id < :before" : "l.id < :before");
        String from = filter.tag() == null ? "links l" : "link_tags t JOIN links l ON l.id = t.link_id";
        return new LinkListing(
                " FROM " + from + " WHERE " + String.join(" AND ", where) + " ORDER BY " + order(filter), bindings);
    }

    private static String order(LinkFilter filter) {
        if (filter.shareSet() != null) {
            return "l.share_set DESC, l.id DESC";
        }
        if (filter.tag() != null) {
            return "t.tag DESC, t.link_id DESC";
        }
        if (filter.campaign() != null) {
            return "l.campaign DESC, l.id DESC";
        }
        return filter.channel() != null ? "l.channel DESC, l.id DESC" : "l.id DESC";
    }

    private static void equal(
            List<String> where, Map<String, String> bindings, String column, String name, @Nullable String wanted) {
        if (wanted != null) {
            where.add(column + " = :" + name);
            bindings.put(name, wanted);
        }
    }

    private static String escaped(String search) {
        return search.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** As {@link Link#status} says it. */
    private static String status(Link.Status status) {
        return switch (status) {
            case DISABLED -> "l.disabled";
            case SCHEDULED -> ENABLED + " AND l.valid_from > :now";
            case EXPIRED -> String.join(" AND ", ENABLED, BEGUN, ENDED);
            case USED_UP -> String.join(" AND ", ENABLED, BEGUN, NOT_ENDED, "l.uses >= l.max_clicks");
            case ACTIVE ->
                String.join(" AND ", ENABLED, BEGUN, NOT_ENDED, "(l.max_clicks IS NULL OR l.uses < l.max_clicks)");
        };
    }
}
