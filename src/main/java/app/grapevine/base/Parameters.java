package app.grapevine.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a question, each read by its name. All that is wrong is gathered, and told by {@link #finish}, a
 * parameter that nobody asked for among it; until then a wrong one reads as absent. An empty value counts as absent,
 * as forms send it. Not safe for use by many threads.
 */
public final class Parameters {
    private final Map<String, List<String>> given;
    private final Faults faults;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param given each with its values in their order */
    public Parameters(Map<String, List<String>> given) {
        this(given, new Faults());
    }

    /** @param faults what was wrong before they could be read by their names */
    public Parameters(Map<String, List<String>> given, Faults faults) {
        this.given = new LinkedHashMap<>(given);
        this.faults = faults;
    }

    /** Says that a parameter is wrong. */
    public void fault(String name, FaultCode code) {
        faults.add(name, code);
    }

    /** Says that a parameter is wrong. */
    public void fault(String name, FaultCode code, Map<String, Object> values) {
        faults.add(name, code, values);
    }

    /** Says that a parameter is wrong. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    public List<String> all(String name) {
        known.add(name);
        return given.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The one value; null where there is none. */
    @Nullable
    public String single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            fault(name, FaultCode.REPEATED);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * Holds a parameter to one value, as if that had been given. Another one is a fault.
     *
     * @param other of the other one, with the value under the parameter's name
     */
    public void hold(String name, String value, FaultCode other) {
        holdTo(name, List.of(value), other);
    }

    /**
     * Holds a parameter to some values: all of them, as if they had been given, where none is, else those of them that are. Another one
     * is a fault.
     *
     * @param values one or more
     * @param other as of {@link #hold}, with the first of the values
     *     where its words have a place for it
     */
    public void holdTo(String name, List<String> values, FaultCode other) {
        List<String> asked = all(name);
        if (!values.containsAll(asked)) {
            fault(name, other, other.valueNames().contains(name) ? Map.of(name, values.get(0)) : Map.of());
        }
        List<String> kept = asked.stream().filter(values::contains).toList();
        given.put(name, kept.isEmpty() ? List.copyOf(values) : kept);
    }

    /** A whole number within bounds; {@code otherwise} where none is given, or it is faulty. */
    public int number(String name, int least, int most, int otherwise) {
        Integer number = number(name, least, most);
        return number == null ? otherwise : number;
    }

    /** A whole number within bounds; null where none is given, or it is faulty. */
    public @Nullable Integer number(String name, int least, int most) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same fault as a number out of bounds.
        }
        fault(name, FaultCode.OUT_OF_RANGE, Map.of("least", least, "most", most));
        return null;
    }

    /** A time in RFC 3339, whose years have four digits, to the millisecond; null where none is given, or another text. */
    public @Nullable Instant time(String name) {
        String given = single(name);
        if (given == null) {
            return null;
        }
        try {
            return Timestamps.parse(given);
        } catch (DateTimeException e) {
            fault(name, FaultCode.NOT_A_TIME);
            return null;
        }
    }

    /** {@code true} or {@code false}; {@code otherwise} where neither is given, or something else is. */
    public boolean flag(String name, boolean otherwise) {
        String text = single(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            fault(name, FaultCode.NOT_A_BOOLEAN);
            return otherwise;
        }
        return text.equals("true");
    }

    /** One of a few words; null where none is given, or another. */
    public <T> @Nullable T choice(String name, Map<String, T> words) {
        String text = single(name);
        T choice = text == null ? null : words.get(text);
        if (text != null && choice == null) {
            fault(
                    name,
                    FaultCode.NOT_ONE_OF,
                    Map.of(
                            "known",
                            String.join(", ", words.keySet().stream().sorted().toList())));
        }
        return choice;
    }

    /** What was wrong so far. */
    public List<Fault> faults() {
        return faults.all();
    }

    /** @throws RefusedException INVALID with all that was wrong */
    public void finish() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                fault(
                        Faults.shown(name),
                        FaultCode.UNKNOWN_PARAMETER,
                        Map.of("known", known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        faults.refuseIfAny();
    }
}
