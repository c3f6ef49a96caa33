package app.grapevine.moving;

import java.util.Locale;

/** That a source does not give what it is asked for, and what whoever asks can do; in words without keys and addresses of people. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;

    /** What is to be done about it, in one word, for those who say it otherwise. */
    public enum Why {
        /** What it is asked has another form than its program has: mostly it is another program's, or cut off. */
        UNREADABLE,
        /** A table in which no column is known as that of destinations, or not the one that was named. */
        NO_COLUMN,
        /** Times that name no zone. */
        NO_ZONE,
        /** More than is read at once. */
        TOO_LARGE,
        /** The address given is on this machine, in a private network or on an unusual port. */
        PRIVATE,
        KEY_REFUSED,
        /** The address is not that of the program. */
        NOT_THERE,
        /** It is busy, or does not answer; what was brought stays, and another run goes on. */
        AWAY,
        OTHER;

        /** As the API writes it: {@code key-refused}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public SourceException(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public SourceException(String message) {
        this(Why.OTHER, message);
    }

    public Why why() {
        return why;
    }
}
