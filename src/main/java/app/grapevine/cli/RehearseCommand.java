package app.grapevine.cli;

import app.grapevine.ops.Settings;
import app.grapevine.service.App;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * A first and a second start on a directory of its own, each with a link that is made, tapped and reported, and
 * the end. With {@code -XX:ArchiveClassesAtExit} the virtual machine keeps what was loaded for it in an archive,
 * with which later starts take less time. Settings of this machine take no part in it.
 */
@Command(name = "rehearse", hidden = true, description = "Start, serve one link, and end, on nobody's data.")
final class RehearseCommand implements Callable<Integer> {
    private static final int KEY_BYTES = 24;
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0.0.20.86";

    private final Surroundings surroundings;
    private final HttpClient client = HttpClient.newHttpClient();

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        Path directory = Files.createTempDirectory("grapevine-rehearsal-");
        try {
            Settings settings = Settings.of(
                    Map.of("host", "127.0.0.1", "port", "0", "data.dir", directory.toString(), "admin.key", key));
            play(settings, key, "first");
            play(settings, key, "second");
        } finally {
            delete(directory);
        }
        surroundings.out().println("rehearsed");
        return 0;
    }

    private void play(Settings settings, String key, String code) throws IOException, InterruptedException {
        try (App app = App.start(settings, surroundings.clock(), new PrintStream(OutputStream.nullOutputStream()))) {
            String link = "{\"destination\":\"https://example.com/\",\"channel\":\"instagram\",\"code\":\"%s\"}";
            ask(app, key, "/api/v1/links", 201, BodyPublishers.ofString(link.formatted(code)));
            ask(app, null, "/" + code, 302, null);
            ask(app, key, "/api/v1/stats?by=channel&code=" + code, 200, null);
            ask(app, null, "/dashboard", 200, null);
        }
    }

    private void ask(App app, @Nullable String key, String path, int expected, HttpRequest.@Nullable BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(app.url().resolve(path)).header("User-Agent", PHONE);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json").POST(body);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new CommandRefusedException(
                    path + " was answered " + answer.statusCode() + " in place of " + expected);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
