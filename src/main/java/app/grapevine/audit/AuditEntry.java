package app.grapevine.audit;

import app.grapevine.base.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a chain.
 *
 * <p>Its hash is SHA-256 of the hash before it, 32 bytes and zeros at the begin of a chain, and of its fields as
 * {@link Netstrings}: chain, sequence, time, kind, id and name of the actor, action, kind, id and domain of the subject,
 * the names of the fields with commas between, and the hash of the {@link Details} in hexadecimal digits.
 *
 * @param sequence from 1, each one more than the one before in its chain
 * @param at in milliseconds since 1970 UTC
 * @param action a label of {@link Action}, or of a later version's
 * @param fields the names of what was changed, with commas between; null for none
 * @param details null where there were none, or they were taken away
 * @param detailHash null where there were none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record AuditEntry(
        String chain,
        long sequence,
        long at,
        String actorKind,
        @Nullable String actorId,
        @Nullable String actorName,
        String action,
        Subject subject,
        @Nullable String fields,
        @Nullable Details details,
        byte @Nullable [] detailHash,
        byte[] hash) {
    static final int HASH_BYTES = 32;
    static final byte[] NOTHING_BEFORE = new byte[HASH_BYTES];

    /** The entry of a deed that follows one with the hash {@code before}. */
    static AuditEntry of(Deed deed, String chain, long sequence, long at, byte[] before) {
        List<String> names = deed.changes().stream().map(Change::field).toList();
        Details details = Details.of(deed.changes());
        AuditEntry entry = new AuditEntry(
                chain,
                sequence,
                at,
                deed.actor().kind().label(),
                deed.actor().id(),
                deed.actor().name(),
                deed.action().label(),
                deed.subject(),
                names.isEmpty() ? null : String.join(",", names),
                details,
                details == null ? null : details.hash(),
                NOTHING_BEFORE);
        return entry.hashed(entry.hashAfter(before));
    }

    private AuditEntry hashed(byte[] own) {
        return new AuditEntry(
                chain, sequence, at, actorKind, actorId, actorName, action, subject, fields, details, detailHash, own);
    }

    /** What its hash has to be. */
    byte[] hashAfter(byte[] before) {
        MessageDigest digest = Sha256.digest();
        digest.update(before);
        return digest.digest(Netstrings.write(Arrays.asList(
                chain,
                Long.toString(sequence),
                Long.toString(at),
                actorKind,
                actorId,
                actorName,
                action,
                subject.kind(),
                subject.id(),
                subject.domain(),
                fields,
                detailHash == null ? null : HexFormat.of().formatHex(detailHash))));
    }

    /** Whether the values are those that were written, or were taken away. */
    boolean hasItsDetails() {
        return details == null || detailHash != null && Arrays.equals(details.hash(), detailHash);
    }

    /** Whether it had values that were taken away since. */
    public boolean isErased() {
        return details == null && detailHash != null;
    }

    /** What was changed, each with the values that are told. */
    public List<Change> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        if (fields != null) {
            for (String field : fields.split(",", -1)) {
                if (Change.isName(field)) {
                    changes.put(field, Change.untold(field));
                }
            }
        }
        if (details != null) {
            details.changes().forEach(change -> changes.replace(change.field(), change));
        }
        return List.copyOf(changes.values());
    }

    /** In hexadecimal digits. */
    public String hashText() {
        return HexFormat.of().formatHex(hash);
    }
}
