package app.grapevine.stats;

import app.grapevine.base.Characters;
import app.grapevine.base.NoValue;
import app.grapevine.rollups.Dimension;
import app.grapevine.storage.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a selection asks of links and of conversions, as SQL over {@code links l} and {@code conversions c}. */
final class Conditions {
    private Conditions() {}

    /** Narrows {@code links l}. Each condition begins with AND. */
    static void links(SqlText sql, Selection selection) {
        selection.filters().forEach((filter, values) -> {
            switch (filter) {
                case CODE -> sql.add("AND l.code IN " + sql.list(values));
                case DOMAIN -> sql.add("AND l.domain IN " + sql.list(values));
                case GENERATION ->
                    sql.add("AND l.generation IN "
                            + sql.list(values.stream().map(Integer::valueOf).toList()));
                case TAG -> tags(sql, values);
                case CAMPAIGN, SHARE_SET, AUDIENCE -> any(sql, column(dimension(filter)), values);
                default -> {}
            }
        });
    }

    private static void tags(SqlText sql, List<String> values) {
        List<String> either = new ArrayList<>();
        String some = "EXISTS (SELECT 1 FROM link_tags lt WHERE lt.link_id = l.id";
        List<String> folded = values.stream()
                .filter(tag -> !NoValue.is(tag))
                .map(tag -> Characters.folded(Characters.clean(tag)))
                .toList();
        if (!folded.isEmpty()) {
            either.add(some + " AND lt.tag IN (SELECT g.tag FROM tags g WHERE g.folded IN " + sql.list(folded) + "))");
        }
        if (values.contains(NoValue.WORD)) {
            either.add("NOT " + some + ")");
        }
        sql.add("AND (" + String.join(" OR ", either) + ")");
    }

    /** Narrows {@code conversions c} by what they are themselves. Each condition begins with AND. */
    static void conversions(SqlText sql, Selection selection) {
        selection.filters().forEach((filter, values) -> {
            if (filter.isOfConversions()) {
                any(sql, column(dimension(filter)), values);
            }
        });
    }

    /**
     * Widens what {@link #links} narrows by those {@code conversions c} that are tied to no click, where nothing is asked of links but a
     * campaign: there is one whose they are said to be.
     */
    static void orUnattributed(SqlText sql, Selection selection) {
        List<String> campaigns = selection.filters().get(Filter.CAMPAIGN);
        boolean others = selection.filters().keySet().stream()
                .anyMatch(filter -> filter.isOfLinks() && filter != Filter.CAMPAIGN);
        if (campaigns != null && !others) {
            sql.add("OR c.reason IS NOT NULL");
            any(sql, "c.campaign", campaigns);
        }
    }

    private static void any(SqlText sql, String column, List<String> values) {
        String listed = column + " IN " + sql.list(values);
        sql.add("AND (" + listed + (values.contains(NoValue.WORD) ? " OR " + column + " IS NULL" : "") + ")");
    }

    private static Dimension dimension(Filter filter) {
        Dimension dimension = filter.dimension();
        if (dimension == null) {
            throw new IllegalArgumentException(filter + " looks at no dimension");
        }
        return dimension;
    }

    private static final Map<Dimension, String> COLUMNS = Map.ofEntries(
            Map.entry(Dimension.LINK, "l.id"),
            Map.entry(Dimension.CAMPAIGN, "l.campaign"),
            Map.entry(Dimension.TAG, "t.tag"),
            Map.entry(Dimension.SHARE_SET, "l.share_set"),
            Map.entry(Dimension.AUDIENCE, "l.audience"),
            Map.entry(Dimension.GENERATION, "l.generation"),
            Map.entry(Dimension.EVENT, "c.event"),
            Map.entry(Dimension.HEARD_FROM, "c.heard_from"));

    /** A link's dimension in {@code links l} or {@code link_tags t}, or a conversion's in {@code conversions c}. */
    static String column(Dimension dimension) {
        String column = COLUMNS.get(dimension);
        if (column == null) {
            throw new IllegalArgumentException(dimension + " is no column");
        }
        return column;
    }
}
