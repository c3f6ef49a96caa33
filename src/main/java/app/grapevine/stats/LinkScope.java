package app.grapevine.stats;

import app.grapevine.rollups.Dimension;
import app.grapevine.storage.SqlText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The links of a selection, and how SQL gets at their rows: one link by its id, some by a table of ids, which
 * makes either database look them up one by one in the index, many by a join with the links' own conditions.
 *
 * @param ids the links' ids; null where they are all links, or too many to be listed
 */
record LinkScope(Selection selection, @Nullable List<Long> ids) {
    private static final int MOST_LISTED = 5000;

    static LinkScope of(Handle handle, Selection selection) {
        if (!selection.hasLinkFilter()) {
            return new LinkScope(selection, null);
        }
        List<Long> ids = select(handle, selection, MOST_LISTED + 1);
        return new LinkScope(selection, ids.size() > MOST_LISTED ? null : List.copyOf(ids));
    }

    private static List<Long> select(Handle handle, Selection selection, int limit) {
        SqlText sql = new SqlText().add("SELECT l.id FROM links l WHERE 1 = 1");
        Conditions.links(sql, selection);
        sql.add("LIMIT " + limit);
        return sql.on(handle).mapTo(Long.class).list();
    }

    /** All of the links, however many they are; null where they are all there are. */
    @Nullable
    Set<Long> all(Handle handle) {
        if (isEverything()) {
            return null;
        }
        return Set.copyOf(ids != null ? ids : select(handle, selection, Integer.MAX_VALUE));
    }

    /** Those of some links that are among them. */
    Set<Long> among(Handle handle, Set<Long> links) {
        Set<Long> all = links.isEmpty() ? links : all(handle);
        return all == null ? links : links.stream().filter(all::contains).collect(Collectors.toSet());
    }

    boolean isNothing() {
        return ids != null && ids.isEmpty();
    }

    boolean isEverything() {
        return !selection.hasLinkFilter();
    }

    /**
     * Adds joins to a FROM clause whose table has the column {@code link}.
     *
     * @param by dimensions whose columns are wanted of {@code links l} or {@code link_tags t}
     */
    void join(SqlText sql, String link, List<Dimension> by) {
        if (ids != null && ids.size() != 1) {
            sql.add("JOIN " + sql.table(ids, "s") + " ON s.id = " + link);
        }
        boolean many = ids == null && !isEverything();
        if (many || by.stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.LINK))) {
            sql.add("JOIN links l ON l.id = " + link);
        }
        if (by.contains(Dimension.TAG)) {
            sql.add("LEFT JOIN link_tags t ON t.link_id = " + link);
        }
    }

    /** Adds conditions to a WHERE clause; each begins with AND. */
    void where(SqlText sql, String link) {
        if (ids != null && ids.size() == 1) {
            sql.add("AND " + link + " = " + sql.value(ids.get(0)));
        } else if (ids == null) {
            Conditions.links(sql, selection);
        }
    }

    /** Narrows a FROM clause of {@code links l}, with {@code link_tags t} where tags are wanted, by its WHERE clause. */
    void narrow(SqlText sql, List<Dimension> by) {
        if (ids != null) {
            sql.add("JOIN " + sql.table(ids, "s") + " ON s.id = l.id");
        }
        if (by.contains(Dimension.TAG)) {
            sql.add("LEFT JOIN link_tags t ON t.link_id = l.id");
        }
        sql.add("WHERE 1 = 1");
        if (ids == null) {
            Conditions.links(sql, selection);
        }
    }
}
