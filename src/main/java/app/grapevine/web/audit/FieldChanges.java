package app.grapevine.web.audit;

import app.grapevine.audit.Change;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of something were changed, as the API shows them, and the values of those whose values are harmless. Immutable.
 *
 * @param told how a value is told, by the name of its field; of the others the name alone
 * @param ignored those that nobody changes, and that follow from others
 */
public record FieldChanges(Map<String, Function<JsonNode, String>> told, Set<String> ignored) {
    public FieldChanges {
        told = Map.copyOf(told);
        ignored = Set.copyOf(ignored);
    }

    /** The value itself; of a list its items. */
    public static String plain(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return String.join(", ", items);
    }

    /** What is different between two states of one thing. */
    public List<Change> between(JsonNode before, JsonNode after) {
        List<Change> changes = new ArrayList<>();
        after.fields().forEachRemaining(field -> {
            JsonNode was = before.path(field.getKey());
            if (!ignored.contains(field.getKey()) && !was.equals(field.getValue())) {
                changes.add(
                        new Change(field.getKey(), text(field.getKey(), was), text(field.getKey(), field.getValue())));
            }
        });
        return changes;
    }

    /** What is told of something new; of what is absent or empty nothing. */
    public Change[] of(JsonNode made) {
        List<Change> changes = new ArrayList<>();
        made.fields().forEachRemaining(field -> {
            String text = text(field.getKey(), field.getValue());
            if (!ignored.contains(field.getKey()) && text != null && !text.isEmpty() && !text.equals("false")) {
                changes.add(Change.to(field.getKey(), text));
            }
        });
        return changes.toArray(Change[]::new);
    }

    private @Nullable String text(String field, JsonNode value) {
        Function<JsonNode, String> way = told.get(field);
        return way == null || value.isNull() || value.isMissingNode() ? null : way.apply(value);
    }
}
