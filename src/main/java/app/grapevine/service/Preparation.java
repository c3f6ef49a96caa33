package app.grapevine.service;

import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.site.DocsPages;
import app.grapevine.web.site.StaticFiles;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the virtual machine load and initialise what a server for HTTP is made of, on a thread of its own, while the database
 * is opened: a quarter of a start, and both are needed before it can listen. It starts a server that nobody is told
 * of, on a free port of this machine alone, and ends it.
 */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Thread thread = new Thread(Preparation::run, "preparation");

    private Preparation() {
        thread.setDaemon(true);
    }

    /** Begins it. Nobody need wait for its end, but who needs the same classes does, as long as that takes. */
    static void begin() {
        new Preparation().thread.start();
    }

    private static void run() {
        try (WebServer server = new WebServer(
                WebSettings.FEW,
                new SecurityHeaders(false),
                WebServer.bind("127.0.0.1", 0),
                new ClientAddress(List.of()),
                List.of(new StaticFiles(), new DocsPages()),
                List.of())) {
            server.start();
        } catch (RuntimeException e) {
            // The start takes a little longer, and is otherwise the same.
            LOG.debug("the server could not be prepared", e);
        }
    }
}
