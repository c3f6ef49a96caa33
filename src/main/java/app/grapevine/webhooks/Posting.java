package app.grapevine.webhooks;

import app.grapevine.outgoing.CheckedAddresses;
import app.grapevine.outgoing.CheckedAddresses.Names;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to addresses that others named: one POST each, without a thread that waits for the answer. It connects to no private
 * network, and without TLS to nobody, unless the operator vouches for the receiver. Redirects are not followed, cookies not kept,
 * proxies not asked; of an answer its status counts, whatever becomes of its body. After {@link #TIMEOUT} it is over, however little
 * comes in meanwhile. Safe for use by many threads.
 */
public final class Posting implements AutoCloseable {
    /** From the look-up of the name to the end of the answer. */
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Nobody reads what a receiver says; some of it is taken, so that the connection can be used again. */
    private static final int MOST_OF_ANSWER = 65_536;

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final int MOST_THREADS = 64;
    private static final int MOST_CONNECTIONS = 8;

    private final WebhookSettings settings;
    private final Clock clock;
    private final Duration timeout;
    private final HttpClient client;

    public Posting(WebhookSettings settings, Clock clock) {
        this(settings, clock, Names.OF_MACHINE, new SslContextFactory.Client(), TIMEOUT);
    }

    /**
     * One that a test has in hand.
     *
     * @param names what hosts are called
     * @param tls whom to trust
     */
    Posting(WebhookSettings settings, Clock clock, Names names, SslContextFactory.Client tls, Duration timeout) {
        this.settings = settings;
        this.clock = clock;
        this.timeout = timeout;
        this.client = client(settings, names, tls);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client of webhooks does not start", e);
        }
    }

    private static HttpClient client(WebhookSettings settings, Names names, SslContextFactory.Client tls) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("webhooks");
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
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Grapevine-Webhooks"));
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setDestinationIdleTimeout(TIMEOUT.toMillis());
        return client;
    }

    /** Posts an object once. The outcome never fails. @param object of maps, lists, texts, numbers and truths */
    public CompletableFuture<Outcome> post(String url, Map<String, ?> object) {
        try {
            return post(url, Map.of(), JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was to be posted is no JSON", e);
        }
    }

    /** Posts once. The outcome never fails. @param headers besides those of HTTP itself */
    CompletableFuture<Outcome> post(String url, Map<String, String> headers, String json) {
        URI receiver = URI.create(url);
        if (!receiver.getScheme().equals("https") && !settings.vouchesFor(receiver)) {
            return CompletableFuture.completedFuture(Outcome.of(Outcome.Kind.NOT_HTTPS));
        }
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        try {
            client.newRequest(receiver)
                    .method(HttpMethod.POST)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .headers(all -> headers.forEach(all::put))
                    .body(new BytesRequestContent("application/json", json.getBytes(StandardCharsets.UTF_8)))
                    .send(new Answer(outcome));
        } catch (IllegalArgumentException e) {
            // An address that an earlier version took, and that means no host.
            outcome.complete(Outcome.of(Outcome.Kind.UNKNOWN_HOST));
        }
        return outcome;
    }

    /** Takes some of an answer's body, and tells what came of it. */
    private final class Answer implements Response.Listener {
        private final CompletableFuture<Outcome> outcome;
        private long taken;

        Answer(CompletableFuture<Outcome> outcome) {
            this.outcome = outcome;
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            taken += content.remaining();
            content.position(content.limit());
            if (taken > MOST_OF_ANSWER) {
                var unused = response.abort(new TimeoutException("more than anybody reads"));
            }
        }

        @Override
        public void onComplete(Result result) {
            Response response = result.getResponse();
            outcome.complete(
                    response != null && response.getStatus() > 0 ? answered(response) : failed(result.getFailure()));
        }
    }

    private Outcome answered(Response response) {
        String text = response.getHeaders().get(HttpHeader.RETRY_AFTER);
        int status = response.getStatus();
        return Outcome.answered(status, text != null && (status == 429 || status == 503) ? wait(text) : null);
    }

    /** How long a receiver asks to be left alone: a number of seconds or a date (RFC 9110, section 10.2.3). */
    private @Nullable Duration wait(String text) {
        try {
            Duration wait = text.trim().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text.trim()))
                    : Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from));
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Outcome failed(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrivateHostException) {
                return Outcome.of(Outcome.Kind.PRIVATE_RECEIVER);
            }
            if (cause instanceof UnknownHostException) {
                return Outcome.of(Outcome.Kind.UNKNOWN_HOST);
            }
            if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return Outcome.of(Outcome.Kind.TIMEOUT);
            }
            if (cause instanceof SSLException) {
                return Outcome.of(Outcome.Kind.TLS);
            }
        }
        return Outcome.of(Outcome.Kind.UNREACHABLE);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client of webhooks does not end", e);
        }
    }
}
