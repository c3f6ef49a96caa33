package app.grapevine.web.http;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.base.Timestamps;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object, each of one type and no other: a number is no string here, and an
 * unknown field is an error. All that is wrong is gathered, and told by {@link #finish}; until then a wrong
 * field reads as absent. A field that is null is absent as well. Not safe for use by many threads.
 */
public final class Fields {
    private final JsonNode object;
    private final String prefix;
    private final Faults faults;
    private final List<Fields> inner = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode object, String prefix, Faults faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    /** @throws RefusedException INVALID if {@code body} is no object */
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw RefusedException.invalid("", FaultCode.NOT_AN_OBJECT);
        }
        return new Fields(body, "", new Faults());
    }

    /** Whether a field is there, null or not. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Says that a field is wrong. */
    public void fault(String name, FaultCode code) {
        fault(name, code, Map.of());
    }

    /** Says that a field is wrong. */
    public void fault(String name, FaultCode code, Map<String, Object> values) {
        known.add(name);
        faults.add(prefix + Faults.shown(name), code, values);
    }

    /**
     * {@code value}, of the field {@code name}, which has to be there: {@code required("a", fields.string("a"))}.
     */
    public <T> @Nullable T required(String name, @Nullable T value) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            fault(name, FaultCode.MISSING);
        }
        return value;
    }

    @Nullable
    public String string(String name) {
        return value(name, node -> text(prefix + name, node));
    }

    @Nullable
    public Boolean bool(String name) {
        return value(name, node -> {
            if (!node.isBoolean()) {
                fault(name, FaultCode.NOT_A_BOOLEAN);
                return null;
            }
            return node.booleanValue();
        });
    }

    /** Whether a field is {@code false}; one that is anything else is yet to be read. */
    public boolean isFalse(String name) {
        JsonNode node = object.get(name);
        boolean isFalse = node != null && node.isBoolean() && !node.booleanValue();
        if (isFalse) {
            known.add(name);
        }
        return isFalse;
    }

    public boolean bool(String name, boolean otherwise) {
        Boolean value = bool(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    public Long number(String name) {
        return value(name, node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                fault(name, FaultCode.NOT_A_WHOLE_NUMBER);
                return null;
            }
            return node.longValue();
        });
    }

    /** A time in RFC 3339, kept to the millisecond. */
    @Nullable
    public Instant instant(String name) {
        return parsed(name, FaultCode.NOT_A_TIME, Timestamps::parse);
    }

    @Nullable
    public LocalDate date(String name) {
        return parsed(name, FaultCode.NOT_A_DATE, text -> {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < 0 || date.getYear() > 9999) {
                throw new DateTimeException("four digits");
            }
            return date;
        });
    }

    /** An amount of money: a string, so that no program makes a binary fraction of it. */
    @Nullable
    public BigDecimal amount(String name) {
        return parsed(name, FaultCode.NOT_AN_AMOUNT, text -> {
            if (!text.matches("-?[0-9]{1,14}(\\.[0-9]{1,4})?")) {
                throw new DateTimeException("no amount");
            }
            return new BigDecimal(text);
        });
    }

    /** One of a few words. */
    public <T> @Nullable T choice(String name, Map<String, T> words) {
        return value(name, node -> {
            T value = node.isTextual() ? words.get(node.textValue()) : null;
            if (value == null) {
                fault(
                        name,
                        FaultCode.NOT_ONE_OF,
                        Map.of(
                                "known",
                                String.join(
                                        ", ", words.keySet().stream().sorted().toList())));
            }
            return value;
        });
    }

    /** One of a few values of different types. */
    @Nullable
    public <T> T oneOf(String name, Map<JsonNode, T> values) {
        return value(name, node -> {
            T value = values.get(node);
            if (value == null) {
                List<String> known =
                        values.keySet().stream().map(JsonNode::asText).sorted().toList();
                fault(name, FaultCode.NOT_ONE_OF, Map.of("known", String.join(", ", known)));
            }
            return value;
        });
    }

    /** A list of strings, empty when absent. */
    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        elements(name, (path, node) -> {
            String text = text(path, node);
            if (text != null) {
                strings.add(text);
            }
        });
        return strings;
    }

    /** A string, or a list of strings; empty when absent. */
    public List<String> oneOrMore(String name) {
        JsonNode node = object.get(name);
        if (node == null || !node.isTextual()) {
            return strings(name);
        }
        String one = string(name);
        return one == null ? List.of() : List.of(one);
    }

    /** A list of objects, empty when absent. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        elements(name, (path, node) -> {
            if (node.isObject()) {
                objects.add(child(node, path + "."));
            } else {
                faults.add(path, FaultCode.NOT_AN_OBJECT);
            }
        });
        return objects;
    }

    /** An object, or null when absent. */
    @Nullable
    public Fields object(String name) {
        return value(name, node -> {
            if (!node.isObject()) {
                fault(name, FaultCode.NOT_AN_OBJECT);
                return null;
            }
            return child(node, prefix + name + ".");
        });
    }

    /** @throws RefusedException INVALID with all that was wrong, fields that nobody asked for among it */
    public void finish() {
        findUnknown();
        faults.refuseIfAny();
    }

    private void findUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name, FaultCode.UNKNOWN_FIELD);
            }
        });
        inner.forEach(Fields::findUnknown);
    }

    private Fields child(JsonNode node, String path) {
        Fields child = new Fields(node, path, faults);
        inner.add(child);
        return child;
    }

    private interface Element {
        void read(String path, JsonNode node);
    }

    private void elements(String name, Element element) {
        value(name, node -> {
            if (!node.isArray()) {
                fault(name, FaultCode.NOT_A_LIST);
                return null;
            }
            for (int i = 0; i < node.size(); i++) {
                element.read(prefix + name + "[" + i + "]", node.get(i));
            }
            return null;
        });
    }

    private <T> @Nullable T value(String name, Function<JsonNode, @Nullable T> read) {
        known.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : read.apply(node);
    }

    private <T> @Nullable T parsed(String name, FaultCode code, Function<String, T> parse) {
        return value(name, node -> {
            try {
                if (node.isTextual()) {
                    return parse.apply(node.textValue());
                }
            } catch (DateTimeException e) {
                // said below
            }
            fault(name, code);
            return null;
        });
    }

    private @Nullable String text(String path, JsonNode node) {
        if (!node.isTextual()) {
            faults.add(path, FaultCode.NOT_A_STRING);
            return null;
        }
        String text = node.textValue();
        int unfit = unfit(text);
        if (unfit >= 0) {
            faults.add(Faults.character(path, unfit));
            return null;
        }
        return text;
    }

    /** The first NUL or half of a surrogate pair, which no JSON and no database can carry; -1 where there is none. */
    static int unfit(String text) {
        return text.codePoints()
                .filter(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
                .findFirst()
                .orElse(-1);
    }
}
