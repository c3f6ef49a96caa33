package app.grapevine.web.admin;

import app.grapevine.base.FaultCode;
import java.util.List;

/** A service does not do what was asked; the message says why in a line. */
public final class DeclinedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> codes;

    DeclinedException(String message) {
        this(message, List.of());
    }

    /** @param codes of the faults that it names, as the API writes them */
    DeclinedException(String message, List<String> codes) {
        super(message);
        this.codes = List.copyOf(codes);
    }

    /** Whether one of the faults that it names is of this kind. */
    public boolean isFor(FaultCode code) {
        return codes.contains(code.label());
    }
}
