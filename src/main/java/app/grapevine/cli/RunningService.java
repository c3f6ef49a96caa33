package app.grapevine.cli;

import app.grapevine.client.UnreachableException;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.web.admin.DeclinedException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that ask the service where it runs, and else do themselves what it would do. */
final class RunningService {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the running service listens. Default: this machine, and the port of the settings.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An admin's API key for the running service. Default: the setting admin.key.")
    private @Nullable String key;

    /** What the command does itself. */
    interface Here<T> {
        T run(OpenDatabase open) throws InterruptedException;
    }

    /** What it has the service do. */
    interface There<T> {
        T ask(URI service, String key) throws InterruptedException;
    }

    /**
     * Does it here, unless the options name a service, or one holds the data directory.
     *
     * @throws CommandRefusedException where the service cannot be asked, or does not do it
     */
    <T> T hereOrThere(Settings settings, Here<T> here, There<T> there) throws InterruptedException {
        OpenDatabase taken;
        try {
            taken = url == null ? OpenDatabase.of(settings) : null;
        } catch (DataDirectory.InUseException e) {
            taken = null;
        }
        if (taken == null) {
            return there(settings, there);
        }
        try (OpenDatabase open = taken) {
            open.database().migrate();
            return here.run(open);
        }
    }

    private <T> T there(Settings settings, There<T> there) throws InterruptedException {
        URI service = ServiceAddress.of(url, settings);
        String secret = key != null
                ? key
                : settings.get(KnownSettings.ADMIN_KEY)
                        .orElseThrow(() -> new CommandRefusedException(
                                "the service runs: give an admin's API key by --key or the setting admin.key"));
        try {
            return there.ask(service, secret);
        } catch (DeclinedException | UnreachableException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** That a service went away that was about something, which it goes on with when it is back. @param path of the API */
    static CommandRefusedException goneAway(UnreachableException e, String path) {
        return new CommandRefusedException(
                e.getMessage() + "; the service goes on with it by itself when it is back: ask for /api/v1/" + path);
    }
}
