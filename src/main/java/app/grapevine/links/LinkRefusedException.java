package app.grapevine.links;

import java.util.List;

/** What was asked of links cannot be done: why, in stable words, and which fields are at fault. */
public final class LinkRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A field is wrong; see {@link #faults}. */
        INVALID,
        /** The code, slug or name is taken, or was once. */
        TAKEN,
        NOT_FOUND
    }

    /** A field as the API names it ({@code card.image}), and what to do about it. */
    public record Fault(String field, String message) {}

    private final Reason reason;
    private final transient List<Fault> faults;

    public LinkRefusedException(Reason reason, String message, List<Fault> faults) {
        super(message);
        this.reason = reason;
        this.faults = List.copyOf(faults);
    }

    public static LinkRefusedException notFound(String what) {
        return new LinkRefusedException(Reason.NOT_FOUND, what, List.of());
    }

    public Reason reason() {
        return reason;
    }

    public List<Fault> faults() {
        return faults;
    }
}
