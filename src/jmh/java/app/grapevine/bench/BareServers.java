package app.grapevine.bench;

import io.javalin.Javalin;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** What a redirect costs that records nothing: the servers that Grapevine's is compared with. */
final class BareServers {
    private static final String LOCATION = "https://example.com/landing?utm_source=whatsapp&utm_medium=dark-social";

    private BareServers() {}

    /** A route of Javalin 7. */
    static final class JavalinRoute {
        public static void main(String[] args) {
            Javalin app = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                config.routes.get(
                        "/{code}",
                        ctx -> ctx.status(302)
                                .header("Location", LOCATION)
                                .header("Cache-Control", "private, no-store"));
            });
            app.start();
            System.out.println("listening on http://localhost:" + app.port());
        }
    }

    /** A Jetty handler on a thread of the pool. */
    static final class JettyBlocking {
        public static void main(String[] args) throws Exception {
            serve(new Redirect(org.eclipse.jetty.util.thread.Invocable.InvocationType.BLOCKING));
        }
    }

    /** A Jetty handler on the thread that read the request. */
    static final class JettyNonBlocking {
        public static void main(String[] args) throws Exception {
            serve(new Redirect(org.eclipse.jetty.util.thread.Invocable.InvocationType.NON_BLOCKING));
        }
    }

    private static void serve(Handler handler) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        System.out.println("listening on http://localhost:" + connector.getLocalPort());
    }

    private static final class Redirect extends Handler.Abstract {
        Redirect(InvocationType type) {
            super(type);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(302);
            response.getHeaders()
                    .put(HttpHeader.LOCATION, LOCATION)
                    .put(HttpHeader.CACHE_CONTROL, "private, no-store")
                    .put(HttpHeader.CONTENT_LENGTH, 0L);
            response.write(true, null, callback);
            return true;
        }
    }

    /** One of the prepared requests, at random. */
    static byte[] any(byte[][] requests) {
        return requests[ThreadLocalRandom.current().nextInt(requests.length)];
    }
}
