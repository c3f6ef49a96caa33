package app.grapevine.clicks;

/** Bytes that are no visit, or one of a version that this program does not know. */
final class UndecodableVisitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecodableVisitException(String message) {
        super(message);
    }
}
