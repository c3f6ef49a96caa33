package app.grapevine.security;

/** More passwords wait to be checked than this machine is allowed to work at: to be tried again in a moment. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyException() {
        super("Too many people sign in at this moment.");
    }
}
