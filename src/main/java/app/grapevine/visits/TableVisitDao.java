package app.grapevine.visits;

import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes rows of {@code clicks}. */
final class TableVisitDao {
    /** Rows whose bound values are held at a time, which with H2 are many small objects. */
    private static final int CHUNK = 500;

    private TableVisitDao() {}

    /** Plain JDBC: this runs for each visit, and Jdbi's binding would take half of the writer's time. */
    static void insert(Handle handle, List<ClickRow> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ClickRow.INSERT)) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).bind(statement);
                statement.addBatch();
                if ((i + 1) % CHUNK == 0 || i + 1 == rows.size()) {
                    statement.executeBatch();
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
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
                        .bind("previewBy", verdict.previewBy())
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
                .map((row, context) -> ClickRow.read(row))
                .list();
    }

    /** Takes away the rows of a node up to a sequence. */
    static void deleteUpTo(Handle handle, long node, long sequence) {
        handle.execute("DELETE FROM clicks WHERE node = ? AND sequence <= ?", node, sequence);
    }
}
