package app.grapevine.cli;

import app.grapevine.experiment.Experiment;
import app.grapevine.experiment.ExperimentException;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the service makes of visits of which it is known where they came from. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = {
            "Replay SparkToro's experiment of 2023 on visits without a referrer against the running service.",
            "The service must be started with GRAPEVINE_TRUSTED_PROXIES=127.0.0.1/32,::1/128 for it, as the visits"
                    + " come from many networks by X-Forwarded-For. Better not the one in use: the visits stay in its"
                    + " reports, under links with the tag experiment.",
            "Status 1 if one link for all gave a click a wrong channel, or one link per channel or share did not give"
                    + " every click the right one."
        })
final class ExperimentCommand implements Callable<Integer> {
    private static final int MOST_VISITS = 1000;

    private final Surroundings surroundings;

    @Option(names = "--url", paramLabel = "URL", description = "Where it listens; by default this machine, on port.")
    private @Nullable String url;

    @Option(names = "--key", paramLabel = "KEY", description = "An API key; by default admin.key of the settings.")
    private @Nullable String key;

    @Option(
            names = "--visits",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "Visits from each of the 16 places, 1 to " + MOST_VISITS + "; by default 100.")
    private int visits;

    ExperimentCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        if (visits < 1 || visits > MOST_VISITS) {
            throw new CommandRefusedException("--visits: must be from 1 to " + MOST_VISITS);
        }
        String secret = Optional.ofNullable(key)
                .or(() -> settings.get(KnownSettings.ADMIN_KEY))
                .orElseThrow(() -> new CommandRefusedException("experiment needs an API key: --key, or admin.key"));
        try {
            return new Experiment(ServiceAddress.of(url, settings), secret, visits).play(surroundings.out()) ? 0 : 1;
        } catch (ExperimentException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
