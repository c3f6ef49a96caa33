package app.grapevine.security;

/** What was asked of API keys cannot be done. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        INVALID_NAME,
        INVALID_SCOPES,
        /** Without it nobody could make another. */
        LAST_ADMIN,
        NOT_FOUND
    }

    private final Reason reason;

    KeyRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
