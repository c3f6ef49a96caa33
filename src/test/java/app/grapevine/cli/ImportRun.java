package app.grapevine.cli;

import app.grapevine.moving.FakeShlink;
import app.grapevine.service.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a command came to that was run on a service's database while the service was stopped. */
record ImportRun(int status, String out, String err) {
    /** Runs it, with {@link FakeShlink#KEY} as the key of its source, and starts the service again. */
    static ImportRun of(TestServer service, String... args) {
        service.stop();
        Map<String, String> environment = new HashMap<>(Map.of(
                "GRAPEVINE_DATA_DIR", service.dataDirectory().toString(),
                "GRAPEVINE_PORT", "0",
                "GRAPEVINE_PUBLIC_URL", "https://go.example",
                "GRAPEVINE_DOMAINS", "links.example",
                "GRAPEVINE_IMPORT_KEY", FakeShlink.KEY));
        if (service.databaseSettings().url().startsWith("jdbc:postgresql:")) {
            environment.put("GRAPEVINE_DATABASE_URL", service.databaseSettings().url());
            environment.put(
                    "GRAPEVINE_DATABASE_USER",
                    String.valueOf(service.databaseSettings().user()));
            environment.put(
                    "GRAPEVINE_DATABASE_PASSWORD",
                    String.valueOf(service.databaseSettings().password()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Commands.run(new Surroundings(service.clock(), environment, print(out), print(err)), args);
        service.restart();
        return new ImportRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
