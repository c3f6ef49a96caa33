package app.grapevine.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A {@link Crowd} on a machine that it shares with the service, as if it came from others: a process of its own that gets
 * what is left of the processors ({@code nice -n 19}). What the crowd costs the service is measured so, and not what it costs to be one.
 */
final class CrowdProcess implements AutoCloseable {
    private final Process process;
    private final Writer out;
    private final BufferedReader in;

    CrowdProcess(int port, int clients, int addresses) throws IOException {
        ProcessBuilder builder = ServerProcess.builder(
                Crowd.class.getName(),
                Map.of(),
                List.of(),
                List.of(String.valueOf(port), String.valueOf(clients), String.valueOf(addresses)));
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(builder.command());
        process = builder.command(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.outputWriter(StandardCharsets.US_ASCII);
        in = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** How many have a connection, and how often somebody has connected. */
    String count() throws IOException {
        out.write("count\n");
        out.flush();
        return in.readLine();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        out.close();
        process.waitFor();
    }
}
