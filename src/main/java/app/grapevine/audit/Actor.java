package app.grapevine.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param id of the key or the account; null for the command line, the service itself, readers and who is not known
 * @param name of the key or the account as it was then, or the command; null for readers and who is not known
 */
public record Actor(
        Kind kind, @Nullable String id, @Nullable String name) {
    /** The service itself: what it does at a start, and by a setting. */
    public static final Actor SERVICE = new Actor(Kind.SERVICE, null, "grapevine");

    /** Somebody who has not shown who it is. */
    public static final Actor NOBODY = new Actor(Kind.NOBODY, null, null);

    /** Whoever has the token of a notice, which only letters to its reader say, or of a shared report. */
    public static final Actor READER = new Actor(Kind.READER, null, null);

    public enum Kind {
        KEY,
        ACCOUNT,
        COMMAND,
        SERVICE,
        READER,
        NOBODY;

        /** As the API writes it. */
        public String label() {
            return Words.label(this);
        }
    }

    /** @param command as one types it, without its arguments: {@code key create} */
    public static Actor command(String command) {
        return new Actor(Kind.COMMAND, null, "grapevine " + command);
    }
}
