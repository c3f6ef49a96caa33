package app.grapevine.stats;

import java.util.List;

/** A question cannot be answered as it was asked: which parameters are at fault, and what to do about it. */
public final class StatsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A parameter as the API names it, and what to do about it. */
    public record Fault(String parameter, String message) {}

    private final transient List<Fault> faults;

    public StatsRefusedException(List<Fault> faults) {
        super(faults.stream()
                .map(f -> f.parameter() + ": " + f.message())
                .reduce((a, b) -> a + "; " + b)
                .orElse(""));
        this.faults = List.copyOf(faults);
    }

    static StatsRefusedException of(String parameter, String message) {
        return new StatsRefusedException(List.of(new Fault(parameter, message)));
    }

    /** The same of a question that stands among others, whose parameters have {@code prefix} before their names. */
    public StatsRefusedException of(String prefix) {
        StatsRefusedException among = new StatsRefusedException(faults.stream()
                .map(fault -> new Fault(prefix + fault.parameter(), fault.message()))
                .toList());
        among.initCause(this);
        return among;
    }

    public List<Fault> faults() {
        return faults;
    }
}
