package app.grapevine.stats;

import app.grapevine.stats.StatsRefusedException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a question as they came, and what is wrong with them: all of it is gathered before the
 * question is refused. An empty value counts as absent, as forms send it. Not safe for use by many threads.
 */
final class Parameters {
    private final Map<String, List<String>> raw;
    private final List<Fault> faults = new ArrayList<>();

    Parameters(Map<String, List<String>> raw, Collection<String> known) {
        this.raw = raw;
        for (String name : raw.keySet()) {
            if (!known.contains(name)) {
                fault(shown(name), "is not a parameter here; there are " + String.join(", ", known));
            }
        }
    }

    /** What a caller sent, fit to be shown back. */
    static String shown(String text) {
        String printable = text.codePoints()
                .limit(40)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() > 40 ? printable + "…" : printable;
    }

    void fault(String name, String message) {
        faults.add(new Fault(name, message));
    }

    List<String> all(String name) {
        return raw.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    @Nullable
    String single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            fault(name, "must be given once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** A number within bounds; {@code otherwise} where none is given, or it is faulty. */
    int number(String name, int least, int most, int otherwise) {
        String text = single(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same fault as a number out of bounds.
        }
        fault(name, "must be a number from " + least + " to " + most);
        return otherwise;
    }

    /** {@code true} or {@code false}; {@code otherwise} where neither is given, or something else is. */
    boolean flag(String name, boolean otherwise) {
        String text = single(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            fault(name, "must be true or false");
            return otherwise;
        }
        return text.equals("true");
    }

    /** @throws StatsRefusedException if there was any fault */
    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new StatsRefusedException(faults);
        }
    }
}
