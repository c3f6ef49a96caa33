package app.grapevine.service;

import static app.grapevine.ops.Settings.CACHE_LINKS;
import static app.grapevine.ops.Settings.CHANNELS_FILE;
import static app.grapevine.ops.Settings.CURRENCY;
import static app.grapevine.ops.Settings.DATABASE_CONNECTIONS;
import static app.grapevine.ops.Settings.DATABASE_PASSWORD;
import static app.grapevine.ops.Settings.DATABASE_URL;
import static app.grapevine.ops.Settings.DATABASE_USER;
import static app.grapevine.ops.Settings.DATA_DIR;
import static app.grapevine.ops.Settings.DESTINATIONS_PRIVATE;
import static app.grapevine.ops.Settings.DOMAINS;
import static app.grapevine.ops.Settings.GEO_DATABASE;
import static app.grapevine.ops.Settings.HOST;
import static app.grapevine.ops.Settings.JOURNAL_MAX_BYTES;
import static app.grapevine.ops.Settings.JOURNAL_SYNC;
import static app.grapevine.ops.Settings.LIMIT_API;
import static app.grapevine.ops.Settings.LIMIT_CONNECTIONS;
import static app.grapevine.ops.Settings.LIMIT_CONNECTIONS_ADDRESS;
import static app.grapevine.ops.Settings.LIMIT_FAILURES;
import static app.grapevine.ops.Settings.LIMIT_FORWARDS_DAY;
import static app.grapevine.ops.Settings.LIMIT_FORWARDS_LINK;
import static app.grapevine.ops.Settings.LIMIT_FORWARDS_MINUTE;
import static app.grapevine.ops.Settings.LIMIT_UNKNOWN;
import static app.grapevine.ops.Settings.LOG_FORMAT;
import static app.grapevine.ops.Settings.OPS_HOST;
import static app.grapevine.ops.Settings.OPS_PORT;
import static app.grapevine.ops.Settings.PORT;
import static app.grapevine.ops.Settings.PRIVACY_CONTACT;
import static app.grapevine.ops.Settings.PUBLIC_URL;
import static app.grapevine.ops.Settings.RETENTION_AUDIT_DAYS;
import static app.grapevine.ops.Settings.RETENTION_CLICKS_DAYS;
import static app.grapevine.ops.Settings.RETENTION_SIGNALS_DAYS;
import static app.grapevine.ops.Settings.TRUSTED_PROXIES;
import static app.grapevine.ops.Settings.UNKNOWN_HOST;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.journal.JournalSettings;
import app.grapevine.links.DestinationSettings;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.LogFormat;
import app.grapevine.ops.Settings;
import app.grapevine.ops.SettingsException;
import app.grapevine.privacy.Countries;
import app.grapevine.redirect.RedirectSettings;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.visit.PrivacySettings;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What the settings are to each feature: the one place where a value goes from its key to what it sets. */
public final class FeatureSettings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SEGMENTS = 8;

    private FeatureSettings() {}

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

    public static LogFormat log(Settings settings) {
        return LogFormat.valueOf(settings.get(LOG_FORMAT).toUpperCase(Locale.ROOT));
    }

    /** Whoever reaches the service does so by HTTPS where its public URL says so, for TLS is the proxy's. */
    static SecurityHeaders headers(Settings settings) {
        return new SecurityHeaders(settings.get(PUBLIC_URL)
                .map(url -> url.getScheme().equalsIgnoreCase("https"))
                .orElse(false));
    }

    public static DatabaseSettings database(Settings settings) {
        DatabaseSettings embedded = DatabaseSettings.embedded(settings.get(DATA_DIR));
        return new DatabaseSettings(
                settings.get(DATABASE_URL).orElse(embedded.url()),
                settings.get(DATABASE_USER).orElse(null),
                settings.get(DATABASE_PASSWORD).orElse(null),
                settings.get(DATABASE_CONNECTIONS),
                PATIENCE);
    }

    /** @param port the port that was bound, for the default of {@code public.url} */
    static LinkSettings links(Settings settings, int port) {
        URI publicUrl = settings.get(PUBLIC_URL).orElseGet(() -> URI.create("http://localhost:" + port));
        return new LinkSettings(publicUrl, settings.get(DOMAINS), destinations(settings, port));
    }

    private static DestinationSettings destinations(Settings settings, int port) {
        return new DestinationSettings(
                settings.get(DESTINATIONS_PRIVATE).equals("allowed"),
                DestinationSettings.Listener.at(settings.get(HOST), port));
    }

    static ChannelCatalogue channels(Settings settings) {
        return settings.hand(CHANNELS_FILE, file -> ChannelCatalogue.load(file.orElse(null)));
    }

    static Countries countries(Settings settings) {
        return settings.hand(GEO_DATABASE, file -> new Countries(file.orElse(null)));
    }

    static ClientAddress addresses(Settings settings) {
        return new ClientAddress(settings.get(TRUSTED_PROXIES));
    }

    /** @param dataDir the data directory, held by this process */
    static JournalSettings journal(Settings settings, Path dataDir) {
        long most = settings.get(JOURNAL_MAX_BYTES);
        return new JournalSettings(
                dataDir,
                JournalSettings.Sync.valueOf(settings.get(JOURNAL_SYNC).toUpperCase(Locale.ROOT)),
                most,
                (int) Math.min(JournalSettings.DEFAULT_SEGMENT_BYTES, most / SEGMENTS),
                JournalSettings.DEFAULT_WINDOW);
    }

    static RedirectSettings redirects(Settings settings) {
        return new RedirectSettings(
                settings.get(CACHE_LINKS), settings.get(UNKNOWN_HOST).equals("refuse"));
    }

    static StatsSettings stats(Settings settings) {
        return new StatsSettings(settings.get(CURRENCY).getCurrencyCode());
    }

    static RetentionSettings retention(Settings settings) {
        return new RetentionSettings(
                settings.get(RETENTION_SIGNALS_DAYS),
                settings.get(RETENTION_CLICKS_DAYS),
                settings.isGiven(RETENTION_CLICKS_DAYS));
    }

    /** How long the audit log is kept; empty for ever. */
    static Optional<Duration> audit(Settings settings) {
        return Optional.of(settings.get(RETENTION_AUDIT_DAYS))
                .filter(days -> days > 0)
                .map(Duration::ofDays);
    }

    static PrivacySettings privacy(Settings settings) {
        return new PrivacySettings(
                settings.get(RETENTION_CLICKS_DAYS),
                settings.get(RETENTION_SIGNALS_DAYS),
                settings.get(GEO_DATABASE).isPresent(),
                settings.get(PRIVACY_CONTACT));
    }

    static WebSettings web(Settings settings) {
        return WebSettings.DEFAULT.connections(
                settings.get(LIMIT_CONNECTIONS), settings.get(LIMIT_CONNECTIONS_ADDRESS));
    }

    static RateLimitSettings limits(Settings settings) {
        return new RateLimitSettings(
                settings.get(LIMIT_FAILURES),
                settings.get(LIMIT_API),
                settings.get(LIMIT_UNKNOWN),
                new RateLimitSettings.Forwards(
                        settings.get(LIMIT_FORWARDS_MINUTE),
                        settings.get(LIMIT_FORWARDS_DAY),
                        settings.get(LIMIT_FORWARDS_LINK)));
    }
}
