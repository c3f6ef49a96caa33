package app.grapevine.web.shlink;

import app.grapevine.web.http.SecurityHeaders;
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
 * Lets pages of any origin use Shlink's API with a key (Fetch Standard, section 3.2), as Shlink does: its web client is served
 * from elsewhere. Nothing that a browser sends of its own accord opens anything there, so that a page can do no more than the key
 * that was given to it. Immutable.
 */
public final class AnyOrigin extends Handler.Wrapper {
    private static final String API = ShlinkDoor.ROOT + "/";

    private static final HttpField ANY = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final HttpField EXPOSED =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
    private static final HttpField METHODS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE");
    private static final HttpField HEADERS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "X-Api-Key, Content-Type");
    /** In seconds: so long a browser need not ask again. */
    private static final HttpField REMEMBERED = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "3600");

    private final SecurityHeaders common;

    public AnyOrigin(SecurityHeaders common) {
        this.common = common;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getHttpURI().getPath().startsWith(API)) {
            return super.handle(request, response, callback);
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(ANY);
        if (!isPreflight(request)) {
            headers.put(EXPOSED);
            return super.handle(request, response, callback);
        }
        common.addTo(headers);
        headers.put(METHODS);
        headers.put(HEADERS);
        headers.put(REMEMBERED);
        response.setStatus(HttpStatus.NO_CONTENT_204);
        callback.succeeded();
        return true;
    }

    private static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
