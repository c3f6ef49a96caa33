package app.grapevine.webhooks;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of {@code webhook_positions}: up to where visits were made events of. There are some as long as somebody wants any. */
final class TailDao {
    private TailDao() {}

    /** A part of a node's journal, see {@link app.grapevine.clicks.PositionDao.Reached}. */
    record Part(long node, long part) {}

    /** @param version changes when visits are taken away */
    record Told(long sequence, long version) {}

    static Map<Part, Told> list(Handle handle) {
        Map<Part, Told> told = new HashMap<>();
        handle.createQuery("SELECT node, part, sequence, version FROM webhook_positions")
                .map((row, context) -> told.put(
                        new Part(row.getLong("node"), row.getLong("part")),
                        new Told(row.getLong("sequence"), row.getLong("version"))))
                .list();
        return told;
    }

    static void insert(Handle handle, Part part, long sequence) {
        handle.execute(
                "INSERT INTO webhook_positions (node, part, sequence, version) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
                part.node,
                part.part,
                sequence);
    }

    /** False where it is not as it was found: another node has told of these visits, or some were taken away. */
    static boolean advance(Handle handle, Part part, Told from, long to) {
        return handle.createUpdate("""
                                UPDATE webhook_positions SET sequence = :to
                                WHERE node = :node AND part = :part AND sequence = :from AND version = :version
                                """)
                        .bind("to", to)
                        .bind("node", part.node)
                        .bind("part", part.part)
                        .bind("from", from.sequence)
                        .bind("version", from.version)
                        .execute()
                == 1;
    }

    /** Sees to it that nobody tells of visits that were read up to now. Whoever is about to is waited for. */
    static void visitsGo(Handle handle) {
        handle.execute("UPDATE webhook_positions SET version = version + 1");
    }

    static void clear(Handle handle) {
        handle.execute("DELETE FROM webhook_positions");
    }
}
