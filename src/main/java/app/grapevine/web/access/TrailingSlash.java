package app.grapevine.web.access;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes a path of the API with a slash at its end for the one without. It is answered there and then: a redirect would cost a
 * POST its body. Of short links a slash is kept, as their paths are looked up as they are.
 */
public final class TrailingSlash extends Handler.Wrapper {
    private static final String API = ApiRoutes.BASE + "/";

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (!path.endsWith("/") || !path.startsWith(API)) {
            return super.handle(request, response, callback);
        }
        HttpURI without =
                HttpURI.build(uri).path(path.substring(0, path.length() - 1)).asImmutable();
        return super.handle(Request.serveAs(request, without), response, callback);
    }
}
