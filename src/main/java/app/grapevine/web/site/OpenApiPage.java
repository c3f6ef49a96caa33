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

/** The description of the API as a page that a person can read: plain HTML, no script. Used by one thread. */
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
        contents();
        for (JsonNode tag : api.root().get("tags")) {
            String name = tag.get("name").asText();
            html.append("<h2 id=\"")
                    .append(anchor(name))
                    .append("\">")
                    .append(Pages.escaped(name))
                    .append("</h2>\n");
            prose(tag.path("description").asText());
            forEachOperation(name, this::operation);
        }
        shapes();
        problems();
    }

    private void contents() {
        html.append("<nav><ul>\n");
        for (JsonNode tag : api.root().get("tags")) {
            forEachOperation(
                    tag.get("name").asText(),
                    (path, method, operation) -> html.append("<li><a href=\"#")
                            .append(operation.get("operationId").asText())
                            .append("\">")
                            .append(Pages.escaped(operation.get("summary").asText()))
                            .append("</a></li>\n"));
        }
        html.append("<li><a href=\"#shapes\">Shapes</a></li>\n<li><a href=\"#problems\">Problems</a></li>\n"
                + "<li><a href=\"#faults\">Codes of faults</a></li>\n");
        html.append("</ul></nav>\n");
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
        html.append("<section id=\"")
                .append(operation.get("operationId").asText())
                .append("\">\n<h3>");
        html.append(Pages.escaped(operation.get("summary").asText())).append("</h3>\n");
        html.append("<p><span class=\"method\">")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</span> <code>")
                .append(Pages.escaped(path))
                .append("</code>");
        String scope = operation.at("/security/0/key/0").asText();
        if (!scope.isEmpty()) {
            html.append(" <span class=\"soft\">needs <code>").append(scope).append("</code></span>");
        }
        html.append("</p>\n");
        prose(operation.path("description").asText());
        parameters(api.root().get("paths").get(path).path("parameters"), operation.path("parameters"));
        request(operation.path("requestBody").path("content"));
        answers(operation.get("responses"));
        html.append("</section>\n");
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
        html.append("<h2 id=\"shapes\">Shapes</h2>\n");
        for (Map.Entry<String, JsonNode> schema :
                api.root().at("/components/schemas").properties()) {
            html.append("<section id=\"shape-").append(schema.getKey()).append("\">\n<h3>");
            html.append(Pages.escaped(schema.getKey())).append("</h3>\n");
            prose(schema.getValue().path("description").asText());
            shape(schema.getValue());
            html.append("</section>\n");
        }
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
            type = type.replace("array", "list of ") + type(schema.get("items"));
            type = type.replaceFirst("^list of  or null(.*)$", "list of $1, or null");
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
        html.append("<h2 id=\"problems\">Problems</h2>\n");
        table("Type", "Status", "Meaning");
        for (ProblemType type : ProblemType.values()) {
            row(code(type.uri()), Integer.toString(type.status()), Pages.escaped(type.meaning()));
        }
        endTable();
        html.append("<h3 id=\"faults\">Codes of faults</h3>\n");
        table("Code", "Message");
        for (FaultCode code : FaultCode.values()) {
            row(code(code.label()), Pages.escaped(code.words().replace(",number}", "}")));
        }
        endTable();
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
