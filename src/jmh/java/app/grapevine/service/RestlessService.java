package app.grapevine.service;

import app.grapevine.ops.Settings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;

/**
 * The service, with all that is done now and then done again and again, for a benchmark that cannot wait for an hour.
 * Ends with the process that it runs in.
 */
public final class RestlessService {
    private static final Duration REST = Duration.ofMillis(50);

    private RestlessService() {}

    /**
     * Serves for ever.
     *
     * @param age of which its visits are to be; that much the clock is behind
     */
    public static void serve(Duration age, PrintStream out) throws InterruptedException {
        Clock clock = Clock.offset(Clock.systemUTC(), age.negated());
        App app = App.start(Settings.load(System.getenv()), clock, out);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
        while (true) {
            app.runJobs();
            Thread.sleep(REST.toMillis());
        }
    }
}
