package app.grapevine.webhooks;

import app.grapevine.outgoing.CheckedAddresses.Names;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Sends messages, signed, see {@link Posting}. Safe for use by many threads. */
final class Sender implements AutoCloseable {
    private final Posting posting;
    private final Clock clock;

    Sender(WebhookSettings settings, Clock clock) {
        this(new Posting(settings, clock), clock);
    }

    private Sender(Posting posting, Clock clock) {
        this.posting = posting;
        this.clock = clock;
    }

    /**
     * One that a test has in hand.
     *
     * @param names what hosts are called
     * @param tls whom to trust
     */
    Sender(WebhookSettings settings, Clock clock, Names names, SslContextFactory.Client tls, Duration timeout) {
        this(new Posting(settings, clock, names, tls, timeout), clock);
    }

    /** By what it posts. */
    Posting posting() {
        return posting;
    }

    /** Sends a message once. The outcome never fails. */
    CompletableFuture<Outcome> send(String url, String id, String body, List<SigningSecret> secrets) {
        long seconds = clock.instant().getEpochSecond();
        String signatures =
                secrets.stream().map(secret -> secret.sign(id, seconds, body)).collect(Collectors.joining(" "));
        return posting.post(
                url,
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature", signatures),
                body);
    }

    @Override
    public void close() {
        posting.close();
    }
}
