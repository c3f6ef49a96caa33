package app.grapevine.web.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** An answer that can be kept and given again. The array is not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record ApiAnswer(int status, @Nullable String location, String contentType, byte[] body) {
    public static ApiAnswer created(String location, Object value) {
        return new ApiAnswer(201, location, Json.CONTENT_TYPE, Json.bytes(value));
    }

    public static ApiAnswer ok(Object value) {
        return new ApiAnswer(200, null, Json.CONTENT_TYPE, Json.bytes(value));
    }

    public void send(Context ctx) {
        if (location != null) {
            ctx.header("Location", location);
        }
        ctx.status(status).contentType(contentType).result(body);
    }
}
