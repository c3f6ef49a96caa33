package app.grapevine.cards;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.outgoing.CheckedAddresses;
import app.grapevine.outgoing.CheckedAddresses.Names;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Asks pages that marketers name what they say of themselves. Whoever names an address here has this machine ask it, from where it
 * stands: so only public addresses are connected to, on the ports of the web, unless the operator vouches for the host.
 *
 * <p>The guard stands where the connection is made ({@link CheckedAddresses}): all addresses of a name are checked and one of them is
 * connected to, so that neither a name that leads elsewhere a moment later nor a way to write an address that nobody thought of
 * comes past. Redirects are followed by hand, each as if somebody had named it, at most {@value #MOST_HOPS}. No cookies, no
 * credentials, no proxy; of an answer {@value #MOST_BYTES} bytes are read, after {@link #TIMEOUT} it is over, and no more than
 * {@value #AT_ONCE} are asked at once. Safe for use by many threads.
 */
public final class PageReader implements AutoCloseable {
    /** From the first look-up to the last byte, over all redirects. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    static final int MOST_BYTES = 1 << 20;
    static final int MOST_HOPS = 4;
    private static final int AT_ONCE = 4;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_THREADS = 16;
    private static final String FIELD = "destination";

    private final CardSettings settings;
    private final Duration timeout;
    private final HttpClient client;
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** One page at a time is taken apart: a megabyte of nothing but tags takes a hundred times as much. */
    private final ReentrantLock parsing = new ReentrantLock();

    public PageReader(CardSettings settings) {
        this(settings, Names.OF_MACHINE, new SslContextFactory.Client(), TIMEOUT);
    }

    /**
     * One that a test has in hand.
     *
     * @param names what hosts are called
     * @param tls whom to trust
     */
    PageReader(CardSettings settings, Names names, SslContextFactory.Client tls, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.client = client(settings, names, tls);
        if (settings.asksPages()) {
            start();
        }
    }

    private void start() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client of pages does not start", e);
        }
    }

    private static HttpClient client(CardSettings settings, Names names, SslContextFactory.Client tls) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 0);
        threads.setName("pages");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setSslContextFactory(tls);
        connector.setConnectTimeout(CONNECT);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(new CheckedAddresses(settings::vouchesFor, names, threads));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Grapevine-Cards"));
        client.setDestinationIdleTimeout(TIMEOUT.toMillis());
        return client;
    }

    /** Whether pages are asked at all here. */
    public boolean isOpen() {
        return settings.asksPages();
    }

    /** @throws RefusedException INVALID where the operator has no page asked */
    public void requireOpen() {
        if (!isOpen()) {
            throw RefusedException.invalid(FIELD, FaultCode.CARDS_OFF);
        }
    }

    /**
     * What the page at an address says of itself. Takes up to {@link #TIMEOUT}, and belongs into no transaction.
     *
     * @param address of http or https
     * @throws RefusedException INVALID saying why no page was had there; BUSY where too many are asked already
     */
    public PageCard read(String address) {
        requireOpen();
        if (!places.tryAcquire()) {
            throw new RefusedException(RefusedException.Reason.BUSY, "too many pages are asked at this moment");
        }
        try {
            URI first = PageUrl.of(address).orElseThrow(PageReader::unreachable);
            return follow(first, System.nanoTime() + timeout.toNanos());
        } finally {
            places.release();
        }
    }

    private PageCard follow(URI first, long deadline) {
        URI at = first;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            requireFit(at);
            Answer answer = ask(at, deadline);
            if (answer.card != null) {
                return answer.card;
            }
            at = at.resolve(PageUrl.of(answer.location).orElseThrow(PageReader::unreachable));
        }
        throw unreachable();
    }

    /** @param card of a page, or null where {@code location} says where it is */
    private record Answer(@Nullable PageCard card, String location) {}

    /** Scheme, host and port, of what was named and of each redirect alike. */
    private void requireFit(URI at) {
        String scheme = at.getScheme() == null ? "" : at.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!(tls || scheme.equals("http")) || at.getHost() == null || at.getRawUserInfo() != null) {
            throw unreachable();
        }
        int usual = tls ? 443 : 80;
        int port = at.getPort() < 0 ? usual : at.getPort();
        boolean isOfTheWeb = port == 80 || port == 443;
        if (!isOfTheWeb && !settings.vouchesFor(at.getHost(), port)) {
            throw RefusedException.invalid(FIELD, FaultCode.PRIVATE_PAGE);
        }
    }

    private Answer ask(URI at, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw unreachable();
        }
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request(at).timeout(left, TimeUnit.NANOSECONDS).send(listener);
        // To close what was not read to its end ends the connection.
        try (InputStream body = listener.getInputStream()) {
            return answer(at, listener.get(left, TimeUnit.NANOSECONDS), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable();
        } catch (ExecutionException | TimeoutException | IOException e) {
            throw isPrivate(e) ? RefusedException.invalid(FIELD, FaultCode.PRIVATE_PAGE) : unreachable();
        }
    }

    private Request request(URI at) {
        try {
            return client.newRequest(at).headers(all -> all.put(HttpHeader.ACCEPT, "text/html,application/xhtml+xml"));
        } catch (IllegalArgumentException e) {
            throw unreachable(); // what java.net takes for a host and nobody else does
        }
    }

    private Answer answer(URI at, Response response, InputStream body) throws IOException {
        int status = response.getStatus();
        String location = response.getHeaders().get(HttpHeader.LOCATION);
        if (status >= 300 && status < 400 && location != null) {
            return new Answer(null, location);
        }
        if (status < 200 || status >= 300) {
            throw RefusedException.invalid(FIELD, FaultCode.PAGE_REFUSED, Map.of("status", status));
        }
        String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String base = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!(base.equals("text/html") || base.equals("application/xhtml+xml"))) {
            throw RefusedException.invalid(FIELD, FaultCode.NOT_A_PAGE);
        }
        return new Answer(parsed(body.readNBytes(MOST_BYTES), charset(type), at.toString()), "");
    }

    private PageCard parsed(byte[] html, @Nullable String charset, String address) {
        parsing.lock();
        try {
            return PageTags.read(html, charset, address);
        } finally {
            parsing.unlock();
        }
    }

    /** Null where the head names none that this machine knows. */
    private static @Nullable String charset(@Nullable String type) {
        String named = type == null ? null : MimeTypes.getCharsetFromContentType(type);
        try {
            return named != null && Charset.isSupported(named) ? named : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static RefusedException unreachable() {
        return RefusedException.invalid(FIELD, FaultCode.PAGE_UNREACHABLE);
    }

    private static boolean isPrivate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrivateHostException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client of pages does not end", e);
        }
    }
}
