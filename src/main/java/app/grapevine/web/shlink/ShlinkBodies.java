package app.grapevine.web.shlink;

import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Set;

/**
 * Bodies as Shlink reads them: JSON, whatever their type says, for some clients say that it is plain text; an empty one is an empty
 * object; and fields that nobody knows are ignored, for clients of several versions send them.
 */
final class ShlinkBodies {
    private ShlinkBodies() {}

    /** @throws app.grapevine.web.http.ProblemException 400, 413 */
    static JsonNode json(Context ctx) {
        byte[] body = Bodies.bytes(ctx, Bodies.LIMIT);
        return body.length == 0 ? Json.MAPPER.createObjectNode() : Bodies.parse(body);
    }

    /** @throws app.grapevine.base.RefusedException INVALID if {@code body} is no object */
    static Fields known(JsonNode body, Set<String> names) {
        return Fields.of(body instanceof ObjectNode object ? object.deepCopy().retain(names) : body);
    }
}
