package app.grapevine.cli;

import app.grapevine.base.SiteUrl;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the running service is that a command asks. */
final class ServiceAddress {
    private ServiceAddress() {}

    /**
     * @param url the option {@code --url}; without it, this machine and the port of the settings
     * @throws CommandRefusedException for what is no URL of http or https, and where neither says it
     */
    static URI of(@Nullable String url, Settings settings) {
        if (url == null && settings.get(KnownSettings.PORT) == 0) {
            throw new CommandRefusedException("the service runs on a port of its own choice: say where by --url");
        }
        String address = url == null ? "http://localhost:" + settings.get(KnownSettings.PORT) : url;
        try {
            URI uri = URI.create(address);
            if (SiteUrl.isHttp(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandRefusedException("--url must be such as http://localhost:8080, and is: " + address);
    }
}
