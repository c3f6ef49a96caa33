package app.grapevine.storage;

/** The database could not be reached; nothing of the unit of work was kept. Worth another try later. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailableException(Throwable cause) {
        super("the database is away: " + cause.getMessage(), cause);
    }
}
