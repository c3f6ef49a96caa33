package app.grapevine.client;

import java.io.IOException;
import java.net.URI;

/** No service answers; the message says where in a line, and why. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(URI service, IOException cause) {
        super("no service answers at " + service + " (" + reason(cause) + ")", cause);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
