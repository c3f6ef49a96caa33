package app.grapevine.links;

import app.grapevine.base.Characters;
import app.grapevine.tags.LinkTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links of a page of the list. Used once, by one thread.
 *
 * <p>There is no index for each filter in each order. So there are three ways, and each page is found by the first
 * that answers it:
 *
 * <ol>
 *   <li><b>Walk</b> the index that has both: by id every filter's has; without a filter every order's has. A page
 *       costs the same wherever it is in a million links. {@code ORDER BY} names the filter's column too: all rows
 *       have the same value there, which PostgreSQL knows and H2 does not.
 *   <li><b>Look through a window</b>, the next {@link #WINDOW} links in the order wanted. What many links have fills
 *       a page from there.
 *   <li><b>Scan and sort</b>: what few links have is found by a filter's index, or else in one pass over the table,
 *       which is quicker than an index that names a large part of it. Only keys are sorted, as whole rows take H2 five
 *       times as long.
 * </ol>
 *
 * <p>H2 takes the index of any column that is compared. One that is not to be taken is hidden in an expression.
 */
final class LinkListDao {
    private static final int WINDOW = 2000;
    /** Up to so many links a filter's index is better than a pass over 100,000. */
    private static final int FEW = 10_000;

    private static final String ENABLED = "NOT l.disabled";
    private static final String NOT_ARCHIVED = "NOT l.archived";
    private static final String BEGUN = "(l.valid_from IS NULL OR l.valid_from <= :now)";
    private static final String ENDED = "l.valid_until <= :now";
    private static final String NOT_ENDED = "(l.valid_until IS NULL OR l.valid_until > :now)";
    private static final String TAGGED = "EXISTS (SELECT 1 FROM link_tags e WHERE e.link_id = l.id AND e.tag = :tag)";

    /** A filter that an index knows: columns of the index in the order of ids, and how it is counted. */
    private record Lead(String name, Object value, String column, String idColumn, String from) {
        static Lead of(String name, Object value, String column) {
            return new Lead(name, value, "l." + column, "l.id", "links l");
        }

        String plain() {
            return column + " = :" + name;
        }

        String hidden() {
            if (name.equals("tag")) {
                return TAGGED;
            }
            return value instanceof Number ? column + " + 0 = :" + name : "COALESCE(" + column + ", '') = :" + name;
        }
    }

    private final Handle handle;
    private final LinkFilter filter;
    private final LinkSort sort;
    private final LinkSort.Position after;
    private final List<Lead> leads = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final Map<String, Object> bindings = new LinkedHashMap<>();

    private Long @Nullable [] among;

    /** @param parentId the id of the filter's parent; null exactly where it has none */
    LinkListDao(
            Handle handle,
            LinkFilter filter,
            @Nullable Long parentId,
            LinkSort sort,
            LinkSort.Position after,
            Instant now) {
        this.handle = handle;
        this.filter = filter;
        this.sort = sort;
        this.after = after;
        lead("share_set", filter.shareSet());
        if (filter.tag() != null) {
            String written =
                    LinkTags.find(handle, Characters.clean(filter.tag())).orElse(filter.tag());
            leads.add(new Lead("tag", written, "t.tag", "t.link_id", "link_tags t JOIN links l ON l.id = t.link_id"));
        }
        lead("parent", parentId);
        lead("campaign", filter.campaign());
        lead("channel", filter.channel());
        lead("generation", filter.generation());
        leads.forEach(lead -> bindings.put(lead.name, lead.value));
        others.add("l.deleted_at IS NULL");
        if (filter.domain() != null) {
            others.add("l.domain = :domain");
            bindings.put("domain", filter.domain());
        }
        if (filter.status() != null) {
            others.add(status(filter.status()));
            bindings.put("now", now.toEpochMilli());
        }
        if (filter.search() != null) {
            others.add("""
                    (l.code ILIKE :search ESCAPE '!' OR l.title ILIKE :search ESCAPE '!'
                        OR l.destination ILIKE :search ESCAPE '!' OR l.destination_words LIKE :words ESCAPE '!'
                        OR l.rule_words LIKE :words ESCAPE '!'
                        OR l.id IN (SELECT a.link_id FROM link_aliases a
                            WHERE a.code ILIKE :search ESCAPE '!' AND a.removed_at IS NULL))""");
            bindings.put("search", containing(filter.search()));
            bindings.put("words", containing(Characters.folded(filter.search())));
        }
        trace(filter.trace());
        if (filter.archived() != null) {
            others.add(filter.archived() ? "l.archived" : NOT_ARCHIVED);
        }
    }

    private void trace(LinkFilter.Trace trace) {
        if (trace.host() != null) {
            others.add("(" + authority("l.destination")
                    + " LIKE :host ESCAPE '!' OR (l.expired_destination IS NOT NULL AND "
                    + authority("l.expired_destination") + " LIKE :host ESCAPE '!')"
                    + " OR l.rule_hosts LIKE :host ESCAPE '!')");
            bindings.put("host", "%." + escaped(trace.host()) + ":%");
        }
        other("l.creator_id = :createdBy", "createdBy", trace.createdBy());
        other("l.created_at >= :createdFrom", "createdFrom", millis(trace.createdFrom()));
        other("l.created_at < :createdTo", "createdTo", millis(trace.createdTo()));
        other("l.updated_at = :changedAt", "changedAt", millis(trace.changedAt()));
    }

    private void other(String condition, String name, @Nullable Object value) {
        if (value != null) {
            others.add(condition);
            bindings.put(name, value);
        }
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    /**
     * Host and port of an address, between a dot and a colon, without a final dot; what is kept has a slash behind them. Of an
     * address without a host nothing: in a mail that it writes there may be another.
     */
    private static String authority(String column) {
        String rest = "SUBSTRING(" + column + " FROM POSITION('://' IN " + column + ") + 3)";
        String host = "SUBSTRING(" + rest + " FROM 1 FOR POSITION('/' IN CONCAT(" + rest + ", '/')) - 1)";
        return "CASE WHEN LOWER(" + column + ") LIKE 'http%://%' THEN REPLACE(LOWER(CONCAT('.', " + host
                + ", ':')), '.:', ':') END";
    }

    /** Of these only those among some. */
    LinkListDao among(List<Long> ids) {
        others.add("l.id = ANY (:among)");
        among = ids.toArray(Long[]::new);
        return this;
    }

    /** Of these only those that are switched off, or only those that are not. */
    LinkListDao only(boolean disabled) {
        others.add(disabled ? "l.disabled" : ENABLED);
        return this;
    }

    /** How many links there are, wherever in the list. */
    long count() {
        String where =
                Stream.concat(others.stream(), leads.stream().map(Lead::hidden)).collect(Collectors.joining(" AND "));
        return handle.createQuery("SELECT COUNT(*) FROM links l WHERE " + where)
                .bindMap(bindings)
                .mapTo(Long.class)
                .one();
    }

    private void lead(String column, @Nullable Object wanted) {
        if (wanted != null) {
            leads.add(Lead.of(column, wanted, column));
        }
    }

    /** The pattern of what contains a text, with {@code !} as its escape. */
    static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
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

    /** The ids of the next links behind the place, in order. */
    List<Long> ids(int limit) {
        if (sort.isById()) {
            return filter.search() == null && filter.trace().equals(LinkFilter.Trace.ANY) ? walk(limit) : scan(limit);
        }
        if (leads.isEmpty() && isOfMost()) {
            return walk(limit);
        }
        List<Long> near = window(limit);
        return near.size() == limit ? near : scan(limit);
    }

    /** Whether nothing is asked for but what most links are. */
    private boolean isOfMost() {
        return others.size() == 1 || (others.size() == 2 && others.contains(NOT_ARCHIVED));
    }

    private List<Long> walk(int limit) {
        @Nullable Lead lead = leads.isEmpty() ? null : leads.get(0);
        List<String> columns = new ArrayList<>();
        if (lead != null) {
            columns.add(lead.column);
        }
        String key = sort.column();
        if (sort.isById()) {
            columns.add(lead == null ? key : lead.idColumn);
            key = columns.get(columns.size() - 1);
        } else {
            columns.add(key);
            columns.add(sort.tieColumn());
        }
        String from = leads.stream()
                .filter(one -> one.name.equals("tag"))
                .map(Lead::from)
                .findFirst()
                .orElse("links l");
        return ids(
                from, Stream.concat(leads.stream().map(Lead::plain), position(key, sort.tieColumn())), columns, limit);
    }

    private List<Long> window(int limit) {
        String key = sort.column().replace("l.", "w.");
        String tie = sort.tieColumn().replace("l.", "w.");
        String from = "(SELECT w.id AS id FROM links w WHERE "
                + position(key, tie).collect(Collectors.joining(" AND "))
                + order(List.of(key, tie)) + " LIMIT " + WINDOW + ") n JOIN links l ON l.id = n.id";
        return ids(from, leads.stream().map(Lead::hidden), List.of(sort.column(), sort.tieColumn()), limit);
    }

    private List<Long> scan(int limit) {
        @Nullable Lead lead = leads.stream().filter(this::isOfFew).findFirst().orElse(null);
        String key = lead == null && sort.isById() ? sort.column() : hiddenKey();
        Stream<String> filters = leads.stream().map(one -> one == lead ? one.plain() : one.hidden());
        List<String> columns = sort.isById() ? List.of(key) : List.of(key, sort.tieColumn());
        return ids(
                lead == null ? "links l" : lead.from,
                Stream.concat(filters, position(key, sort.tieColumn())),
                columns,
                limit);
    }

    private String hiddenKey() {
        return switch (sort) {
            case NEWEST, OLDEST, CHANGED -> sort.column() + " + 0";
            case TITLE, CODE -> "COALESCE(" + sort.column() + ", '')";
        };
    }

    private boolean isOfFew(Lead lead) {
        String table = lead.name.equals("tag") ? "link_tags t" : "links l";
        long count = handle.createQuery("SELECT COUNT(*) FROM (SELECT 1 AS one FROM " + table + " WHERE " + lead.plain()
                        + " LIMIT " + (FEW + 1) + ") c")
                .bind(lead.name, lead.value)
                .mapTo(Long.class)
                .one();
        return count <= FEW;
    }

    /** Behind the place in the list. */
    private Stream<String> position(String key, String tie) {
        String beyond = sort.descends() ? " < " : " > ";
        // Said twice, for H2 finds the place in the index by the first alone.
        return sort.isById()
                ? Stream.of(key + beyond + ":key")
                : Stream.of(
                        key + beyond.stripTrailing() + "= :key",
                        "(" + key + beyond + ":key OR " + tie + beyond + ":tie)");
    }

    private String order(List<String> columns) {
        String direction = sort.descends() ? " DESC" : "";
        return columns.stream().map(column -> column + direction).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private List<Long> ids(String from, Stream<String> filters, List<String> columns, int limit) {
        String where = Stream.concat(others.stream(), filters).collect(Collectors.joining(" AND "));
        Query query = handle.createQuery(
                        "SELECT l.id FROM " + from + " WHERE " + where + order(columns) + " LIMIT :limit")
                .bindMap(bindings)
                .bind("key", after.key())
                .bind("limit", limit);
        if (!sort.isById()) {
            query.bind("tie", after.tie());
        }
        if (among != null) {
            query.bindArray("among", among);
        }
        return query.mapTo(Long.class).list();
    }
}
