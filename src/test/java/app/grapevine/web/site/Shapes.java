package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the shapes that the description of the API has for them. */
public final class Shapes {
    private final OpenApi api;

    public Shapes(OpenApi api) {
        this.api = api;
    }

    public JsonNode schema(String name) {
        return api.root().at("/components/schemas/" + name);
    }

    public void check(String schema, JsonNode answer) {
        check(schema, schema(schema), answer);
    }

    /** Names of fields, all the way down: those that are required are there, and no others than are described. */
    private void check(String path, JsonNode reference, JsonNode node) {
        JsonNode schema = api.resolved(reference);
        if (node.isArray()) {
            node.forEach(item -> check(path + "[]", schema.get("items"), item));
        }
        if (!node.isObject() || !schema.has("properties")) {
            return;
        }
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        schema.path("required").forEach(name -> assertThat(names).as(path).contains(name.asText()));
        for (String name : names) {
            assertThat(schema.get("properties").has(name)).as(path + "." + name).isTrue();
            check(path + "." + name, schema.get("properties").get(name), node.get(name));
        }
    }
}
