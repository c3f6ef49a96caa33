package app.grapevine.cli;

import app.grapevine.ops.Logging;
import app.grapevine.ops.Settings;
import app.grapevine.service.FeatureSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/** What the program has from outside. */
public record Surroundings(Clock clock, Map<String, String> environment, PrintStream out, PrintStream err) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /**
     * The settings of this process; from now on its log is written as they say.
     *
     * @throws app.grapevine.ops.SettingsException for what is wrong
     */
    Settings settings() {
        Settings settings = Settings.load(environment);
        Logging.use(FeatureSettings.log(settings));
        return settings;
    }
}
