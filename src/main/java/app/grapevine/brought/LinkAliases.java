package app.grapevine.brought;

import app.grapevine.storage.BulkLoad;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The other codes of links, in a transaction of the caller's.
 *
 * <p>That nothing is code and alias at once no index can say, for they are in two tables. So whoever gives one looks whether
 * the other is there, and nobody else gives any between the look and the commit. H2 has one who writes at a time; on
 * PostgreSQL those who give codes share a lock, and who gives aliases has it alone ({@link #beforeCodes}, {@link
 * #beforeAliases}). Codes made at random take no lock: that one comes to be the alias given in the same moment will not be.
 */
public final class LinkAliases {
    /** Among the advisory locks of a database; a number that nothing else takes by chance. */
    private static final long LOCK = 0x616c_6961_7365_7301L;

    private LinkAliases() {}

    /**
     * Another code of a link.
     *
     * @param key the link's domain, and the code as it is
     * @param folded the code as it is one with all that differ in case alone; null for one that is found as it is, and not
     *     otherwise
     */
    public record Alias(LinkKey key, @Nullable String folded, long link) {}

    /** Before it is looked whether chosen codes are anybody's aliases. To be called ahead of what waits for others. */
    public static void beforeCodes(Handle handle) {
        lock(handle, "SELECT CAST(pg_advisory_xact_lock_shared(:lock) AS VARCHAR)");
    }

    /** Before it is looked whether aliases are anybody's codes. To be called ahead of what waits for others. */
    public static void beforeAliases(Handle handle) {
        lock(handle, "SELECT CAST(pg_advisory_xact_lock(:lock) AS VARCHAR)");
    }

    private static void lock(Handle handle, String sql) {
        if (Dialect.of(handle) == Dialect.POSTGRESQL) {
            handle.createQuery(sql).bind("lock", LOCK).mapTo(String.class).list();
        }
    }

    /** Gives links further aliases, which are nobody's, or were these links' own before they were removed. */
    public static void add(Handle handle, Collection<Alias> aliases) {
        if (aliases.isEmpty()) {
            return;
        }
        List<Alias> all = List.copyOf(aliases);
        int[] again;
        try (PreparedBatch batch = handle.prepareBatch("""
                UPDATE link_aliases SET removed_at = NULL
                WHERE code = :code AND domain = :domain AND link_id = :link
                """)) {
            all.forEach(alias -> bind(batch, alias).add());
            again = batch.execute();
        }
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO link_aliases (domain, code, folded, link_id) VALUES (:domain, :code, :folded, :link)
                """)) {
            for (int i = 0; i < again.length; i++) {
                if (again[i] == 0) {
                    bind(batch, all.get(i)).bind("folded", all.get(i).folded).add();
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
        BulkLoad.count(handle, "link_aliases", aliases.size());
    }

    private static PreparedBatch bind(PreparedBatch batch, Alias alias) {
        return batch.bind("domain", alias.key.domain())
                .bind("code", alias.key.code())
                .bind("link", alias.link);
    }

    /** Takes aliases from a link; they are found no more, and stay taken. */
    public static void remove(Handle handle, long link, Collection<LinkKey> keys, long nowMillis) {
        for (LinkKey key : keys) {
            handle.execute(
                    "UPDATE link_aliases SET removed_at = ? WHERE code = ? AND domain = ? AND link_id = ?",
                    nowMillis,
                    key.code(),
                    key.domain(),
                    link);
        }
    }
}
