package app.grapevine;

import app.grapevine.cli.Commands;
import app.grapevine.cli.Surroundings;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** Where the program begins: hands its surroundings to the commands. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) ->
                LoggerFactory.getLogger(Main.class).error("the thread {} ended by an error", thread.getName(), e));
        System.exit(Commands.run(new Surroundings(Clock.systemUTC(), System.getenv(), System.out, System.err), args));
    }
}
