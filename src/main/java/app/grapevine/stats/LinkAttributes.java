package app.grapevine.stats;

import app.grapevine.base.QuarterHours;
import app.grapevine.rollups.Dimension;
import app.grapevine.storage.SqlText;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of an answer that single visits belong to, by what is known of their links at present. Not safe for use
 * by many threads.
 */
final class LinkAttributes {
    private final Sums sums;
    private final List<Dimension> attributes;
    /** By link, its values in the dimensions of links that are asked for; several with several tags. */
    private final Map<Long, List<List<@Nullable String>>> known = new HashMap<>();

    LinkAttributes(Sums sums) {
        this.sums = sums;
        this.attributes = sums.by().stream()
                .filter(dimension -> dimension.isOf(Dimension.Of.LINK) && dimension != Dimension.LINK)
                .toList();
    }

    /** Reads what is known of some links, or of all. */
    void load(Handle handle, @Nullable Set<Long> links) {
        if (attributes.isEmpty()) {
            return;
        }
        SqlText sql = new SqlText().add("SELECT l.id");
        attributes.forEach(dimension -> sql.add(", " + Conditions.column(dimension)));
        sql.add("FROM links l");
        if (links != null) {
            sql.add("JOIN " + sql.table(List.copyOf(links), "s") + " ON s.id = l.id");
        }
        if (attributes.contains(Dimension.TAG)) {
            sql.add("LEFT JOIN link_tags t ON t.link_id = l.id");
        }
        sql.on(handle)
                .map((row, context) -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int i = 0; i < attributes.size(); i++) {
                        values.add(row.getString(i + 2));
                    }
                    return known.computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                            .add(values);
                })
                .list();
    }

    /** The rows for a visit. @param at when it was, in milliseconds */
    void rows(long at, long link, @Nullable Click visit, Consumer<Sum> consumer) {
        rows(at, link, visit, dimension -> null, consumer);
    }

    /**
     * The rows for something that happened on a link.
     *
     * @param at when, in milliseconds
     * @param visit what is known of the visit; null where nothing of it is asked for
     * @param conversion what is known of the conversion, by its dimensions
     */
    void rows(
            long at,
            long link,
            @Nullable Click visit,
            Function<Dimension, @Nullable String> conversion,
            Consumer<Sum> consumer) {
        List<List<@Nullable String>> all =
                attributes.isEmpty() ? List.of(List.of()) : known.getOrDefault(link, List.of());
        for (List<@Nullable String> values : all) {
            @Nullable Object[] keys = new @Nullable Object[sums.by().size()];
            int next = 0;
            for (int i = 0; i < keys.length; i++) {
                Dimension dimension = sums.by().get(i);
                if (attributes.contains(dimension)) {
                    keys[i] = values.get(next++);
                } else {
                    keys[i] = switch (dimension) {
                        case TIME -> sums.bucket(QuarterHours.of(at));
                        case LINK -> link;
                        case EVENT, HEARD_FROM -> conversion.apply(dimension);
                        default -> visit == null ? null : property(dimension).of(visit);
                    };
                }
            }
            consumer.accept(sums.row(keys));
        }
    }

    /** A dimension of visits as a property of one. */
    static VisitFilter.Property property(Dimension dimension) {
        return VisitFilter.Property.valueOf(dimension.name());
    }
}
