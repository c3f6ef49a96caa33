package app.grapevine.security;

/** More passwords are being checked than this machine has processors for: to be tried again in a moment. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyException() {
        super("Too many people sign in at this moment.");
    }
}
