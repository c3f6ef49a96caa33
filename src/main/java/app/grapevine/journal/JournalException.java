package app.grapevine.journal;

/** The journal cannot be opened: what is wrong with which file, in one line for the operator. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
