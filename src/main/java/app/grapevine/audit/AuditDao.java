package app.grapevine.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tables of entries and of chains. */
final class AuditDao {
    /** Where a chain stands. @param at when the last entry was added, in milliseconds since 1970 UTC */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    record Standing(String chain, long sequence, byte[] hash, long at) {
        Head head() {
            return Head.of(chain, sequence, hash);
        }
    }

    private static final RowMapper<AuditEntry> ENTRY = (row, context) -> {
        byte[] salt = row.getBytes("detail_salt");
        String detail = row.getString("detail");
        return new AuditEntry(
                row.getString("chain"),
                row.getLong("sequence"),
                row.getLong("done_at"),
                row.getString("actor_kind"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("action"),
                new Subject(
                        row.getString("subject_kind"), row.getString("subject_id"), row.getString("subject_domain")),
                row.getString("fields"),
                salt == null || detail == null ? null : new Details(salt, detail),
                row.getBytes("detail_hash"),
                row.getBytes("hash"));
    };

    private static final RowMapper<Standing> STANDING = (row, context) -> new Standing(
            row.getString("chain"), row.getLong("sequence"), row.getBytes("hash"), row.getLong("added_at"));

    private AuditDao() {}

    /** Where a chain stands, to be gone on with in this transaction alone; a new one stands at nothing. */
    static Standing lock(Handle handle, String chain) {
        return lockIfAny(handle, chain).orElseGet(() -> {
            handle.createUpdate("""
                            INSERT INTO audit_chains (chain, sequence, hash, added_at) VALUES (:chain, 0, :hash, 0)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("chain", chain)
                    .bind("hash", AuditEntry.NOTHING_BEFORE)
                    .execute();
            return lockIfAny(handle, chain).orElseThrow();
        });
    }

    private static Optional<Standing> lockIfAny(Handle handle, String chain) {
        return handle.createQuery("SELECT * FROM audit_chains WHERE chain = :chain FOR UPDATE")
                .bind("chain", chain)
                .map(STANDING)
                .findOne();
    }

    /** Adds the entry that follows, of a chain that is locked. */
    static void add(Handle handle, AuditEntry entry) {
        Details details = entry.details();
        handle.createUpdate("""
                        INSERT INTO audit_entries (chain, sequence, done_at, actor_kind, actor_id, actor_name, action,
                          subject_kind, subject_id, subject_domain, fields, detail_salt, detail, detail_hash, hash)
                        VALUES (:chain, :sequence, :at, :actorKind, :actorId, :actorName, :action,
                          :subjectKind, :subjectId, :subjectDomain, :fields, :salt, :detail, :detailHash, :hash)
                        """)
                .bind("chain", entry.chain())
                .bind("sequence", entry.sequence())
                .bind("at", entry.at())
                .bind("actorKind", entry.actorKind())
                .bind("actorId", entry.actorId())
                .bind("actorName", entry.actorName())
                .bind("action", entry.action())
                .bind("subjectKind", entry.subject().kind())
                .bind("subjectId", entry.subject().id())
                .bind("subjectDomain", entry.subject().domain())
                .bind("fields", entry.fields())
                .bind("salt", details == null ? null : details.salt())
                .bind("detail", details == null ? null : details.text())
                .bind("detailHash", entry.detailHash())
                .bind("hash", entry.hash())
                .execute();
        handle.createUpdate(
                        "UPDATE audit_chains SET sequence = :sequence, hash = :hash, added_at = :at WHERE chain = :chain")
                .bind("sequence", entry.sequence())
                .bind("hash", entry.hash())
                .bind("at", entry.at())
                .bind("chain", entry.chain())
                .execute();
    }

    static List<Standing> standings(Handle handle) {
        return handle.createQuery("SELECT * FROM audit_chains ORDER BY chain")
                .map(STANDING)
                .list();
    }

    static Optional<AuditEntry> find(Handle handle, String chain, long sequence) {
        return handle.createQuery("SELECT * FROM audit_entries WHERE chain = :chain AND sequence = :sequence")
                .bind("chain", chain)
                .bind("sequence", sequence)
                .map(ENTRY)
                .findOne();
    }

    /** The chains of which there are entries. */
    static List<String> chainsOfEntries(Handle handle) {
        return handle.createQuery("SELECT DISTINCT chain FROM audit_entries")
                .mapTo(String.class)
                .list();
    }

    /** Entries of a chain from {@code sequence} on, in their order. */
    static List<AuditEntry> from(Handle handle, String chain, long sequence, int limit) {
        return handle.createQuery("""
                        SELECT * FROM audit_entries WHERE chain = :chain AND sequence >= :sequence
                        ORDER BY sequence LIMIT :limit
                        """)
                .bind("chain", chain)
                .bind("sequence", sequence)
                .bind("limit", limit)
                .map(ENTRY)
                .list();
    }

    /** The last entry of a chain with an action. */
    static Optional<AuditEntry> findLast(Handle handle, String chain, Action action) {
        return handle.createQuery("""
                        SELECT * FROM audit_entries WHERE chain = :chain AND action = :action
                        ORDER BY sequence DESC LIMIT 1
                        """)
                .bind("chain", chain)
                .bind("action", action.label())
                .map(ENTRY)
                .findOne();
    }

    /** Entries that match, newest first. */
    static List<AuditEntry> list(Handle handle, AuditQuery query, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        when(conditions, values, "(actor_id = :actor OR actor_name = :actor)", "actor", query.actor());
        Action action = query.action();
        when(conditions, values, "action = :action", "action", action == null ? null : action.label());
        when(conditions, values, "subject_id = :subject", "subject", query.subject());
        when(conditions, values, "done_at >= :from", "from", query.from());
        when(conditions, values, "done_at < :to", "to", query.to());
        AuditQuery.Place after = query.after();
        if (after != null) {
            conditions.add(
                    "(done_at < :at OR done_at = :at AND (chain > :chain OR chain = :chain AND sequence < :sequence))");
            values.putAll(Map.of("at", after.at(), "chain", after.chain(), "sequence", after.sequence()));
        }
        Query found = handle.createQuery("SELECT * FROM audit_entries WHERE " + String.join(" AND ", conditions)
                + " ORDER BY done_at DESC, chain, sequence DESC LIMIT :limit");
        values.forEach(found::bind);
        return found.bind("limit", limit).map(ENTRY).list();
    }

    private static void when(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    /** Of a chain, the first entry that is not before a time; empty where there is none. */
    static Optional<Long> findFirstSince(Handle handle, String chain, long at) {
        return handle.createQuery("SELECT MIN(sequence) FROM audit_entries WHERE chain = :chain AND done_at >= :at")
                .bind("chain", chain)
                .bind("at", at)
                .mapTo(Long.class)
                .findOne();
    }

    /** Of a chain, the last entry that is not behind {@code sequence}. */
    static Optional<AuditEntry> findLastUpTo(Handle handle, String chain, long sequence) {
        return handle.createQuery("""
                        SELECT * FROM audit_entries WHERE chain = :chain AND sequence <= :sequence
                        ORDER BY sequence DESC LIMIT 1
                        """)
                .bind("chain", chain)
                .bind("sequence", sequence)
                .map(ENTRY)
                .findOne();
    }

    static int deleteUpTo(Handle handle, String chain, long sequence) {
        return handle.createUpdate("DELETE FROM audit_entries WHERE chain = :chain AND sequence <= :sequence")
                .bind("chain", chain)
                .bind("sequence", sequence)
                .execute();
    }

    /** Takes the values of what was done to a subject away. */
    static void forgetDetails(Handle handle, Subject subject) {
        handle.createUpdate("""
                        UPDATE audit_entries SET detail = NULL, detail_salt = NULL
                        WHERE subject_id = :id AND subject_kind = :kind
                          AND (subject_domain = :domain OR subject_domain IS NULL) AND detail IS NOT NULL
                        """)
                .bind("id", subject.id())
                .bind("kind", subject.kind())
                .bind("domain", subject.domain())
                .execute();
    }
}
