package app.grapevine.moving;

import app.grapevine.moving.Source.Pause;
import app.grapevine.moving.SourceException.Why;
import app.grapevine.outgoing.Asker;
import app.grapevine.outgoing.CheckedAddresses.PrivateHostException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks one address, and nobody else: a redirect is refused, whatever it leads to. An answer is waited for a minute and may have
 * {@value #MOST_BYTES} bytes. Where the other side is busy (429, or 5xx), it is asked again after as long as it says, or after
 * pauses that grow, up to {@value #ATTEMPTS} times; where nothing of it has answered yet, once more at most, for then it is mostly
 * another address that is meant. Used by one thread.
 */
final class SourceClient implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(15);
    private static final Duration TO_ANSWER = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 64 << 20;
    private static final int ATTEMPTS = 8;
    private static final int ATTEMPTS_AT_FIRST = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Who asks for more has a quota of hours, for which the same command can be run again. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** How many answers are on their way at once: a source is somebody's service, and each may be {@link #MOST_BYTES} large. */
    static final int AT_ONCE = 4;

    private final Asker asker;
    private final String base;
    private final Map<String, String> headers;
    private final Clock clock;
    private final Pause pause;
    private final Map<String, CompletableFuture<Asker.Answer>> ahead = new LinkedHashMap<>();
    private int atOnce = AT_ONCE;
    private boolean hasAnswered;

    /** Asks whatever address is given, as somebody does at whose terminal the command is. */
    SourceClient(String base, Map<String, String> headers, Clock clock, Pause pause) {
        this(base, headers, new Anyone(), clock, pause);
    }

    /**
     * @param base what all paths are behind, without a slash at its end
     * @param headers of each request, among them the key
     */
    SourceClient(String base, Map<String, String> headers, Asker asker, Clock clock, Pause pause) {
        this.asker = asker;
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.clock = clock;
        this.pause = pause;
    }

    /** An answer with a status that is not for this class to handle. */
    record Answer(int status, byte[] body) {}

    /** The JSON at a path. @throws SourceException where there is none */
    JsonNode get(String path) throws InterruptedException {
        Answer answer = answer(path);
        if (answer.status != 200) {
            throw refused(path, answer.status);
        }
        return ForeignJson.tree(answer.body, at(path));
    }

    /**
     * Asks for what will be asked for next, the first {@value #AT_ONCE} of it, so that all is on its way while one is read. A source
     * that was busy is asked for less at once from then on.
     *
     * @param paths in the order in which they will be
     */
    void askAhead(List<String> paths) {
        List<String> next = paths.subList(0, Math.min(atOnce, paths.size()));
        forgetAhead(path -> !next.contains(path));
        next.forEach(path -> ahead.computeIfAbsent(path, this::ask));
    }

    private void forgetAhead(Predicate<String> which) {
        ahead.forEach((path, answer) -> {
            if (which.test(path)) {
                answer.cancel(true);
            }
        });
        ahead.keySet().removeIf(which);
    }

    /** The answer at a path, whatever its status but 3xx, 429 and 5xx. @throws SourceException where there is none */
    Answer answer(String path) throws InterruptedException {
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            Duration asked = null;
            try {
                Asker.Answer response = send(path);
                hasAnswered = true;
                int status = response.status();
                if (status / 100 == 3) {
                    throw new SourceException(
                            Why.NOT_THERE,
                            at(path) + " leads elsewhere (status " + status
                                    + "), and nobody but the address given is asked: give the address that it leads to");
                }
                if (status != 429 && status < 500) {
                    return new Answer(status, response.body());
                }
                trouble = "answered with status " + status;
                asked = retryAfter(response.retryAfter());
            } catch (PrivateHostException e) {
                throw new SourceException(
                        Why.PRIVATE,
                        base
                                + " is on this machine, in a private network or on an unusual port, where nobody is asked unless"
                                + " import.hosts names its host");
            } catch (IOException e) {
                trouble = e.getMessage() == null ? "does not answer" : "does not answer: " + e.getMessage();
            }
            if (attempt == (hasAnswered ? ATTEMPTS : ATTEMPTS_AT_FIRST)
                    || (asked != null && asked.compareTo(LONGEST_PAUSE) > 0)) {
                throw new SourceException(
                        Why.AWAY,
                        at(path) + " " + trouble
                                + (asked == null ? "" : " and asks to wait " + asked.toSeconds() + " s")
                                + "; run the same command again later, it goes on where it was");
            }
            forgetAhead(any -> true); // they will have been told the same
            atOnce = Math.max(1, atOnce / 2);
            pause.of(asked == null ? wait : asked);
            wait = wait.multipliedBy(2);
        }
    }

    private CompletableFuture<Asker.Answer> ask(String path) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept", "application/json");
        return asker.ask(URI.create(base + path), all);
    }

    private Asker.Answer send(String path) throws IOException, InterruptedException {
        CompletableFuture<Asker.Answer> before = ahead.remove(path);
        CompletableFuture<Asker.Answer> answer = before == null ? ask(path) : before;
        try {
            return answer.get(TO_ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the answer did not end within " + TO_ANSWER.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /** Java's own client: whoever gives the command could ask the address by another as well. */
    private static final class Anyone implements Asker {
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        @Override
        public CompletableFuture<Asker.Answer> ask(URI at, Map<String, String> headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(TO_ANSWER);
            headers.forEach(request::header);
            CompletableFuture<HttpResponse<byte[]>> sent =
                    http.sendAsync(request.build(), info -> new BoundedBody(MOST_BYTES));
            CompletableFuture<Asker.Answer> answer = sent.thenApply(response -> new Asker.Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.body()));
            answer.whenComplete((any, failure) -> {
                if (answer.isCancelled()) {
                    sent.cancel(true);
                }
            });
            return answer;
        }
    }

    /** Seconds, or a date (RFC 9110, 10.2.3); what is neither says nothing. */
    private @Nullable Duration retryAfter(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : atLeastNothing(Duration.between(
                            clock.instant(),
                            Instant.from(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))));
        } catch (DateTimeException e) {
            return FIRST_PAUSE;
        }
    }

    private static Duration atLeastNothing(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }

    /** What a status means to who gave address and key. */
    SourceException refused(String path, int status) {
        String why = switch (status) {
            case 401, 403 ->
                "does not take the key: is GRAPEVINE_IMPORT_KEY that of this address, with the right to" + " read?";
            case 404 -> "is not there: is this the address of the program itself, with its path?";
            default -> "answered with status " + status;
        };
        Why word = switch (status) {
            case 401, 403 -> Why.KEY_REFUSED;
            case 404 -> Why.NOT_THERE;
            default -> Why.OTHER;
        };
        return new SourceException(word, at(path) + " " + why);
    }

    /** An address that can be told: without its query, in which some have their key. */
    String at(String path) {
        int query = path.indexOf('?');
        return base + (query < 0 ? path : path.substring(0, query));
    }

    @Override
    public void close() {
        forgetAhead(any -> true); // Java 17's client ends with the last reference to it
    }
}
