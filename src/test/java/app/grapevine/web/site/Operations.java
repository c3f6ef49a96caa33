package app.grapevine.web.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the description of the API says can be asked: each operation with its parameters and the fields of its body. */
public final class Operations {
    private static final List<String> MANNERS = List.of("get", "post", "patch", "delete");

    private final OpenApi api = OpenApi.read();

    /** @param in {@code path}, {@code query} or {@code header} */
    public record Parameter(String name, String in) {}

    /**
     * An operation.
     *
     * @param method in capitals
     * @param path with {@code {name}} for its parameters
     * @param mediaType of its body; empty where it has none
     * @param fields of its body that hold no further ones, as JSON pointers; of a list the first element
     * @param example of its body
     * @param statuses that it is answered with
     */
    public record Operation(
            String id,
            String method,
            String path,
            List<Parameter> parameters,
            String mediaType,
            List<String> fields,
            JsonNode example,
            Set<Integer> statuses) {
        public List<String> named(String in) {
            return parameters.stream()
                    .filter(parameter -> parameter.in().equals(in))
                    .map(Parameter::name)
                    .toList();
        }

        public boolean hasJson() {
            return mediaType.contains("json");
        }
    }

    /** All there are, in whatever manner: {@code GET /api/v1/links}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        api.root()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(manner -> {
                    if (!manner.getKey().equals("parameters")) {
                        names.add(manner.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return names;
    }

    public List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        api.root()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(manner -> {
                    if (MANNERS.contains(manner.getKey())) {
                        all.add(operation(path.getKey(), manner.getKey(), path.getValue(), manner.getValue()));
                    }
                }));
        return all;
    }

    private Operation operation(String path, String method, JsonNode ofPath, JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode one : List.of(ofPath.path("parameters"), node.path("parameters"))) {
            one.forEach(reference -> {
                JsonNode parameter = api.resolved(reference);
                parameters.add(new Parameter(
                        parameter.get("name").asText(), parameter.get("in").asText()));
            });
        }
        JsonNode content = node.at("/requestBody/content");
        // JSON, where it is taken, and of its kinds the last, which every operation takes.
        String mediaType = content.has("application/json")
                ? "application/json"
                : content.isEmpty() ? "" : content.fieldNames().next();
        JsonNode body = content.path(mediaType);
        List<String> fields = new ArrayList<>();
        if (!body.isMissingNode()) {
            addFields(fields, "", body.get("schema"));
        }
        return new Operation(
                node.get("operationId").asText(),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                List.copyOf(parameters),
                mediaType,
                List.copyOf(fields),
                example(content),
                statuses(node));
    }

    private static JsonNode example(JsonNode content) {
        for (JsonNode one : content) {
            if (one.has("example")) {
                return one.get("example");
            }
        }
        return MissingNode.getInstance();
    }

    private static Set<Integer> statuses(JsonNode operation) {
        Set<Integer> statuses = new TreeSet<>();
        operation.get("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        return statuses;
    }

    private void addFields(List<String> fields, String at, JsonNode given) {
        JsonNode schema = api.resolved(given);
        if (schema.has("items")) {
            addFields(fields, at + "/0", schema.get("items"));
            return;
        }
        if (!schema.has("properties") && !schema.has("allOf") && !schema.has("oneOf")) {
            boolean isEmptyObject = at.isEmpty() && schema.path("type").asText().equals("object");
            if (!given.path("type").asText().equals("null") && !isEmptyObject && !fields.contains(at)) {
                fields.add(at);
            }
            return;
        }
        schema.path("allOf").forEach(part -> addFields(fields, at, part));
        schema.path("oneOf").forEach(part -> addFields(fields, at, part));
        schema.path("properties")
                .properties()
                .forEach(property -> addFields(fields, at + "/" + property.getKey(), property.getValue()));
    }
}
