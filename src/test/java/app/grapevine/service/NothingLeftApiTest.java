package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Database;
import app.grapevine.storage.TestDatabase;
import app.grapevine.webhooks.TestReceiver;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What was erased, or retention has taken, is in no file of a running service: journal, database and all, also where it waits to be told
 * to a receiver that does not take it.
 */
class NothingLeftApiTest {
    private static final String ADDRESS = "203.0.113.77";
    private static final String AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Marked-By-A-Needle/7.3";
    private static final String REFERRER = "a-needle-of-a-referrer.example";
    private static final String KEPT_AGENT = AGENT.replace("7.3", "8.4");
    /** A stretch of compressed content that is nowhere else. */
    private static final int PIECE = 20;

    private static final int PIECES_AT_LEAST = 4;
    private static final int VISITS = 40;

    private final Map<String, byte[]> needles = new TreeMap<>();

    private final TestReceiver receiver = new TestReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private TestServer start(Map<String, String> more) {
        Map<String, String> settings =
                new TreeMap<>(Map.of("trusted.proxies", "127.0.0.0/8", "webhooks.hosts", receiver.host()));
        settings.putAll(more);
        TestServer server = TestServer.start(settings);
        receiver.answers(TestReceiver.status(500));
        server.post(
                "/api/v1/webhooks",
                "{\"url\":\"" + receiver.url() + "\",\"events\":[\"click.recorded\",\"conversion.recorded\"]}");
        server.link("{'destination':'https://shop.example/','code':'erased','trackConversions':true}");
        server.link("{'destination':'https://shop.example/','code':'kept'}");
        return server;
    }

    private static HttpResponse<String> visit(TestServer server, String code, String agent) {
        return server.visit(
                "GET",
                "/" + code,
                "User-Agent",
                // Some networks append it.
                agent + " [ip:" + ADDRESS + "]",
                "X-Forwarded-For",
                ADDRESS,
                "Referer",
                "https://" + REFERRER + "/some/page?of=theirs");
    }

    /** Visits, a conversion, and what is looked for afterwards. */
    private void record(TestServer server, boolean converts) {
        for (int i = 0; i < VISITS; i++) {
            HttpResponse<String> answer = visit(server, "erased", AGENT);
            server.clock().advance(Duration.ofMillis(7_123));
            if (i == 0) {
                String location = answer.headers().firstValue("Location").orElseThrow();
                String click = location.substring(location.lastIndexOf('=') + 1);
                needles.put("click id", ascii(click));
                server.awaitRecorded();
                if (converts) {
                    server.post("/api/v1/conversions", "{\"clickId\":\"" + click + "\",\"event\":\"sale\"}");
                }
            }
        }
        server.awaitRecorded();
        Awaitility.await()
                .until(() ->
                        TestDatabase.count(server.database(), "webhook_messages WHERE event_type = 'click.recorded'")
                                == VISITS);
        needles.put("address", ascii(ADDRESS));
        needles.put("agent", ascii("Marked-By-A-Needle/7.3"));
        needles.put("referrer", ascii(REFERRER));
        putPieces(server.database());
        putSalts(server.dataDirectory());
        assertThat(found(server))
                .as("what is looked for can be found")
                .contains("agent", "referrer", "visits 0", "click id");
        assertThat(found(server)).contains("salt 0").doesNotContain("address");
        visit(server, "kept", KEPT_AGENT);
        server.awaitRecorded();
    }

    /** Of the columns in which visits lie, which are compressed, so that no text in them could be looked for. */
    private void putPieces(Database database) {
        List<byte[]> all = groups(database);
        int number = 0;
        for (byte[] content : all) {
            for (int at = 0; at + PIECE <= content.length; at += 4 * PIECE) {
                needles.put("visits " + number++, Arrays.copyOfRange(content, at, at + PIECE));
            }
        }
    }

    private static List<byte[]> groups(Database database) {
        return database.read(handle -> handle.createQuery("SELECT content FROM visit_groups")
                .mapTo(byte[].class)
                .list());
    }

    /** Visits to the other link, in the same app and seconds, are alike in part. */
    private void removePiecesOfOthers(TestServer server) {
        assertThat(server.ask("/clicks?code=erased").get("items")).isEmpty();
        List<String> live = groups(server.database()).stream()
                .map(content -> new String(content, StandardCharsets.ISO_8859_1))
                .toList();
        needles.entrySet()
                .removeIf(needle -> needle.getKey().startsWith("visits")
                        && live.stream()
                                .anyMatch(one ->
                                        one.contains(new String(needle.getValue(), StandardCharsets.ISO_8859_1))));
        needles.remove("referrer"); // they have it
        assertThat(needles).hasSizeGreaterThan(PIECES_AT_LEAST);
    }

    private void putSalts(Path directory) {
        byte[] salts = bytes(directory.resolve("salts"));
        int number = 0;
        for (int at = 0; at + 16 <= salts.length; at += 16) {
            byte[] piece = Arrays.copyOfRange(salts, at, at + 16);
            if (new String(piece, StandardCharsets.ISO_8859_1)
                            .chars()
                            .distinct()
                            .count()
                    > 10) {
                needles.put("salt " + number++, piece);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The names of what is in some file. */
    private Set<String> found(TestServer server) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(server.dataDirectory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String content = new String(bytes(file), StandardCharsets.ISO_8859_1);
                needles.forEach((name, needle) -> {
                    if (content.contains(new String(needle, StandardCharsets.ISO_8859_1))) {
                        found.add(name);
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // a segment of the journal that is done with
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Within the hour: what the service does now and then is done, and nobody visits but those of another link. */
    private void passAnHour(TestServer server) {
        for (int minutes = 0; minutes < 60; minutes += 20) {
            server.clock().advance(Duration.ofMinutes(20));
            visit(server, "kept", KEPT_AGENT);
            server.awaitRecorded();
            server.runJobs();
        }
    }

    @Test
    void whatWasErasedIsInNoFileWithinTheHour() {
        try (TestServer server = start(Map.of())) {
            record(server, true);
            needles.keySet().removeIf(name -> name.startsWith("salt"));
            JsonNode erasure = TestServer.json(server.post("/api/v1/erasures", "{\"link\":\"erased\"}"));
            passAnHour(server);
            assertThat(server.ask("/erasures/" + erasure.get("id").asText())
                            .get("visits")
                            .asInt())
                    .isEqualTo(VISITS);
            removePiecesOfOthers(server);
            Awaitility.await().untilAsserted(() -> assertThat(found(server)).isEmpty());
            assertThat(server.ask("/clicks?code=kept").get("items")).hasSize(4);
        }
    }

    @Test
    void whatRetentionHasTakenIsInNoFile() {
        try (TestServer server = start(Map.of("retention.clicks.days", "2", "retention.signals.days", "2"))) {
            record(server, false); // what led to a conversion would stay
            server.clock().advance(Duration.ofDays(4));
            passAnHour(server);
            removePiecesOfOthers(server);
            Awaitility.await().untilAsserted(() -> assertThat(found(server)).isEmpty());
            assertThat(server.ask("/stats?from=2026-01-01&to=2027-01-01&code=erased")
                            .get("total")
                            .get("clicks")
                            .asInt())
                    .as("sums stay")
                    .isEqualTo(VISITS);
        }
    }
}
