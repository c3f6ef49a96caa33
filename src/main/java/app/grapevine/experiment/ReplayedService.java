package app.grapevine.experiment;

import app.grapevine.client.ServiceClient;
import app.grapevine.client.UnreachableException;
import app.grapevine.experiment.Snapshot.Key;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The running service, as a marketer's program and as people on the network see it. Used by one thread.
 *
 * <p>Every visit comes from a network of its own, in X-Forwarded-For, as visits do; from one network, they would be
 * taken for the burst of a mail scanner. The addresses are IPv6's for documentation (RFC 3849), one /48 a visit.
 */
final class ReplayedService {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    private static final int NETWORKS = 1 << 16;

    private final ServiceClient client;
    private int network;

    ReplayedService(URI url, String key) {
        this.client = new ServiceClient(url, key);
    }

    /** Issues a link, and gives its code. */
    String issue(String json) {
        HttpResponse<String> response = call(
                client.api("/links").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        String location = response.headers().firstValue("Location").orElse("");
        if (response.statusCode() != 201 || location.isEmpty()) {
            throw unexpected("a link could not be issued", response);
        }
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** What is reported of a link. */
    Snapshot report(String code) {
        HttpResponse<String> response =
                call(client.api("/stats?by=channel,tier&code=" + URLEncoder.encode(code, StandardCharsets.UTF_8))
                        .header("Accept", "text/csv")
                        .GET());
        if (response.statusCode() != 200) {
            throw unexpected("the report cannot be read", response);
        }
        List<Snapshot.Row> rows = CsvReader.builder().ofNamedCsvRecord(withoutMark(response.body())).stream()
                .map(ReplayedService::row)
                .toList();
        return new Snapshot(rows);
    }

    /** Of another version of the service, it may have none. */
    private static String withoutMark(String csv) {
        return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    }

    private static Snapshot.Row row(NamedCsvRecord line) {
        return new Snapshot.Row(
                new Key(line.getField("channel"), line.getField("tier")),
                number(line, "clicks"),
                number(line, "visitors"),
                number(line, "previews"),
                number(line, "bots") + number(line, "suppressed"),
                number(line, "darkBefore"));
    }

    private static long number(NamedCsvRecord line, String column) {
        return Long.parseLong(line.getField(column));
    }

    /** What is reported of a link once so many requests to it are recorded. */
    Snapshot reportOf(String code, long requests) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Snapshot snapshot = report(code);
            if (snapshot.recorded() >= requests) {
                return snapshot;
            }
            if (System.nanoTime() > deadline) {
                throw new ExperimentException("of " + requests + " requests to /" + code + " the service reports "
                        + snapshot.recorded() + " after " + PATIENCE.toSeconds() + " seconds");
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** A person's navigation, with what browsers say of it. */
    void visit(String code, Tap tap) {
        HttpRequest.Builder request = open(code + tap.query(), tap.headers("en-US,en;q=0.9"));
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 302) {
            throw unexpected("a visit to /" + code + " was not redirected", response);
        }
    }

    /** An app's fetch of a preview. */
    void preview(String code, String fetcher) {
        HttpResponse<String> response = send(open(code, Tap.fetchHeaders(fetcher)));
        if (response.statusCode() != 302 && response.statusCode() != 200) {
            throw unexpected("a preview of /" + code + " was refused", response);
        }
    }

    private HttpRequest.Builder open(String path, Map<String, String> headers) {
        network = (network + 1) % NETWORKS;
        HttpRequest.Builder request = client.open("/" + path)
                .header("X-Forwarded-For", "2001:db8:" + Integer.toHexString(network) + "::1")
                .GET();
        headers.forEach(request::header);
        return request;
    }

    /** A call of the API; one that the service's limit refuses is made again when it may be. */
    private HttpResponse<String> call(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request);
        while (response.statusCode() == 429) {
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            if (seconds > LONGEST_RETRY.toSeconds()) {
                throw unexpected("the service refuses further requests", response);
            }
            pause(Duration.ofSeconds(Math.max(1, seconds)));
            response = send(request);
        }
        return response;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request);
        } catch (UnreachableException e) {
            throw new ExperimentException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ExperimentException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ExperimentException("interrupted", e);
    }

    private static ExperimentException unexpected(String what, HttpResponse<String> response) {
        return new ExperimentException(what + ": " + response.statusCode() + " from " + response.uri()
                + (response.body().isBlank() ? "" : "\n" + response.body()));
    }
}
