package app.grapevine.outgoing;

import app.grapevine.outgoing.CheckedAddresses.Names;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import app.grapevine.outgoing.CheckedAddresses.Vouching;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Asks addresses that people of this service named, from where this machine stands. So only public addresses are connected to, with
 * TLS and on its usual port, unless the operator vouches for the host; each is checked as the connection to it is made, see
 * {@link CheckedAddresses}. No redirect is followed, no cookie kept, no proxy asked. Safe for use by many threads.
 */
public final class CheckedAsker implements Asker, AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(15);
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;
    private static final int MOST_THREADS = 8;

    private final Vouching vouching;
    private final Duration timeout;
    private final int mostBytes;
    private final HttpClient client;

    /**
     * Starts it.
     *
     * @param agent how it calls itself
     * @param timeout from the question to the last byte of the answer
     * @param mostBytes of an answer
     */
    public CheckedAsker(Vouching vouching, String agent, Duration timeout, int mostBytes) {
        this.vouching = vouching;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        this.client = client(vouching, agent, timeout);
        try {
            client.start();
            // What is answered is for who asked: neither a redirect nor a challenge is acted on.
            client.getProtocolHandlers().clear();
        } catch (Exception e) {
            throw new IllegalStateException("the client of " + agent + " does not start", e);
        }
    }

    private static HttpClient client(Vouching vouching, String agent, Duration timeout) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 0);
        threads.setName(agent);
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setSslContextFactory(new SslContextFactory.Client());
        connector.setConnectTimeout(TO_CONNECT);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(new CheckedAddresses(vouching, Names.OF_MACHINE, threads));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, agent));
        client.setDestinationIdleTimeout(timeout.toMillis());
        return client;
    }

    /** Whether an address may be asked, as far as can be said without looking its host up. */
    public static boolean isFit(URI at, Vouching vouching) {
        String scheme = at.getScheme() == null ? "" : at.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!(tls || scheme.equals("http")) || at.getHost() == null || at.getRawUserInfo() != null) {
            return false;
        }
        int usual = tls ? TLS_PORT : PLAIN_PORT;
        int port = at.getPort() < 0 ? usual : at.getPort();
        return (tls && port == TLS_PORT) || vouching.vouchesFor(at.getHost(), port);
    }

    /** @throws PrivateHostException for an address that may not be asked */
    @Override
    public Answer get(URI at, Map<String, String> headers) throws IOException, InterruptedException {
        if (!isFit(at, vouching)) {
            throw new PrivateHostException();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request(at, headers).send(listener);
        // To close what was not read to its end ends the connection.
        try (InputStream body = listener.getInputStream()) {
            Response response = listener.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            byte[] bytes = body.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException("the answer has more than " + mostBytes + " bytes");
            }
            return new Answer(response.getStatus(), response.getHeaders().get(HttpHeader.RETRY_AFTER), bytes);
        } catch (ExecutionException | TimeoutException e) {
            throw failure(e);
        }
    }

    private Request request(URI at, Map<String, String> headers) throws IOException {
        try {
            return client.newRequest(at)
                    .timeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .headers(all -> headers.forEach(all::put));
        } catch (IllegalArgumentException e) {
            throw new IOException("its host is none", e);
        }
    }

    private static IOException failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrivateHostException) {
                return new PrivateHostException();
            }
        }
        return new IOException(why(e.getCause() == null ? e : e.getCause()), e);
    }

    /** In words of ours: those of the client may have the address with its query, in which some have their key. */
    private static String why(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "not in time";
        }
        if (cause instanceof UnknownHostException) {
            return "its host is not known";
        }
        if (cause instanceof SSLException) {
            return "its certificate is not good, or it has no TLS";
        }
        return cause instanceof ConnectException ? "nobody listens there" : "the connection broke off";
    }

    /** What is asked at this moment gets no answer. */
    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("a client does not end", e);
        }
    }
}
