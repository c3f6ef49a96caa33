package app.grapevine.cli;

/** A command cannot do what was asked of it; the message says why. */
final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandRefusedException(String message) {
        super(message);
    }
}
