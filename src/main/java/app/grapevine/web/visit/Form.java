package app.grapevine.web.visit;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.web.http.Bodies;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a form of ours posts: its fields, of several with one name the first. */
final class Form {
    private static final List<String> TYPES = List.of("application/x-www-form-urlencoded");

    private final Map<String, String> fields = new HashMap<>();

    private Form() {}

    /**
     * @param limit of the body, in bytes
     * @throws RefusedException INVALID for what is not UTF-8
     */
    static Form of(Context ctx, int limit) {
        Form form = new Form();
        String body = new String(Bodies.bytes(ctx, limit, TYPES), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.fields.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return form;
    }

    /** A field, which may be empty; null where it is not there. @throws RefusedException INVALID */
    @Nullable
    String field(String name) {
        String value = fields.get(name);
        try {
            return value == null ? null : URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(name, FaultCode.NOT_UTF_8);
        }
    }
}
