package app.grapevine.demo;

/** The demonstration cannot be made, or not to its end; the message says why. */
public final class DemonstrationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemonstrationException(String message) {
        super(message);
    }
}
