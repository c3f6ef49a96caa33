package app.grapevine.audit;

import java.util.HexFormat;
import java.util.Optional;

/** What an entry says of the begin of its chain that retention took away: up to where, and the hash there. */
final class CutMark {
    private static final String KIND = "audit";

    private CutMark() {}

    /** That everything up to {@code last} is taken away. */
    static Deed upTo(AuditEntry last) {
        Subject end = new Subject(KIND, last.sequence() + ":" + last.hashText(), null);
        return new Deed(Actor.SERVICE, Action.AUDIT_CUT, end);
    }

    /** The hash before the entry {@code first}, if {@code cut} says that its chain was cut right before that. */
    static Optional<byte[]> hashBefore(AuditEntry cut, long first) {
        String end = String.valueOf(cut.subject().id());
        String begin = (first - 1) + ":";
        if (!isOne(cut) || !end.startsWith(begin)) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(end.substring(begin.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isOne(AuditEntry entry) {
        return entry.action().equals(Action.AUDIT_CUT.label());
    }
}
