package app.grapevine.importing;

/** That a file has more lines, or more links, than are taken. */
public final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
