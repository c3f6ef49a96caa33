package app.grapevine.web.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** An answer that cannot be ended as it was begun. */
public final class Abort {
    private Abort() {}

    /**
     * Cuts the connection: an answer that breaks off must not look like one that is complete. The request then ends
     * as if its client had gone, which Javalin takes quietly; that of a request that was aborted it would log.
     */
    public static void connection(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
