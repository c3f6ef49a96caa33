package app.grapevine.web.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests whose body is coded in another way than {@code chunked}, and closes their connection: a proxy that
 * understands the coding otherwise, or passes it on unread, could take the end of one request for the beginning of the next
 * (RFC 9112, 6.1 and 11.2). Safe for use by many threads.
 */
final class Framing extends Handler.Wrapper {
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        String coding = headers.get(HttpHeader.TRANSFER_ENCODING);
        if (coding == null || (coding.equalsIgnoreCase("chunked") && isOnce(headers))) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
    }

    private static boolean isOnce(HttpFields headers) {
        return headers.getValuesList(HttpHeader.TRANSFER_ENCODING).size() == 1;
    }
}
