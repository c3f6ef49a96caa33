package app.grapevine.web.site;

import app.grapevine.base.FaultCode;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.ProblemType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The description of the API as a page that a person can read: plain HTML, no script. Used by one thread.
 *
 * <p>What belongs together is folded, so that the page is its own list of contents. A browser unfolds what a link leads
 * into: the ancestors of its target, which is why each target lies inside of what is folded
 * (<a href="https://html.spec.whatwg.org/multipage/interaction.html#ancestor-revealing-algorithm">HTML</a>).
 */
final class OpenApiPage {
    private static final List<String> METHODS = List.of("get", "post", "patch", "delete");

    private final OpenApi api;
    private final StringBuilder html = new StringBuilder(64 * 1024);

    private OpenApiPage(OpenApi api) {
        this.api = api;
    }

    static String of(OpenApi api) {
        OpenApiPage page = new OpenApiPage(api);
        page.render();
        return Pages.page("Grapevine API", page.html.toString());
    }

    private void render() {
        JsonNode info = api.root().get("info");
        html.append("<h1>Grapevine API</h1>\n");
        prose(info.path("description").asText());
        for (JsonNode scheme : api.root().at("/components/securitySchemes")) {
            prose(scheme.path("description").asText());
        }
        html.append("<p><a href=\"/api/openapi.json\">OpenAPI 3.1</a></p>\n");
        for (JsonNode tag : api.root().get("tags")) {
            String name = tag.get("name").asText();
            fold(2, anchor(name), name, inline(tag.path("description").asText()));
            forEachOperation(name, this::operation);
            endFold();
        }
        shapes();
        problems();
    }

    /**
     * Begins what is folded beneath its heading.
     *
     * @param id of its content @param said HTML that stands beside the heading
     */
    private void fold(int level, String id, String title, String said) {
        html.append(
                "<details class=\"fold\"><summary><h%1$d>%2$s</h%1$d> <span class=\"soft\">%3$s</span></summary>%n<section id=\"%4$s\">%n"
                        .formatted(level, Pages.escaped(title), said, id));
    }

    private void endFold() {
        html.append("</section></details>\n");
    }

    private interface Visitor {
        void visit(String path, String method, JsonNode operation);
    }

    private void forEachOperation(String tag, Visitor visitor) {
        for (Map.Entry<String, JsonNode> path : api.root().get("paths").properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().get(method);
                if (operation != null && operation.at("/tags/0").asText().equals(tag)) {
                    visitor.visit(path.getKey(), method, operation);
                }
            }
        }
    }

    private void operation(String path, String method, JsonNode operation) {
        fold(
                3,
                operation.get("operationId").asText(),
                operation.get("summary").asText(),
                "<span class=\"method\">" + method.toUpperCase(Locale.ROOT) + "</span> " + code(path));
        String scope = operation.path("x-scope").asText();
        if (!scope.isEmpty()) {
            html.append("<p class=\"soft\">Needs <code>").append(scope).append("</code>.</p>\n");
        }
        prose(operation.path("description").asText());
        parameters(api.root().get("paths").get(path).path("parameters"), operation.path("parameters"));
        request(operation.path("requestBody").path("content"));
        answers(operation.get("responses"));
        endFold();
    }

    private void parameters(JsonNode ofPath, JsonNode ofOperation) {
        if (ofPath.isEmpty() && ofOperation.isEmpty()) {
            return;
        }
        table("Parameter", "In", "Meaning");
        for (JsonNode list : List.of(ofPath, ofOperation)) {
            for (JsonNode reference : list) {
                JsonNode parameter = api.resolved(reference);
                row(
                        code(parameter.get("name").asText()),
                        Pages.escaped(parameter.get("in").asText()),
                        inline(parameter.path("description").asText()) + " <span class=\"soft\">"
                                + type(parameter.get("schema")) + "</span>");
            }
        }
        endTable();
    }

    private void request(JsonNode content) {
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            html.append("<p>Body: <code>").append(Pages.escaped(media.getKey())).append("</code>, ");
            html.append(type(media.getValue().get("schema"))).append("</p>\n");
            example(media.getValue());
        }
    }

    private void answers(JsonNode responses) {
        table("Answer", "", "Reason");
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            JsonNode response = api.resolved(entry.getValue());
            StringBuilder shapes = new StringBuilder();
            response.path("content").properties().forEach(media -> {
                String type = type(media.getValue().get("schema"));
                if (type.startsWith("<a") || type.startsWith("list")) {
                    shapes.append(type);
                }
            });
            row(
                    code(entry.getKey()),
                    shapes.toString(),
                    inline(response.get("description").asText()));
        }
        endTable();
        responses.properties().forEach(response -> {
            if (response.getKey().startsWith("2")) {
                api.resolved(response.getValue())
                        .path("content")
                        .properties()
                        .forEach(media -> example(media.getValue()));
            }
        });
    }

    private void example(JsonNode media) {
        JsonNode example = media.has("example")
                ? media.get("example")
                : media.path("examples").isEmpty()
                        ? null
                        : api.resolved(media.get("examples").iterator().next()).get("value");
        if (example != null) {
            html.append("<pre>").append(Pages.escaped(pretty(example))).append("</pre>\n");
        }
    }

    private static String pretty(JsonNode example) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(example);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void shapes() {
        fold(2, "shapes", "Shapes", "What bodies and answers are made of.");
        for (Map.Entry<String, JsonNode> schema :
                api.root().at("/components/schemas").properties()) {
            fold(3, "shape-" + schema.getKey(), schema.getKey(), "");
            prose(schema.getValue().path("description").asText());
            shape(schema.getValue());
            endFold();
        }
        endFold();
    }

    private void shape(JsonNode schema) {
        if (schema.has("$ref")) {
            html.append("<p>").append(type(schema)).append("</p>\n");
        }
        schema.path("allOf").forEach(this::shape);
        if (schema.has("enum")) {
            html.append("<p>").append(type(schema)).append("</p>\n");
        }
        if (!schema.has("properties")) {
            return;
        }
        table("Field", "Type", "Meaning");
        schema.get("properties")
                .properties()
                .forEach(field -> row(
                        code(field.getKey()),
                        type(field.getValue()),
                        inline(field.getValue().path("description").asText())));
        endTable();
    }

    /** A schema in a few words, as HTML. */
    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = OpenApi.nameOf(schema);
            return "<a href=\"#shape-" + name + "\">" + name + "</a>";
        }
        if (schema.has("oneOf")) {
            return joined(schema.get("oneOf"), true);
        }
        if (schema.has("enum")) {
            return "<code>" + joined(schema.get("enum"), false) + "</code>";
        }
        String type = schema.path("type").isArray()
                ? joined(schema.get("type"), false)
                : schema.path("type").asText();
        if (schema.has("items")) {
            type = type.replace("array", "list of " + type(schema.get("items")));
            type = type.replaceFirst("^(list of .*) or null$", "$1, or null");
        }
        if (schema.has("format")) {
            type += " (" + Pages.escaped(schema.get("format").asText()) + ")";
        }
        if (schema.has("maxLength")) {
            type += ", at most " + schema.get("maxLength").asText() + " characters";
        }
        return type;
    }

    private String joined(JsonNode list, boolean types) {
        StringBuilder text = new StringBuilder();
        list.forEach(one ->
                text.append(text.isEmpty() ? "" : " or ").append(types ? type(one) : Pages.escaped(one.asText())));
        return text.toString();
    }

    private void problems() {
        fold(2, "problems", "Problems", "How the API refuses.");
        table("Type", "Status", "Meaning");
        for (ProblemType type : ProblemType.values()) {
            row(code(type.uri()), Integer.toString(type.status()), Pages.escaped(type.meaning()));
        }
        endTable();
        endFold();
        fold(2, "faults", "Codes of faults", "What can be wrong with a field.");
        table("Code", "Message");
        for (FaultCode code : FaultCode.values()) {
            row(code(code.label()), Pages.escaped(code.words().replace(",number}", "}")));
        }
        endTable();
        endFold();
    }

    private void table(String... heads) {
        html.append("<div class=\"table\"><table><tr>");
        for (String head : heads) {
            html.append("<th>").append(head).append("</th>");
        }
        html.append("</tr>\n");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(cell).append("</td>");
        }
        html.append("</tr>\n");
    }

    private void endTable() {
        html.append("</table></div>\n");
    }

    private void prose(String text) {
        for (String paragraph : text.split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                html.append("<p>").append(inline(paragraph)).append("</p>\n");
            }
        }
    }

    /** Text with `code` in it. */
    private static String inline(String text) {
        return Pages.escaped(text.strip()).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private static String code(String text) {
        return "<code>" + Pages.escaped(text) + "</code>";
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
