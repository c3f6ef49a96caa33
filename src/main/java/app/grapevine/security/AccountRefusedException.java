package app.grapevine.security;

/** What was asked of accounts cannot be done. */
public final class AccountRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        INVALID,
        /** The name is another account's. */
        TAKEN,
        NOT_FOUND
    }

    private final Reason reason;
    private final String field;

    AccountRefusedException(Reason reason, String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong: {@code name}, {@code password}, {@code scopes}; empty where nothing given is. */
    public String field() {
        return field;
    }
}
