package app.grapevine.web.audit;

import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.Change;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entry as the API writes it. @param id of the chain and the place in it */
record AuditEntryJson(
        String id,
        Instant at,
        ActorJson actor,
        String action,
        @Nullable SubjectJson subject,
        List<ChangeJson> changes,
        boolean valuesErased,
        @Nullable String valuesHash,
        String hash) {
    record ActorJson(
            String type, @Nullable String id, @Nullable String name) {}

    record SubjectJson(
            String type, @Nullable String id, @Nullable String domain) {}

    record ChangeJson(
            String field, @Nullable String before, @Nullable String after) {}

    static final List<String> COLUMNS = List.of(
            "id",
            "at",
            "actorType",
            "actorId",
            "actorName",
            "action",
            "subjectType",
            "subjectId",
            "subjectDomain",
            "changes",
            "valuesErased",
            "valuesHash",
            "hash");

    static AuditEntryJson of(AuditEntry entry) {
        String kind = entry.subject().kind();
        byte[] values = entry.detailHash();
        return new AuditEntryJson(
                entry.chain() + ":" + entry.sequence(),
                Instant.ofEpochMilli(entry.at()),
                new ActorJson(entry.actorKind(), entry.actorId(), entry.actorName()),
                entry.action(),
                kind == null
                        ? null
                        : new SubjectJson(
                                kind, entry.subject().id(), entry.subject().domain()),
                entry.changes().stream()
                        .map(change -> new ChangeJson(change.field(), change.before(), change.after()))
                        .toList(),
                entry.isErased(),
                values == null ? null : HexFormat.of().formatHex(values),
                entry.hashText());
    }

    /** The same as cells of {@link #COLUMNS}. */
    static @Nullable Object[] cells(AuditEntry entry) {
        AuditEntryJson json = of(entry);
        SubjectJson subject = json.subject();
        return new @Nullable Object[] {
            json.id(),
            json.at().toString(),
            json.actor().type(),
            json.actor().id(),
            json.actor().name(),
            json.action(),
            subject == null ? null : subject.type(),
            subject == null ? null : subject.id(),
            subject == null ? null : subject.domain(),
            entry.changes().stream().map(AuditEntryJson::words).collect(Collectors.joining("; ")),
            json.valuesErased() ? "true" : "false",
            json.valuesHash(),
            json.hash()
        };
    }

    private static String words(Change change) {
        String before = change.before();
        String after = change.after();
        if (before == null && after == null) {
            return change.field();
        }
        return change.field() + ": " + (before == null ? "" : before + " → ") + (after == null ? "(none)" : after);
    }
}
