package app.grapevine.visits;

import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.storage.BulkRows;
import app.grapevine.storage.Dialect;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes rows of {@code clicks}. */
final class TableVisitDao {
    private static final String COLUMNS = String.join(", ", ClickRow.COLUMNS_OF_TABLE);

    private static final String COPY = "COPY clicks (" + COLUMNS + ") FROM STDIN";

    private static final String INSERT =
            "INSERT INTO clicks (" + COLUMNS + ") VALUES (" + "?, ".repeat(ClickRow.COLUMNS_OF_TABLE.size() - 1) + "?)";

    private TableVisitDao() {}

    static void insert(Handle handle, Dialect dialect, List<ClickRow> rows) {
        List<@Nullable Object[]> values = rows.stream()
                .map(row -> Arrays.copyOf(row.values(), ClickRow.COLUMNS_OF_TABLE.size()))
                .toList();
        if (dialect == Dialect.POSTGRESQL) {
            BulkRows.copy(handle, COPY, values);
        } else {
            BulkRows.insert(handle, INSERT, values);
        }
    }

    static void update(Handle handle, List<ClickRow> rows) {
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE clicks SET kind = :kind, channel = :channel, visibility = :visibility, tier = :tier,
                  evidence = :evidence, preview_by = :previewBy, rules_version = :rulesVersion, device = :device,
                  os = :os, browser = :browser, share_attempt = :shareAttempt, requested_with = :requestedWith,
                  markers = :markers
                WHERE node = :node AND sequence = :sequence
                """);
        for (ClickRow row : rows) {
            Click visit = row.click();
            Verdict verdict = visit.verdict();
            if (verdict != null) {
                Tier tier = verdict.tier();
                batch.bind("kind", visit.kind().name())
                        .bind("channel", verdict.channel())
                        .bind("visibility", verdict.visibility().name())
                        .bind("tier", tier == null ? null : tier.name())
                        .bind("evidence", EvidenceCodec.encode(verdict.evidence()))
                        .bind("previewBy", ClickRow.by(verdict))
                        .bind("rulesVersion", verdict.rulesVersion())
                        .bind("device", visit.agent().device())
                        .bind("os", visit.agent().os())
                        .bind("browser", visit.agent().browser())
                        .bind("shareAttempt", visit.shareAttempt())
                        .bind("requestedWith", row.requestedWith())
                        .bind("markers", row.markers())
                        .bind("node", visit.node())
                        .bind("sequence", visit.sequence())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void delete(Handle handle, List<Click> visits) {
        if (!visits.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("DELETE FROM clicks WHERE node = ? AND sequence = ?");
            visits.forEach(visit -> batch.add(visit.node(), visit.sequence()));
            batch.execute();
        }
    }

    /** The first rows of a node, in the order of their sequences. */
    static List<ClickRow> first(Handle handle, int limit) {
        return handle.createQuery("""
                        SELECT * FROM clicks WHERE node = (SELECT MIN(node) FROM clicks)
                        ORDER BY node, sequence LIMIT :limit""")
                .bind("limit", limit)
                .map((row, context) -> ClickRow.readOfTable(row))
                .list();
    }

    /** The latest rows that nobody else has locked, locked. */
    static List<ClickRow> lockLast(Handle handle, int limit) {
        return handle.createQuery("""
                        SELECT * FROM clicks ORDER BY at DESC, node DESC, sequence DESC LIMIT :limit
                        FOR UPDATE SKIP LOCKED""")
                .bind("limit", limit)
                .map((row, context) -> ClickRow.readOfTable(row))
                .list();
    }

    /** Takes away the rows of a node up to a sequence. */
    static void deleteUpTo(Handle handle, long node, long sequence) {
        handle.execute("DELETE FROM clicks WHERE node = ? AND sequence <= ?", node, sequence);
    }
}
