package app.grapevine.journal;

/** Bytes that are no visit, or one of a version that this program does not know. */
public final class UndecodableVisitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecodableVisitException(String message) {
        super(message);
    }
}
