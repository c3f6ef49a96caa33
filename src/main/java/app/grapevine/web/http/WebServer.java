package app.grapevine.web.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: Javalin on Jetty, its socket, its limits and its orderly stop. A request goes through the
 * handlers given as {@code ahead}, and what they leave, to Javalin's routes.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    /**
     * Twice what proxies send on in one line by default, so that a query of their 8 KB comes through beside a browser's headers;
     * longer URIs are answered 414, longer heads 431.
     */
    private static final int HEAD_BYTES = 16 * 1024;

    /** Room for the longest Location, of 8 KB, and for all else. */
    private static final int ANSWER_HEAD_BYTES = 16 * 1024;

    /** Connections that may wait to be accepted; Linux takes less where net.core.somaxconn says so. */
    private static final int BACKLOG = 4096;

    /**
     * What the kernel keeps of an answer that is not read, in bytes. Left to itself it takes megabytes of each who reads
     * nothing, and as long as it takes to copy them nobody else is answered.
     */
    private static final int SEND_BUFFER = 64 * 1024;

    /** Resting keep-alive connections are closed this soon when the server stops. */
    private static final int STOP_IDLE_MILLIS = 200;

    private final WebSettings settings;
    private final SecurityHeaders headers;
    private final Peers peers;
    private final ServerSocketChannel socket;
    private final Cuts cuts = new Cuts();
    private final Connections connections;
    private final StaticAnswers statics = new StaticAnswers();
    private final Javalin javalin;

    /**
     * Takes the port, so that it is known, and known to be free, before anything else is begun. Clients that
     * connect before {@link #start} wait.
     *
     * @param port 0 for any that is free
     * @throws UncheckedIOException if it cannot be had
     */
    public static ServerSocketChannel bind(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            if (address.isUnresolved()) {
                throw new UnknownHostException("no such host");
            }
            ServerSocketChannel socket = ServerSocketChannel.open();
            try {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                socket.bind(address, BACKLOG);
                return socket;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param headers of every answer
     * @param socket from {@link #bind}; closed with the server
     * @param routes all routes but those of errors and common headers, which are added here
     * @param ahead handlers that see a request before Javalin does, in this order, on the thread that read it: they must not
     *     wait; what they answer has the headers that they give it
     */
    public WebServer(
            WebSettings settings,
            SecurityHeaders headers,
            ServerSocketChannel socket,
            Peers peers,
            List<Routes> routes,
            List<Handler.Wrapper> ahead) {
        this.settings = settings;
        this.headers = headers;
        this.peers = peers;
        this.socket = socket;
        this.connections = new Connections(settings, peers, cuts);
        List<Routes> all = new ArrayList<>(List.of(new ApiHeaders(), new Problems()));
        all.addAll(routes);
        this.javalin = Javalin.create(config -> configure(config, all, ahead));
    }

    private void configure(JavalinConfig config, List<Routes> routes, List<Handler.Wrapper> ahead) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.appData(StaticAnswers.KEY, statics);
        config.jsonMapper(new JavalinJackson(Json.MAPPER, false));
        config.router.javaLangErrorHandler(WebServer::answer);
        config.jetty.modifyServer(server -> modify(server, ahead));
        config.jetty.modifyHttpConfiguration(WebServer::modify);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors(headers)));
        routes.forEach(one -> one.addTo(config.routes));
    }

    /** Whatever is still possible after an error of the virtual machine, such as a lack of memory. */
    private static void answer(HttpServletResponse response, Error error) {
        LOG.error("a request ended in an error of the virtual machine", error);
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR_500);
        response.setContentType(Problem.CONTENT_TYPE);
        try {
            response.getOutputStream().write(Json.bytes(Problems.plain(HttpStatus.INTERNAL_SERVER_ERROR_500)));
        } catch (IOException e) {
            LOG.debug("the client has gone", e);
        }
    }

    private void modify(Server server, List<Handler.Wrapper> ahead) {
        server.setStopTimeout(settings.stop().toMillis());
        server.setErrorHandler(new JettyErrors(headers));
        // In place of Javalin's StatisticsHandler, which costs every request and which nobody reads.
        server.setHandler((Handler) null);
        Handler.Singleton last = server;
        List<Handler.Wrapper> all = new ArrayList<>(List.of(new Framing()));
        all.addAll(ahead);
        all.add(new OddPaths());
        all.add(headers.ahead());
        all.add(new CrossOrigin(settings.origins()));
        all.add(statics);
        all.add(new EagerBodies());
        all.add(new Lanes(settings, peers, cuts));
        for (Handler.Wrapper wrapper : all) {
            last.setHandler(wrapper);
            last = wrapper;
        }
    }

    static void modify(HttpConfiguration http) {
        // Javalin's default lets ambiguous paths in (%2e%2e, %2f), which nothing but a pasted code needs.
        http.setUriCompliance(OddPaths.LET_IN);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setMaxResponseHeaderSize(ANSWER_HEAD_BYTES);
        http.setOutputBufferSize(DetachedResponse.MOST);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HeaderCaches(http, connections::count)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                ClientEndPoint endPoint = new ClientEndPoint(channel, selector, key, getScheduler());
                endPoint.setIdleTimeout(getIdleTimeout());
                return endPoint;
            }

            @Override
            protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
                return new ServerConnectorManager(executor, scheduler, selectors) {
                    @Override
                    public void accept(SelectableChannel channel, @Nullable Object attachment) {
                        if (connections.lets(channel)) {
                            super.accept(channel, attachment);
                        } else {
                            connections.refuse(channel);
                        }
                    }
                };
            }
        };
        connector.setIdleTimeout(settings.idle().toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        connector.addBean(new SlowClients(connector, settings, cuts, connections));
        connector.addBean(connections);
        try {
            connector.open(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /** How often somebody was cut off or refused since the start. */
    public long cuts(Cut cut) {
        return cuts.sum(cut);
    }

    /** How many are open. */
    public int connections() {
        return connections.count();
    }

    /** Begins to serve. */
    public void start() {
        javalin.start();
    }

    /** The port that is listened on. */
    public int port() {
        return port(socket);
    }

    public static int port(ServerSocketChannel socket) {
        return socket.socket().getLocalPort();
    }

    /** The server inside, for measuring and for comparing its routes with their description. */
    public Javalin javalin() {
        return javalin;
    }

    /** Takes no more connections, lets requests in flight end, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
