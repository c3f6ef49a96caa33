package app.grapevine.cli;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where another program led with a link that it exported: a line of the table that stands beside the export. There the program's
 * {@code Location} stands as it was answered, and next to it what a browser asks for that is answered so (by Node.js 24's {@code
 * URL}); which is how a destination is written here.
 *
 * @param host here to which its host is brought
 * @param path with its query, as it is sent
 * @param agent of the visitor: {@code desktop}, {@code iphone} or {@code android}
 * @param location as a browser reads it; empty where a page of the program's own was answered
 */
record LedBefore(String host, String path, String agent, String location) {
    private static final Map<String, String> AGENTS =
            Map.of("desktop", TestAgents.DESKTOP, "iphone", TestAgents.IPHONE, "android", TestAgents.ANDROID);

    /** @param program by the folder of its export */
    static List<LedBefore> all(String program) {
        try (var lines = Files.lines(file(program, "locations.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new LedBefore(cells[0], cells[1], cells[2], cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of an export. */
    static Path file(String program, String name) {
        URL url = Objects.requireNonNull(LedBefore.class.getResource("/exports/" + program + "/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with where a service leads now; empty where it leads nowhere. */
    LedBefore now(TestServer service) {
        String now = service.visit("GET", path, "Host", host, "User-Agent", AGENTS.get(agent))
                .headers()
                .firstValue("Location")
                .orElse("");
        return new LedBefore(host, path, agent, now);
    }
}
