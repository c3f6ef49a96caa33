package app.grapevine.web.http;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON merge patches (RFC 7396). */
public final class MergePatch {
    /** What a patch may be sent as. */
    public static final List<String> CONTENT_TYPES = List.of("application/merge-patch+json", Json.CONTENT_TYPE);

    private MergePatch() {}

    /** {@code target}, which is changed, as {@code patch} makes it. */
    public static JsonNode apply(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode change = entry.getValue();
            if (change.isNull()) {
                target.remove(name);
            } else if (change.isObject()) {
                JsonNode present = target.get(name);
                ObjectNode inner = present instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
                target.set(name, apply(inner, change));
            } else {
                target.set(name, change);
            }
        });
        return target;
    }

    /**
     * A patch without the fields that cannot be changed and are not: so that a client can send back all that it
     * got, with one change in it.
     *
     * @param shown the resource as the API writes it
     * @param fixed the fields that cannot be changed
     * @throws RefusedException INVALID if the patch is no object, or changes one of these
     */
    public static ObjectNode withoutFixed(JsonNode patch, JsonNode shown, List<String> fixed) {
        if (!(patch instanceof ObjectNode object)) {
            throw RefusedException.invalid("", FaultCode.NOT_AN_OBJECT);
        }
        ObjectNode changes = object.deepCopy();
        Faults faults = new Faults();
        for (String name : fixed) {
            if (changes.has(name) && !changes.remove(name).equals(shown.get(name))) {
                faults.add(name, FaultCode.FIXED);
            }
        }
        faults.refuseIfAny();
        return changes;
    }
}
