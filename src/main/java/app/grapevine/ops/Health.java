package app.grapevine.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Whether this node can do its work, check by check. Add all checks before the first question. */
public final class Health {
    private final Map<String, Supplier<Check>> checks = new LinkedHashMap<>();

    /** The outcome of a check. @param detail for a person, without secrets */
    public record Check(boolean ok, String detail) {}

    public void add(String name, Supplier<Check> check) {
        checks.put(name, check);
    }

    /** Every check, in the order they were added. */
    public Map<String, Check> report() {
        Map<String, Check> report = new LinkedHashMap<>();
        checks.forEach((name, check) -> report.put(name, check.get()));
        return report;
    }
}
