package app.grapevine.base;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a field or a parameter.
 *
 * @param field as the API names it: {@code card.image}, {@code tags[1]}; empty for the whole
 * @param values what the code's words have a place for: numbers and texts
 */
public record Fault(String field, FaultCode code, Map<String, Object> values) {
    public Fault {
        Map<String, Object> inOrder = new LinkedHashMap<>();
        for (String name : code.valueNames()) {
            inOrder.put(name, requireNonNull(values.get(name), name));
        }
        if (inOrder.size() != values.size()) {
            throw new IllegalArgumentException(code + " has the values " + inOrder.keySet() + ", not " + values);
        }
        values = Collections.unmodifiableMap(inOrder);
    }

    public Fault(String field, FaultCode code) {
        this(field, code, Map.of());
    }

    /** What to do about it, in English, to follow the field's name: {@code must have at most 300 characters}. */
    public String message() {
        return code.message(values);
    }

    /** The same of another field. */
    public Fault at(String other) {
        return new Fault(other, code, values);
    }
}
