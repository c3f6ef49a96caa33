package app.grapevine.outgoing;

import app.grapevine.outgoing.CheckedAddresses.Names;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import app.grapevine.outgoing.CheckedAddresses.Vouching;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
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

    /** @return a {@link PrivateHostException} for an address that may not be asked */
    @Override
    public CompletableFuture<Answer> ask(URI at, Map<String, String> headers) {
        if (!isFit(at, vouching)) {
            return CompletableFuture.failedFuture(new PrivateHostException());
        }
        Request request;
        try {
            request = client.newRequest(at)
                    .timeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .headers(all -> headers.forEach(all::put));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException("its host is none", e));
        }
        return new CompletableResponseListener(request, mostBytes).send().handle((response, failure) -> {
            if (response == null) {
                throw new CompletionException(because(failure));
            }
            return new Answer(
                    response.getStatus(), response.getHeaders().get(HttpHeader.RETRY_AFTER), response.getContent());
        });
    }

    /** In words of ours: those of the client may have the address with its query, in which some have their key. */
    private IOException because(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrivateHostException) {
                return new PrivateHostException();
            }
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new IOException(why(cause), failure);
    }

    private String why(Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            return "the answer has more than " + mostBytes + " bytes";
        }
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
