package app.grapevine.service;

import static app.grapevine.ops.KnownSettings.API_ORIGINS;
import static app.grapevine.ops.KnownSettings.CACHE_LINKS;
import static app.grapevine.ops.KnownSettings.CARDS_FETCH;
import static app.grapevine.ops.KnownSettings.CARDS_HOSTS;
import static app.grapevine.ops.KnownSettings.CHANNELS_FILE;
import static app.grapevine.ops.KnownSettings.CURRENCY;
import static app.grapevine.ops.KnownSettings.DATABASE_CONNECTIONS;
import static app.grapevine.ops.KnownSettings.DATABASE_PASSWORD;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_IDLE;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_LOCK;
import static app.grapevine.ops.KnownSettings.DATABASE_TIMEOUT_STATEMENT;
import static app.grapevine.ops.KnownSettings.DATABASE_URL;
import static app.grapevine.ops.KnownSettings.DATABASE_USER;
import static app.grapevine.ops.KnownSettings.DATA_DIR;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_ALLOWED;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_BLOCKED;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_OTHERS;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_PRIVATE;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_SCHEMES;
import static app.grapevine.ops.KnownSettings.DESTINATIONS_SHORTENERS;
import static app.grapevine.ops.KnownSettings.DOMAINS;
import static app.grapevine.ops.KnownSettings.FILES_DIR;
import static app.grapevine.ops.KnownSettings.GEO_DATABASE;
import static app.grapevine.ops.KnownSettings.HOST;
import static app.grapevine.ops.KnownSettings.IMPORT_FETCH;
import static app.grapevine.ops.KnownSettings.IMPORT_HOSTS;
import static app.grapevine.ops.KnownSettings.JOURNAL_MAX_BYTES;
import static app.grapevine.ops.KnownSettings.JOURNAL_SYNC;
import static app.grapevine.ops.KnownSettings.LIMIT_API;
import static app.grapevine.ops.KnownSettings.LIMIT_CONNECTIONS;
import static app.grapevine.ops.KnownSettings.LIMIT_CONNECTIONS_ADDRESS;
import static app.grapevine.ops.KnownSettings.LIMIT_FAILURES;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_DAY;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_LINK;
import static app.grapevine.ops.KnownSettings.LIMIT_FORWARDS_MINUTE;
import static app.grapevine.ops.KnownSettings.LIMIT_LINKS;
import static app.grapevine.ops.KnownSettings.LIMIT_PASSWORDS;
import static app.grapevine.ops.KnownSettings.LIMIT_PASSWORDS_LINK;
import static app.grapevine.ops.KnownSettings.LIMIT_REPORTS;
import static app.grapevine.ops.KnownSettings.LIMIT_UNKNOWN;
import static app.grapevine.ops.KnownSettings.LINKS_PERSONAL;
import static app.grapevine.ops.KnownSettings.LINKS_QUERY;
import static app.grapevine.ops.KnownSettings.LINKS_UTM_MEDIUM;
import static app.grapevine.ops.KnownSettings.LINKS_UTM_MEDIUM_PUBLIC;
import static app.grapevine.ops.KnownSettings.LOG_FORMAT;
import static app.grapevine.ops.KnownSettings.MAIL_FROM;
import static app.grapevine.ops.KnownSettings.MAIL_HOST;
import static app.grapevine.ops.KnownSettings.MAIL_PASSWORD;
import static app.grapevine.ops.KnownSettings.MAIL_PORT;
import static app.grapevine.ops.KnownSettings.MAIL_TLS;
import static app.grapevine.ops.KnownSettings.MAIL_USER;
import static app.grapevine.ops.KnownSettings.PRIVACY_CONTACT;
import static app.grapevine.ops.KnownSettings.PUBLIC_URL;
import static app.grapevine.ops.KnownSettings.REPORTS_SMALL_CELLS;
import static app.grapevine.ops.KnownSettings.RETENTION_AUDIT_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_CLICKS_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_SIGNALS_DAYS;
import static app.grapevine.ops.KnownSettings.RETENTION_WEBHOOKS_DAYS;
import static app.grapevine.ops.KnownSettings.TRUSTED_PROXIES;
import static app.grapevine.ops.KnownSettings.UNKNOWN_HOST;
import static app.grapevine.ops.KnownSettings.UNUSUAL_AGENTS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_AGENTS_MINUTE;
import static app.grapevine.ops.KnownSettings.UNUSUAL_MARKS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_REFERRERS_HOUR;
import static app.grapevine.ops.KnownSettings.UNUSUAL_REPEATS_MINUTE;
import static app.grapevine.ops.KnownSettings.UNUSUAL_SHARE_PERCENT;
import static app.grapevine.ops.KnownSettings.WEBHOOKS_HOSTS;

import app.grapevine.campaigns.Utm;
import app.grapevine.cards.CardSettings;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.clicks.UnusualSettings;
import app.grapevine.hostlists.HostListSettings;
import app.grapevine.hostlists.HostLists;
import app.grapevine.journal.JournalSettings;
import app.grapevine.links.DestinationSettings;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.mail.MailSettings;
import app.grapevine.mail.Sender;
import app.grapevine.moves.FetchSettings;
import app.grapevine.ops.LogFormat;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.Countries;
import app.grapevine.redirect.RedirectSettings;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.DatabaseTimeouts;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.site.DomainFiles;
import app.grapevine.web.visit.PrivacySettings;
import app.grapevine.webhooks.WebhookSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the settings are to each feature: the one place where a value goes from its key to what it sets. */
public final class FeatureSettings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SEGMENTS = 8;

    private FeatureSettings() {}

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
        return settings.hand(
                DATABASE_URL,
                url -> new DatabaseSettings(
                        url.orElse(embedded.url()),
                        settings.get(DATABASE_USER).orElse(null),
                        settings.get(DATABASE_PASSWORD).orElse(null),
                        settings.get(DATABASE_CONNECTIONS),
                        PATIENCE,
                        timeouts(settings)));
    }

    private static DatabaseTimeouts timeouts(Settings settings) {
        return new DatabaseTimeouts(
                Duration.ofSeconds(settings.get(DATABASE_TIMEOUT_LOCK)),
                Duration.ofSeconds(settings.get(DATABASE_TIMEOUT_STATEMENT)),
                Duration.ofSeconds(settings.get(DATABASE_TIMEOUT_IDLE)));
    }

    /** @param port the port that was bound, for the default of {@code public.url} */
    static LinkSettings links(Settings settings, int port) {
        URI publicUrl = settings.get(PUBLIC_URL).orElseGet(() -> URI.create("http://localhost:" + port));
        return new LinkSettings(
                publicUrl,
                settings.get(DOMAINS),
                destinations(settings, port),
                settings.get(LINKS_PERSONAL).equals("allowed"),
                forwardQuery(settings.get(LINKS_QUERY)),
                new Utm.Media(settings.get(LINKS_UTM_MEDIUM), settings.get(LINKS_UTM_MEDIUM_PUBLIC)),
                settings.get(LIMIT_LINKS),
                settings.get(GEO_DATABASE).isPresent());
    }

    private static LinkDraft.ForwardQuery forwardQuery(String word) {
        return switch (word) {
            case "true" -> LinkDraft.ForwardQuery.ALL;
            case "false" -> LinkDraft.ForwardQuery.NONE;
            default -> LinkDraft.ForwardQuery.IDS;
        };
    }

    private static DestinationSettings destinations(Settings settings, int port) {
        return new DestinationSettings(
                settings.get(DESTINATIONS_PRIVATE).equals("allowed"),
                DestinationSettings.Listener.at(settings.get(HOST), port),
                hosts(settings),
                settings.get(DESTINATIONS_SCHEMES));
    }

    private static HostLists hosts(Settings settings) {
        boolean shortenersRefused = settings.get(DESTINATIONS_SHORTENERS).equals("refused");
        boolean othersRefused = settings.get(DESTINATIONS_OTHERS).equals("refused");
        List<Path> allowed = settings.get(DESTINATIONS_ALLOWED);
        if (othersRefused && allowed.isEmpty()) {
            throw DESTINATIONS_OTHERS.refused("refused needs " + DESTINATIONS_ALLOWED.name());
        }
        // Each alone first, so that the start names the setting whose file is no list.
        settings.hand(
                DESTINATIONS_ALLOWED, files -> new HostLists(new HostListSettings(List.of(), files, false, false)));
        return settings.hand(
                DESTINATIONS_BLOCKED,
                files -> new HostLists(new HostListSettings(files, allowed, shortenersRefused, othersRefused)));
    }

    /** By which server letters go out; empty where there is none. @param self the host that this service is reached by */
    static Optional<MailSettings> mail(Settings settings, String self) {
        Optional<String> host = settings.get(MAIL_HOST);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        Sender from = settings.hand(
                MAIL_FROM,
                given -> Sender.of(given.orElseThrow(
                        () -> new IllegalArgumentException("must be given with " + MAIL_HOST.name()))));
        return Optional.of(settings.hand(
                MAIL_USER,
                user -> new MailSettings(
                        host.get(),
                        settings.get(MAIL_PORT),
                        MailSettings.Tls.valueOf(settings.get(MAIL_TLS).toUpperCase(Locale.ROOT)),
                        user.orElse(null),
                        settings.get(MAIL_PASSWORD).orElse(null),
                        from,
                        self)));
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
        return new StatsSettings(
                settings.get(CURRENCY).getCurrencyCode(), new SmallCells(settings.get(REPORTS_SMALL_CELLS)));
    }

    static UnusualSettings unusual(Settings settings) {
        return new UnusualSettings(
                settings.get(UNUSUAL_AGENTS_MINUTE),
                settings.get(UNUSUAL_AGENTS_HOUR),
                settings.get(UNUSUAL_REFERRERS_HOUR),
                settings.get(UNUSUAL_MARKS_HOUR),
                settings.get(UNUSUAL_REPEATS_MINUTE),
                settings.get(UNUSUAL_SHARE_PERCENT));
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

    static WebhookSettings webhooks(Settings settings) {
        return new WebhookSettings(
                settings.get(WEBHOOKS_HOSTS), Duration.ofDays(settings.get(RETENTION_WEBHOOKS_DAYS)));
    }

    static CardSettings cards(Settings settings) {
        return new CardSettings(settings.get(CARDS_FETCH).equals("on"), settings.get(CARDS_HOSTS));
    }

    static FetchSettings fetches(Settings settings) {
        return new FetchSettings(settings.get(IMPORT_FETCH).equals("on"), settings.get(IMPORT_HOSTS));
    }

    static DomainFiles files(Settings settings, LinkSettings domains, SecurityHeaders headers) {
        return settings.hand(FILES_DIR, directory -> new DomainFiles(directory, domains::serves, headers));
    }

    static PrivacySettings privacy(Settings settings) {
        return new PrivacySettings(
                settings.get(RETENTION_CLICKS_DAYS),
                settings.get(RETENTION_SIGNALS_DAYS),
                settings.get(GEO_DATABASE).isPresent(),
                settings.get(PRIVACY_CONTACT));
    }

    static WebSettings web(Settings settings) {
        return WebSettings.DEFAULT
                .connections(settings.get(LIMIT_CONNECTIONS), settings.get(LIMIT_CONNECTIONS_ADDRESS))
                .origins(settings.get(API_ORIGINS));
    }

    static RateLimitSettings limits(Settings settings) {
        return new RateLimitSettings(
                settings.get(LIMIT_FAILURES),
                settings.get(LIMIT_API),
                settings.get(LIMIT_UNKNOWN),
                new RateLimitSettings.Forwards(
                        settings.get(LIMIT_FORWARDS_MINUTE),
                        settings.get(LIMIT_FORWARDS_DAY),
                        settings.get(LIMIT_FORWARDS_LINK)),
                settings.get(LIMIT_REPORTS),
                new RateLimitSettings.Passwords(settings.get(LIMIT_PASSWORDS), settings.get(LIMIT_PASSWORDS_LINK)));
    }
}
