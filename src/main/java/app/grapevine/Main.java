package app.grapevine;

import app.grapevine.cli.Commands;
import app.grapevine.cli.Surroundings;
import java.time.Clock;

/** Where the program begins: hands its surroundings to the commands. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(new Surroundings(Clock.systemUTC(), System.getenv(), System.out, System.err), args));
    }
}
