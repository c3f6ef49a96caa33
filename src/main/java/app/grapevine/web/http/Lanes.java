package app.grapevine.web.http;

import app.grapevine.base.Subscriber;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands requests that may wait, for the database or for their client, to threads of their own: what recipients meet to one
 * lane, the API and the dashboard to another. The server's own threads read requests and write answers, and never wait, so
 * that whatever the others wait for, a redirect does not.
 */
final class Lanes extends Handler.Wrapper {
    /** So many requests may come one behind the other, unanswered; then the connection is closed. */
    private static final int PIPELINED = 16;

    private static final String SENT = Lanes.class.getName();

    private final Peers peers;
    private final Cuts cuts;
    private final Lane recipients;
    private final Lane others;

    Lanes(WebSettings settings, Peers peers, Cuts cuts) {
        this.peers = peers;
        this.cuts = cuts;
        recipients = new Lane("recipients", settings.threads(), settings.waiting(), settings.perClient());
        others = new Lane("api", settings.threads(), settings.waiting(), settings.perClient());
        installBean(recipients);
        installBean(others);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        Lane lane = Problems.isApi(path) || path.startsWith("/dashboard") ? others : recipients;
        String client =
                Subscriber.of(peers.of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders()));
        if (isPipelinedTooLong(request.getConnectionMetaData())) {
            cuts.count(Cut.PIPELINED);
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        Callback answered = ClientEndPoint.of(request).inHand(callback);
        Cut refusal = lane.run(client, () -> handleHere(request, response, answered));
        if (refusal != null) {
            cuts.count(refusal);
            Response.writeError(request, response, answered, 503);
        }
        return true;
    }

    /**
     * What a connection has sent.
     *
     * @param bytes until the last of its requests that came here was read
     * @param unread how many requests were read since without a byte more: all of them were there
     */
    private record Sent(long bytes, int unread) {}

    private static boolean isPipelinedTooLong(ConnectionMetaData connection) {
        long bytes = connection.getConnection().getBytesIn();
        int unread = connection.getAttribute(SENT) instanceof Sent last && last.bytes == bytes ? last.unread + 1 : 0;
        connection.setAttribute(SENT, new Sent(bytes, unread));
        return unread >= PIPELINED;
    }

    private void handleHere(Request request, Response response, Callback callback) {
        DetachedResponse detached = new DetachedResponse(request, response, callback);
        try {
            if (!super.handle(request, detached, detached)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
