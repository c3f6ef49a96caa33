package app.grapevine.web.api;

/** A service does not do what was asked; the message says why in a line. */
public final class DeclinedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeclinedException(String message) {
        super(message);
    }
}
