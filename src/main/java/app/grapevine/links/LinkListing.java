package app.grapevine.links;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one way to list links.
 *
 * <p>The rows must come from an index in the order wanted, so that a page costs the same wherever it is in a
 * million links. So the index of the filter that tells links apart best leads, and {@code ORDER BY} names its
 * column too: all rows have the same value there, which PostgreSQL knows and H2 does not.
 *
 * @param fromWhereOrder SQL with the named parameter {@code now} where a status is asked for
 * @param bindings the other parameters
 */
record LinkListing(String fromWhereOrder, Map<String, Object> bindings) {
    private static final String ENABLED = "NOT l.disabled";
    private static final String BEGUN = "(l.valid_from IS NULL OR l.valid_from <= :now)";
    private static final String ENDED = "l.valid_until <= :now";
    private static final String NOT_ENDED = "(l.valid_until IS NULL OR l.valid_until > :now)";

    /** @param parentId the id of the filter's parent; null exactly where it has none */
    static LinkListing of(LinkFilter filter, @Nullable Long parentId, LinkSort sort, LinkSort.Position after) {
        List<String> where = new ArrayList<>();
        Map<String, Object> bindings = new LinkedHashMap<>();
        where.add("l.deleted_at IS NULL");
        equal(where, bindings, "l.share_set", "shareSet", filter.shareSet());
        equal(where, bindings, "t.tag", "tag", filter.tag());
        equal(where, bindings, "l.parent", "parent", parentId);
        equal(where, bindings, "l.campaign", "campaign", filter.campaign());
        equal(where, bindings, "l.channel", "channel", filter.channel());
        // In another order than that of ids, most links being of one generation, its index would only lead astray.
        String generation = sort.isById() ? "l.generation" : "l.generation + 0";
        equal(where, bindings, generation, "generation", filter.generation());
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
        List<String> columns = sort.isById() ? idColumns(filter) : List.of(sort.column(), sort.tieColumn());
        String beyond = sort.descends() ? " < " : " > ";
        if (sort.isById()) {
            where.add(columns.get(columns.size() - 1) + beyond + ":key");
        } else {
            // Said twice, for H2 finds the place in the index by the first alone.
            where.add(sort.column() + beyond.stripTrailing() + "= :key");
            where.add("(" + sort.column() + beyond + ":key OR " + sort.tieColumn() + beyond + ":tie)");
            bindings.put("tie", after.tie());
        }
        bindings.put("key", after.key());
        String direction = sort.descends() ? " DESC" : "";
        String order = columns.stream().map(column -> column + direction).collect(Collectors.joining(", "));
        String from = filter.tag() == null ? "links l" : "link_tags t JOIN links l ON l.id = t.link_id";
        return new LinkListing(
                " FROM " + from + " WHERE " + String.join(" AND ", where) + " ORDER BY " + order, bindings);
    }

    /** The columns of the index that leads where links come in the order of their ids. */
    private static List<String> idColumns(LinkFilter filter) {
        if (filter.shareSet() != null) {
            return List.of("l.share_set", "l.id");
        }
        if (filter.tag() != null) {
            return List.of("t.tag", "t.link_id");
        }
        if (filter.parent() != null) {
            return List.of("l.parent", "l.id");
        }
        if (filter.campaign() != null) {
            return List.of("l.campaign", "l.id");
        }
        if (filter.channel() != null) {
            return List.of("l.channel", "l.id");
        }
        return filter.generation() != null ? List.of("l.generation", "l.id") : List.of("l.id");
    }

    private static void equal(
            List<String> where, Map<String, Object> bindings, String column, String name, @Nullable Object wanted) {
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
