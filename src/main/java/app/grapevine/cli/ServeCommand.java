package app.grapevine.cli;

import app.grapevine.ops.Settings;
import app.grapevine.service.Announcements;
import app.grapevine.service.App;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Serves until the process is told to end, and then ends in order. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serve links, reports and the API.")
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = begin(surroundings);
        untilStopped(App.startAndPractise(settings, surroundings.clock(), surroundings.out()));
        return 0;
    }

    /** The settings, and the first line of a program that will serve. */
    static Settings begin(Surroundings surroundings) {
        Settings settings = surroundings.settings();
        new Announcements(settings, surroundings.out()).starting();
        return settings;
    }

    /** Waits until the process, or this thread, is told to end, and ends the service in order. */
    static void untilStopped(App app) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            app.close();
                            ended.countDown();
                        },
                        "grapevine-stop"));
        try {
            ended.await();
        } catch (InterruptedException e) {
            app.close();
            Thread.currentThread().interrupt();
        }
    }
}
