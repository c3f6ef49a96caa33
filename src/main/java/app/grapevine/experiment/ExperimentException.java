package app.grapevine.experiment;

/** The replay could not be played to its end, so it has no result; the message tells the operator why. */
public final class ExperimentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExperimentException(String message) {
        super(message);
    }

    ExperimentException(String message, Throwable cause) {
        super(message, cause);
    }
}
