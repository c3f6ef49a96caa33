package app.grapevine.backup;

/** A backup cannot be taken, or is not whole: why, in one line for the operator. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
