package app.grapevine.cli;

import app.grapevine.service.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What came of a command that was run on a service's data directory, in this process. */
record CommandRun(int status, String out, String err) {
    static CommandRun of(TestServer service, String command, String... more) {
        return of(service, service.port(), command, more);
    }

    /** @param port that the settings name */
    static CommandRun of(TestServer service, int port, String command, String... more) {
        Map<String, String> environment = Map.of(
                "GRAPEVINE_DATA_DIR",
                service.dataDirectory().toString(),
                "GRAPEVINE_PORT",
                Integer.toString(port),
                "GRAPEVINE_PUBLIC_URL",
                "https://go.example",
                "GRAPEVINE_ADMIN_KEY",
                TestServer.ADMIN_KEY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = new String[more.length + 1];
        args[0] = command;
        System.arraycopy(more, 0, args, 1, more.length);
        int status = Commands.run(new Surroundings(service.clock(), environment, print(out), print(err)), args);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
