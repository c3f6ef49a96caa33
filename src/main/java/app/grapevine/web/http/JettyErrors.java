package app.grapevine.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * The answers to requests that Jetty refuses before they reach a handler: bad syntax, a URI or headers that are
 * too long. They look like all our errors, and repeat nothing of the request. Safe for use by many threads.
 */
final class JettyErrors implements Request.Handler {
    private final SecurityHeaders common;

    JettyErrors(SecurityHeaders common) {
        this.common = common;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object failure = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (failure instanceof HttpException http) {
            status = http.getCode();
            response.setStatus(status);
        } else if (failure instanceof TimeoutException) {
            status = HttpStatus.REQUEST_TIMEOUT_408;
            response.setStatus(status);
        }
        common.putInto(response.getHeaders()); // what was there is reset
        if (status < 400 || HttpStatus.hasNoBody(status)) {
            callback.succeeded();
            return true;
        }
        if (status == HttpStatus.UPGRADE_REQUIRED_426) {
            // Who begins with HTTP/2 without asking, as some proxies and load tests do (RFC 9110, 15.5.22).
            response.getHeaders().put(HttpHeader.UPGRADE, "HTTP/1.1").put(HttpHeader.CONNECTION, "upgrade, close");
        }
        String path = request.getHttpURI().getPath();
        boolean known = path != null && !path.equals("/badMessage");
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, Problems.RETRY_SECONDS);
        }
        Problem problem = known ? Problems.plain(status).at(path) : Problems.plain(status);
        boolean api = !known || Problems.isApi(path);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, api ? Problem.CONTENT_TYPE : Pages.CONTENT_TYPE);
        if (!api) {
            Pages.headers(Pages.CONTENT_SECURITY_POLICY).forEach(headers::put);
        }
        byte[] body =
                api ? Json.bytes(problem) : Pages.error(status, problem.title()).getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
