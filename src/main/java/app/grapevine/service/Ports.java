package app.grapevine.service;

import static app.grapevine.ops.KnownSettings.HOST;
import static app.grapevine.ops.KnownSettings.OPS_HOST;
import static app.grapevine.ops.KnownSettings.OPS_PORT;
import static app.grapevine.ops.KnownSettings.PORT;

import app.grapevine.ops.Settings;
import app.grapevine.ops.SettingsException;
import app.grapevine.web.http.WebServer;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/** Takes the ports that the settings name, before anything else is begun. */
public final class Ports {
    private Ports() {}

    /**
     * Takes the port.
     *
     * @throws SettingsException if it cannot be had
     */
    public static ServerSocketChannel bind(Settings settings) {
        try {
            return WebServer.bind(settings.get(HOST), settings.get(PORT));
        } catch (UncheckedIOException e) {
            throw new SettingsException(PORT.name() + " or " + HOST.name() + ": " + e.getMessage());
        }
    }

    /**
     * Takes the port of health and metrics; empty where they have none of their own.
     *
     * @throws SettingsException if it cannot be had
     */
    static Optional<ServerSocketChannel> bindOps(Settings settings) {
        try {
            return settings.get(OPS_PORT).map(port -> WebServer.bind(settings.get(OPS_HOST), port));
        } catch (UncheckedIOException e) {
            throw new SettingsException(OPS_PORT.name() + " or " + OPS_HOST.name() + ": " + e.getMessage());
        }
    }
}
