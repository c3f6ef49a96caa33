package app.grapevine.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
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
    private static final int NAME_SHOWN = 100;
    /** More faults than these are not told. */
    private static final int FAULTS = 50;

    private final JsonNode object;
    private final String prefix;
    private final List<Problem.FieldError> errors;
    private final List<Fields> inner = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode object, String prefix, List<Problem.FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** @throws ProblemException 422 if {@code body} is no object */
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be a JSON object");
        }
        return new Fields(body, "", new ArrayList<>());
    }

    /** Whether a field is there, null or not. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Says that a field is wrong. */
    public void fault(String name, String message) {
        known.add(name);
        tell(prefix + shown(name), message);
    }

    private void tell(String path, String message) {
        if (errors.size() < FAULTS) {
            errors.add(new Problem.FieldError(path, message));
        }
    }

    /**
     * {@code value}, of the field {@code name}, which has to be there: {@code required("a", fields.string("a"))}.
     */
    public <T> @Nullable T required(String name, @Nullable T value) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            fault(name, "must be given");
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
                fault(name, "must be true or false");
                return null;
            }
            return node.booleanValue();
        });
    }

    public boolean bool(String name, boolean otherwise) {
        Boolean value = bool(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    public Long number(String name) {
        return value(name, node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                fault(name, "must be a whole number");
                return null;
            }
            return node.longValue();
        });
    }

    /** A time in RFC 3339, kept to the millisecond. */
    @Nullable
    public Instant instant(String name) {
        return parsed(name, "must be a time in RFC 3339, such as 2026-05-01T12:00:00Z", text -> {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < 0 || time.getYear() > 9999) {
                throw new DateTimeException("RFC 3339 has years of four digits");
            }
            return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
        });
    }

    @Nullable
    public LocalDate date(String name) {
        return parsed(name, "must be a date such as 2026-05-01", text -> {
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
        return parsed(name, "must be a string such as \"49.90\"", text -> {
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
                        "must be one of "
                                + String.join(
                                        ", ", words.keySet().stream().sorted().toList()));
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

    /** A list of objects, empty when absent. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        elements(name, (path, node) -> {
            if (node.isObject()) {
                objects.add(child(node, path + "."));
            } else {
                tell(path, "must be an object");
            }
        });
        return objects;
    }

    /** An object, or null when absent. */
    @Nullable
    public Fields object(String name) {
        return value(name, node -> {
            if (!node.isObject()) {
                fault(name, "must be an object");
                return null;
            }
            return child(node, prefix + name + ".");
        });
    }

    /** @throws ProblemException 422 with all that was wrong, fields that nobody asked for among it */
    public void finish() {
        findUnknown();
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors), Map.of());
        }
    }

    private void findUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name, "is not a field of this");
            }
        });
        inner.forEach(Fields::findUnknown);
    }

    private Fields child(JsonNode node, String path) {
        Fields child = new Fields(node, path, errors);
        inner.add(child);
        return child;
    }

    private interface Element {
        void read(String path, JsonNode node);
    }

    private void elements(String name, Element element) {
        value(name, node -> {
            if (!node.isArray()) {
                fault(name, "must be a list");
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

    private <T> @Nullable T parsed(String name, String rule, Function<String, T> parse) {
        return value(name, node -> {
            try {
                if (node.isTextual()) {
                    return parse.apply(node.textValue());
                }
            } catch (DateTimeException e) {
                // said below
            }
            fault(name, rule);
            return null;
        });
    }

    private @Nullable String text(String path, JsonNode node) {
        if (!node.isTextual()) {
            tell(path, "must be a string");
            return null;
        }
        String text = node.textValue();
        if (text.indexOf('\0') >= 0 || !isWellFormed(text)) {
            tell(path, "must not contain NUL or half a surrogate pair");
            return null;
        }
        return text;
    }

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** A name that came from outside, fit to be told: short, and without characters that JSON cannot carry. */
    public static String shown(String name) {
        String text = name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) + "…" : name;
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
