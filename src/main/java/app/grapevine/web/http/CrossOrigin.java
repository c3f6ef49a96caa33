package app.grapevine.web.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pages of other origins use the API with a key (Fetch Standard, section 3.2): those that the operator names, letter by
 * letter, and no other. Never with a cookie: no answer has {@code Access-Control-Allow-Credentials}, and with a session's cookie
 * an origin that is not this service's is refused besides. Immutable.
 */
final class CrossOrigin extends Handler.Wrapper {
    private static final String API = "/api/";

    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Location, Retry-After, WWW-Authenticate, Content-Disposition, Idempotent-Replayed");
    private static final HttpField METHODS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE");
    private static final HttpField HEADERS = new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Grapevine-Pass, Idempotency-Key, If-None-Match, Last-Event-ID");
    /** In seconds: so long a browser need not ask again. */
    private static final HttpField REMEMBERED = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");

    private final Set<String> origins;

    /** @param origins as browsers write them: scheme and host in lower case, without the scheme's own port */
    CrossOrigin(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (origins.isEmpty() || !request.getHttpURI().getPath().startsWith(API)) {
            return super.handle(request, response, callback);
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(VARY);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            return super.handle(request, response, callback);
        }
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (!isPreflight(request)) {
            headers.put(EXPOSED);
            return super.handle(request, response, callback);
        }
        headers.put(METHODS);
        headers.put(HEADERS);
        headers.put(REMEMBERED);
        response.setStatus(HttpStatus.NO_CONTENT_204);
        callback.succeeded();
        return true;
    }

    private static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
