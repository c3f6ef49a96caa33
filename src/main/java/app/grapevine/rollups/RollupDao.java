package app.grapevine.rollups;

import app.grapevine.base.QuarterHours;
import app.grapevine.clicks.Retention;
import app.grapevine.rollups.RecordedVisits.NodeBlock;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.VisitStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The rows of the rollups. Plain JDBC where thousands of rows are touched for each batch of visits. */
public final class RollupDao {
    private static final int KEYS_AT_ONCE = 4096;

    private RollupDao() {}

    /**
     * Waits until no other transaction changes the rollups of a node, and keeps others waiting until this one
     * ends. On H2 all writers wait for each other anyway.
     */
    static void lock(Handle handle, Dialect dialect, long node) {
        if (dialect == Dialect.POSTGRESQL) {
            // The number sets these locks apart from advisory locks with another purpose.
            handle.createQuery("SELECT CAST(pg_advisory_xact_lock(:key) AS VARCHAR)")
                    .bind("key", node ^ 0x726f6c6c75707300L)
                    .mapTo(String.class)
                    .list();
        }
    }

    static Map<RollupKey, byte[]> read(Handle handle, List<RollupKey> keys) {
        Map<RollupKey, byte[]> rows = new HashMap<>(keys.size() * 2);
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            readSome(handle, keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE)), rows);
        }
        return rows;
    }

    private static void readSome(Handle handle, List<RollupKey> keys, Map<RollupKey, byte[]> rows) {
        String sql = """
                SELECT r.link_id, r.part, r.block, r.node, r.counts
                FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS SMALLINT ARRAY),
                            CAST(? AS INT ARRAY), CAST(? AS BIGINT ARRAY)) AS k (link_id, part, block, node)
                JOIN rollups r
                  ON r.link_id = k.link_id AND r.part = k.part AND r.block = k.block AND r.node = k.node""";
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array(connection, "bigint", keys, RollupKey::linkId));
            statement.setArray(2, array(connection, "smallint", keys, key -> (short) key.part()));
            statement.setArray(3, array(connection, "integer", keys, RollupKey::block));
            statement.setArray(4, array(connection, "bigint", keys, RollupKey::node));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            new RollupKey(row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4)),
                            row.getBytes(5));
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static Array array(
            Connection connection, String type, List<RollupKey> keys, Function<RollupKey, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, keys.stream().map(column).toArray());
    }

    static void insert(Handle handle, Map<RollupKey, byte[]> rows) {
        write(handle, "INSERT INTO rollups (counts, link_id, part, block, node) VALUES (?, ?, ?, ?, ?)", rows);
    }

    static void update(Handle handle, Map<RollupKey, byte[]> rows) {
        write(handle, "UPDATE rollups SET counts = ? WHERE link_id = ? AND part = ? AND block = ? AND node = ?", rows);
    }

    private static void write(Handle handle, String sql, Map<RollupKey, byte[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (Map.Entry<RollupKey, byte[]> row : rows.entrySet()) {
                RollupKey key = row.getKey();
                statement.setBytes(1, row.getValue());
                statement.setLong(2, key.linkId());
                statement.setInt(3, key.part());
                statement.setInt(4, key.block());
                statement.setLong(5, key.node());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    static void delete(Handle handle, Collection<RollupKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch(
                "DELETE FROM rollups WHERE link_id = :link AND part = :part AND block = :block AND node = :node");
        for (RollupKey key : keys) {
            batch.bind("link", key.linkId())
                    .bind("part", key.part())
                    .bind("block", key.block())
                    .bind("node", key.node())
                    .add();
        }
        batch.execute();
    }

    static void deleteBlock(Handle handle, long node, int block) {
        handle.createUpdate("DELETE FROM rollups WHERE part IN (0, 1) AND block = :block AND node = :node")
                .bind("block", block)
                .bind("node", node)
                .execute();
    }

    static Map<RollupKey, byte[]> readBlock(Handle handle, long node, int block) {
        Map<RollupKey, byte[]> rows = new HashMap<>();
        handle.createQuery("""
                        SELECT link_id, part, counts FROM rollups
                        WHERE part IN (0, 1) AND block = :block AND node = :node""")
                .bind("block", block)
                .bind("node", node)
                .map((row, context) -> Map.entry(
                        new RollupKey(row.getLong("link_id"), row.getInt("part"), block, node), row.getBytes("counts")))
                .forEach(row -> rows.put(row.getKey(), row.getValue()));
        return rows;
    }

    static Map<RollupKey, byte[]> readLink(Handle handle, long linkId) {
        Map<RollupKey, byte[]> rows = new HashMap<>();
        handle.createQuery("SELECT part, block, node, counts FROM rollups WHERE link_id = :link")
                .bind("link", linkId)
                .map((row, context) -> Map.entry(
                        new RollupKey(linkId, row.getInt("part"), row.getInt("block"), row.getLong("node")),
                        row.getBytes("counts")))
                .forEach(row -> rows.put(row.getKey(), row.getValue()));
        return rows;
    }

    /** Where anything was recorded from one UTC day to another, or where the rollups say so, and can be recounted. */
    static List<NodeBlock> blocks(Handle handle, VisitStore store, long firstDay, long lastDay) {
        long keptFrom = Block.of(QuarterHours.of(Retention.visitsKeptFrom(handle)));
        long first = Math.max(firstDay * Block.PER_DAY, keptFrom);
        long last = lastDay * Block.PER_DAY + Block.PER_DAY - 1;
        Set<NodeBlock> blocks = new TreeSet<>(RecordedVisits.blocks(handle, store));
        handle.createQuery("SELECT DISTINCT node, block FROM rollups")
                .map((row, context) -> blocks.add(new NodeBlock(row.getLong(1), row.getInt(2))))
                .list();
        return blocks.stream()
                .filter(one -> one.block() >= first && one.block() <= last)
                .toList();
    }
}
