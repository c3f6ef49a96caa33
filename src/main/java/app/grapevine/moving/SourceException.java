package app.grapevine.moving;

/** That a source does not give what it is asked for, and what whoever asks can do; in words without keys and addresses of people. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceException(String message) {
        super(message, null, false, false);
    }
}
