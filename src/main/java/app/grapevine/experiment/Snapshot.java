package app.grapevine.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the service reports of one link at a moment: its rows by channel and tier. */
record Snapshot(List<Row> rows) {
    /** The key of a row. @param channel empty where the report names none */
    record Key(String channel, String tier) {}

    /** @param visitors what is not a click has none */
    record Row(Key key, long clicks, long visitors, long previews, long others, long darkBefore) {}

    Snapshot {
        rows = List.copyOf(rows);
    }

    /** All requests that have been recorded, of whatever kind. */
    long recorded() {
        return rows.stream()
                .mapToLong(row -> row.clicks + row.previews + row.others)
                .sum();
    }

    long visitors() {
        return rows.stream().mapToLong(Row::visitors).sum();
    }

    long previews() {
        return rows.stream().mapToLong(Row::previews).sum();
    }

    /** The clicks that came without a referrer. */
    long darkBefore() {
        return rows.stream().mapToLong(Row::darkBefore).sum();
    }

    /** The clicks that came after {@code before}, by channel and tier. */
    Map<Key, Long> clicksSince(Snapshot before) {
        Map<Key, Long> clicks = new HashMap<>();
        rows.forEach(row -> clicks.merge(row.key, row.clicks, Long::sum));
        before.rows.forEach(row -> clicks.merge(row.key, -row.clicks, Long::sum));
        clicks.values().removeIf(count -> count == 0);
        return clicks;
    }
}
