package app.grapevine.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/** What the program has from outside. */
public record Surroundings(Clock clock, Map<String, String> environment, PrintStream out, PrintStream err) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
