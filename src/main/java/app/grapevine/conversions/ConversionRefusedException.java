package app.grapevine.conversions;

import java.util.List;

/** A conversion cannot be recorded: which fields are at fault, and what to do about it. */
public final class ConversionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A field as the API names it ({@code value.amount}), and what to do about it. */
    public record Fault(String field, String message) {}

    private final transient List<Fault> faults;

    public ConversionRefusedException(List<Fault> faults) {
        super("a conversion was refused");
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
