package app.grapevine.visits;

import app.grapevine.storage.BulkRows;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes rows of {@code visits}, with what they share. */
final class TimedVisitDao {
    private static final String COPY =
            "COPY visits (node, sequence, at, link_id, verdict, request, user_agent_id) FROM STDIN";

    /** With the least and the greatest time beside them, by which partitions are passed over. */
    private static final String WHICH = """
            UNNEST(CAST(:ats AS BIGINT ARRAY), CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY)%s)
              AS w (at, node, sequence%s)
            WHERE v.at = w.at AND v.node = w.node AND v.sequence = w.sequence AND v.at >= :least AND v.at <= :greatest
            """;

    private static final String DELETE = "DELETE FROM visits v USING " + WHICH.formatted("", "");

    private static final String UPDATE = "UPDATE visits v SET verdict = w.verdict, request = w.request FROM "
            + WHICH.formatted(
                    ", CAST(:verdicts AS BIGINT ARRAY), CAST(:requests AS BIGINT ARRAY)", ", verdict, request");

    private TimedVisitDao() {}

    /** The ids of what the visits share, and what they say. */
    private static final class Shared {
        private final Map<SharedTexts, Map<List<@Nullable Object>, Long>> ids = new EnumMap<>(SharedTexts.class);

        long id(SharedTexts texts, @Nullable Object[] values) {
            return ids.computeIfAbsent(texts, none -> new HashMap<>())
                    .computeIfAbsent(texts.of(values), SharedTexts::id);
        }

        void ensure(Handle handle) {
            ids.forEach((texts, parts) -> {
                Map<Long, List<@Nullable Object>> byId = new HashMap<>();
                parts.forEach((part, id) -> byId.put(id, part));
                texts.ensure(handle, byId);
            });
        }
    }

    /** Sees to it that what these rows share is there when they are inserted; a sweep may come in between. */
    static void ensure(Handle handle, List<ClickRow> rows) {
        Shared shared = new Shared();
        for (ClickRow row : rows) {
            @Nullable Object[] values = row.values();
            shared.id(SharedTexts.VERDICTS, values);
            shared.id(SharedTexts.REQUESTS, values);
        }
        shared.ensure(handle);
    }

    static void insert(Handle handle, List<ClickRow> rows) {
        Shared shared = new Shared();
        List<@Nullable Object[]> narrow = new ArrayList<>(rows.size());
        for (ClickRow row : rows) {
            Click visit = row.click();
            @Nullable Object[] values = row.values();
            narrow.add(new @Nullable Object[] {
                visit.node(),
                visit.sequence(),
                visit.atMillis(),
                visit.linkId(),
                shared.id(SharedTexts.VERDICTS, values),
                shared.id(SharedTexts.REQUESTS, values),
                row.userAgentId()
            });
        }
        BulkRows.copy(handle, COPY, narrow);
        shared.ensure(handle);
    }

    /** Of those that are there. */
    static void update(Handle handle, List<ClickRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Shared shared = new Shared();
        Long[] verdicts = new Long[rows.size()];
        Long[] requests = new Long[rows.size()];
        for (int i = 0; i < verdicts.length; i++) {
            @Nullable Object[] values = rows.get(i).values();
            verdicts[i] = shared.id(SharedTexts.VERDICTS, values);
            requests[i] = shared.id(SharedTexts.REQUESTS, values);
        }
        which(handle.createUpdate(UPDATE), rows.stream().map(ClickRow::click).toList())
                .bindArray("verdicts", verdicts)
                .bindArray("requests", requests)
                .execute();
        shared.ensure(handle);
    }

    static void delete(Handle handle, List<Click> visits) {
        if (!visits.isEmpty()) {
            which(handle.createUpdate(DELETE), visits).execute();
        }
    }

    private static <S extends SqlStatement<S>> S which(S statement, List<Click> visits) {
        return statement
                .bindArray("ats", visits.stream().map(Click::atMillis).toArray(Long[]::new))
                .bindArray("nodes", visits.stream().map(Click::node).toArray(Long[]::new))
                .bindArray("sequences", visits.stream().map(Click::sequence).toArray(Long[]::new))
                .bind("least", visits.stream().mapToLong(Click::atMillis).min().orElse(0))
                .bind(
                        "greatest",
                        visits.stream().mapToLong(Click::atMillis).max().orElse(0));
    }
}
