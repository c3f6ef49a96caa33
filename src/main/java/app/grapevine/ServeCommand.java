package app.grapevine;

import app.grapevine.ops.Settings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Serves until the process is told to end, and then ends in order. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serve links, reports and the API.")
final class ServeCommand implements Callable<Integer> {
    private final Main.Surroundings surroundings;

    ServeCommand(Main.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = Settings.load(surroundings.environment());
        App app = App.start(settings, surroundings.clock(), surroundings.out());
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
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
