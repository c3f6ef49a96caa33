package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code clicks} and {@code daily_visitors}. Plain JDBC: these two statements run for each visit, and
 * Jdbi's binding would take half of the writer's time.
 */
final class ClickDao {
    private static final String INSERT_VISITOR = """
            INSERT INTO daily_visitors (id, sequence) VALUES (?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String INSERT_CLICK = """
            INSERT INTO clicks (node, sequence, at, link_id, kind, channel, origin, visibility, tier, evidence,
              preview_by, rules_version, first_of_day, country, language, device, os, browser, referrer,
              user_agent_id, requested_with, markers, flags, share_attempt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Rows whose bound values are held at a time, which with H2 are many small objects. */
    private static final int CHUNK = 500;

    private ClickDao() {}

    /** A visitor of a link on a day, as counted by a visit; for the id see the table's definition. */
    record DailyVisitor(long id, long sequence) {
        private static final int DAY_SHIFT = 61;

        static DailyVisitor of(long epochDay, long pseudonym, long sequence) {
            return new DailyVisitor((epochDay & 3) << DAY_SHIFT | pseudonym >>> 3, sequence);
        }

        /** The day that an id was made on, which is near {@code today}. */
        static long dayOf(long id, long today) {
            long ahead = (id >>> DAY_SHIFT) - today & 3;
            return ahead == 3 ? today - 1 : ahead == 2 ? today - 2 : today + ahead;
        }
    }

    /** A row of {@code clicks} with what the sink does not need. */
    record Row(
            Click click,
            @Nullable Long userAgentId,
            @Nullable String requestedWith,
            @Nullable String markers,
            int flags) {}

    /** Which of them were not there yet. */
    static boolean[] insertVisitors(Handle handle, List<DailyVisitor> visitors) {
        boolean[] isNew = new boolean[visitors.size()];
        try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT_VISITOR)) {
            for (DailyVisitor visitor : visitors) {
                statement.setLong(1, visitor.id());
                statement.setLong(2, visitor.sequence());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                isNew[i] = counts[i] == 1;
            }
            return isNew;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    static void insert(Handle handle, List<Row> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT_CLICK)) {
            for (int i = 0; i < rows.size(); i++) {
                bind(statement, rows.get(i));
                statement.addBatch();
                if ((i + 1) % CHUNK == 0 || i + 1 == rows.size()) {
                    statement.executeBatch();
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        Click click = row.click();
        Verdict verdict = click.verdict();
        statement.setLong(1, click.node());
        statement.setLong(2, click.sequence());
        statement.setLong(3, click.atMillis());
        statement.setLong(4, click.linkId());
        statement.setString(5, click.kind().name());
        statement.setString(6, verdict == null ? null : verdict.channel());
        statement.setString(7, verdict == null ? null : verdict.origin());
        statement.setString(8, verdict == null ? null : verdict.visibility().name());
        statement.setString(
                9,
                verdict == null || verdict.tier() == null
                        ? null
                        : verdict.tier().name());
        statement.setString(10, verdict == null ? null : EvidenceCodec.encode(verdict.evidence()));
        statement.setString(11, verdict == null ? null : verdict.previewBy());
        statement.setInt(12, verdict == null ? 0 : verdict.rulesVersion());
        statement.setBoolean(13, click.firstOfDay());
        statement.setString(14, click.country());
        statement.setString(15, click.language());
        boolean named = click.kind() != Kind.SUPPRESSED;
        statement.setString(16, named ? click.agent().device() : null);
        statement.setString(17, named ? click.agent().os() : null);
        statement.setString(18, named ? click.agent().browser() : null);
        statement.setString(19, click.referrer());
        if (row.userAgentId() == null) {
            statement.setNull(20, Types.BIGINT);
        } else {
            statement.setLong(20, row.userAgentId());
        }
        statement.setString(21, row.requestedWith());
        statement.setString(22, row.markers());
        statement.setInt(23, row.flags());
        statement.setBoolean(24, click.shareAttempt());
    }
}
