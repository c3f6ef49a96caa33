package app.grapevine.visits;

import app.grapevine.base.Sha256;
import app.grapevine.storage.SqlText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What many visits have in common, each combination once, on PostgreSQL. A row's id is the first 63 bits of the SHA-256 of
 * what it says, so that nodes need not agree on ids, and what an id says never changes.
 *
 * <p>A visit must never lack its rows, while {@link TextSweep} deletes those that no visit has. So whoever writes visits
 * writes them first, and then says {@link #ensure} in the same transaction: its lock on {@code visits}, which every
 * statement that writes there takes, is what the sweep waits for.
 */
enum SharedTexts {
    VERDICTS(
            "visit_verdicts",
            "verdict",
            List.of(
                    "kind",
                    "channel",
                    "origin",
                    "visibility",
                    "tier",
                    "evidence",
                    "preview_by",
                    "rules_version",
                    "first_of_day",
                    "share_attempt")),
    REQUESTS(
            "visit_requests",
            "request",
            List.of(
                    "country",
                    "language",
                    "device",
                    "os",
                    "browser",
                    "referrer",
                    "requested_with",
                    "markers",
                    "flags",
                    "context",
                    "rule"));

    private final String table;
    /** The column of {@code visits} that has its id. */
    private final String reference;

    private final List<String> columns;
    private final int[] places;

    SharedTexts(String table, String reference, List<String> columns) {
        this.table = table;
        this.reference = reference;
        this.columns = columns;
        this.places = columns.stream().mapToInt(ClickRow.COLUMNS::indexOf).toArray();
    }

    String table() {
        return table;
    }

    /** Narrows {@code visits k} to those that a filter accepts. Each condition begins with AND. */
    static void where(VisitFilter filter, SqlText sql) {
        for (SharedTexts texts : values()) {
            List<VisitFilter.Property> here = filter.wanted().keySet().stream()
                    .filter(property -> texts.columns.contains(property.restsOn()))
                    .toList();
            if (!here.isEmpty()) {
                sql.add("AND k." + texts.reference + " IN (SELECT k.id FROM " + texts.table + " k WHERE 1 = 1");
                here.forEach(property -> filter.where(sql, property));
                sql.add(")");
            }
        }
    }

    /** The part of a visit that stands here. @param values as {@link ClickRow#values} */
    List<@Nullable Object> of(@Nullable Object[] values) {
        List<@Nullable Object> part = new ArrayList<>(places.length);
        for (int place : places) {
            part.add(values[place]);
        }
        return part;
    }

    /** The id of such a part. */
    static long id(List<@Nullable Object> part) {
        StringBuilder text = new StringBuilder();
        for (Object value : part) {
            // No text has the character 0, which PostgreSQL does not take.
            text.append(value == null ? "-" : "+" + value).append('\0');
        }
        return ByteBuffer.wrap(Sha256.of(text.toString())).getLong() >>> 1;
    }

    /** Sees to it that these are there, and stay. To be called after their visits were written, in the same transaction. */
    void ensure(Handle handle, Map<Long, List<@Nullable Object>> parts) {
        if (parts.isEmpty()) {
            return;
        }
        Set<Long> missing = new TreeSet<>(parts.keySet());
        Set<Long> loose = new HashSet<>();
        handle.createQuery("SELECT id, loose FROM " + table + " WHERE id = ANY (:ids)")
                .bindArray("ids", Long.class, missing)
                .map((row, context) -> Map.entry(row.getLong(1), row.getObject(2) != null))
                .forEach(found -> {
                    missing.remove(found.getKey());
                    if (found.getValue()) {
                        loose.add(found.getKey());
                    }
                });
        missing.addAll(loose);
        missing.removeAll(tie(handle, loose));
        Map<Long, List<@Nullable Object>> added = new TreeMap<>(parts);
        added.keySet().retainAll(missing);
        insert(handle, added);
    }

    /** Those of these which are still there; they are locked in their order, or two nodes may lock each other out. */
    private List<Long> tie(Handle handle, Collection<Long> loose) {
        return loose.isEmpty()
                ? List.of()
                : handle.createQuery("UPDATE " + table + " SET loose = NULL WHERE id IN (SELECT id FROM " + table
                                + " WHERE id = ANY (:ids) ORDER BY id FOR UPDATE) RETURNING id")
                        .bindArray("ids", Long.class, loose)
                        .mapTo(Long.class)
                        .list();
    }

    private void insert(Handle handle, Map<Long, List<@Nullable Object>> parts) {
        if (parts.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO " + table + " (id, " + String.join(", ", columns)
                + ") VALUES (?" + ", ?".repeat(columns.size()) + ") ON CONFLICT DO NOTHING");
        parts.forEach((id, part) -> {
            batch.bind(0, id);
            for (int i = 0; i < part.size(); i++) {
                batch.bind(i + 1, part.get(i));
            }
            batch.add();
        });
        batch.execute();
    }
}
