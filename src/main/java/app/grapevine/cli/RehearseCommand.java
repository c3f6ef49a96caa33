package app.grapevine.cli;

import app.grapevine.client.ServiceClient;
import app.grapevine.ops.Settings;
import app.grapevine.service.App;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            ServiceClient service = new ServiceClient(app.url(), key);
            String link = "{\"destination\":\"https://example.com/\",\"channel\":\"instagram\",\"code\":\"%s\"}";
            BodyPublisher draft = BodyPublishers.ofString(link.formatted(code));
            HttpRequest.Builder issue = service.api("/links").header("Content-Type", "application/json");
            ask(service, issue.POST(draft), 201);
            ask(service, service.open("/" + code), 302);
            ask(service, service.api("/stats?by=channel&code=" + code), 200);
            ask(service, service.open("/dashboard"), 200);
        }
    }

    private static void ask(ServiceClient service, HttpRequest.Builder request, int expected)
            throws InterruptedException {
        HttpResponse<String> answer = service.send(request.header("User-Agent", PHONE));
        if (answer.statusCode() != expected) {
            throw new CommandRefusedException(
                    answer.uri().getPath() + " was answered " + answer.statusCode() + " in place of " + expected);
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
