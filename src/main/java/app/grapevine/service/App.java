package app.grapevine.service;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.conversions.Conversions;
import app.grapevine.demo.DemoMark;
import app.grapevine.journal.JournalSettings;
import app.grapevine.links.Campaigns;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.Health;
import app.grapevine.ops.Jobs;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Settings;
import app.grapevine.ops.SettingsException;
import app.grapevine.privacy.Countries;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.reattribution.ReattributionWorker;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.redirect.RedirectSettings;
import app.grapevine.redirect.Redirects;
import app.grapevine.rollups.Rollups;
import app.grapevine.security.Accounts;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Sessions;
import app.grapevine.stats.LinkTimings;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsSettings;
import app.grapevine.stats.Visits;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.AboutApi;
import app.grapevine.web.api.AccountsApi;
import app.grapevine.web.api.BulkApi;
import app.grapevine.web.api.CampaignsApi;
import app.grapevine.web.api.ChannelsApi;
import app.grapevine.web.api.ClicksApi;
import app.grapevine.web.api.ConversionsApi;
import app.grapevine.web.api.Idempotency;
import app.grapevine.web.api.KeysApi;
import app.grapevine.web.api.LinkReportsApi;
import app.grapevine.web.api.LinksApi;
import app.grapevine.web.api.LiveApi;
import app.grapevine.web.api.ReattributionsApi;
import app.grapevine.web.api.SessionApi;
import app.grapevine.web.api.ShareSetsApi;
import app.grapevine.web.api.SharingApi;
import app.grapevine.web.api.StatsApi;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.site.ApiMetrics;
import app.grapevine.web.site.DashboardFiles;
import app.grapevine.web.site.DocsPages;
import app.grapevine.web.site.OpsApi;
import app.grapevine.web.site.StaticFiles;
import app.grapevine.web.visit.RedirectRoutes;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: constructs everything once, in the order of need, and stops it in reverse. There is no
 * other place where one feature is handed to another.
 */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration SALTS = Duration.ofMinutes(15);
    private static final Duration COUNTRIES = Duration.ofMinutes(1);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final int SEGMENTS = 8;

    private final Settings settings;
    private final Clock clock;
    private final Metrics metrics = new Metrics();
    private final Health health = new Health();
    /** What is to be closed, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private @Nullable WebServer web;
    private URI url = URI.create("http://localhost");

    private App(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts the service, and prints {@code listening on <url>} to {@code out} when requests are served.
     *
     * @throws SettingsException for a setting that is wrong, a data directory or a port in use among them
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database cannot be reached
     */
    public static App start(Settings settings, Clock clock, PrintStream out) {
        App app = new App(settings, clock);
        try {
            app.compose(out);
            return app;
        } catch (RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private void compose(PrintStream out) {
        DataDirectory directory = opened(DataDirectory.take(settings.dataDir()));
        ServerSocketChannel socket = opened(bind());
        int port = WebServer.port(socket);
        URI publicUrl = settings.publicUrl(port);
        ClientAddress addresses = new ClientAddress(settings.trustedProxies());
        Countries countries = opened(countries());
        ChannelCatalogue channels = catalogue(settings);
        Attributor attributor = new Attributor(channels.all());

        Database database = opened(Database.open(OpenDatabase.databaseSettings(settings)));
        database.migrate();
        ChangeFeed feed = opened(new ChangeFeed(database));
        ApiKeys keys = new ApiKeys(database, clock);
        keys.ensureAdminKey(settings.adminKey()).ifPresent(secret -> announce(out, secret));
        Accounts accounts = new Accounts(database, clock);
        Sessions sessions = new Sessions(database, accounts, keys, clock);

        LinkSettings domains = new LinkSettings(publicUrl, settings.domains());
        Links links = new Links(database, feed, domains, channels, clock);
        Campaigns campaigns = new Campaigns(database, channels, clock);
        ShareSets shareSets = new ShareSets(database, feed, domains, channels, links, clock);
        Forwards forwards = new Forwards(database, feed, channels, links, shareSets, clock);

        Pseudonyms pseudonyms = new Pseudonyms(database, clock);
        pseudonyms.renewSalts();
        Rollups rollups = new Rollups(database);
        ClickIds clickIds = ClickIds.open(database);
        Clicks clicks = opened(Clicks.open(
                journal(settings, directory),
                database,
                attributor,
                channels.all(),
                rollups,
                clock,
                ServiceMetrics.commits(metrics)));
        Reattributions reattributions = new Reattributions(database, attributor, channels.all(), rollups, clock);
        ReattributionWorker reattributing = opened(new ReattributionWorker(reattributions));
        RedirectSettings remembered = new RedirectSettings(settings.cachedLinks(), settings.refuseUnknownHosts());
        Redirects redirects = new Redirects(links, domains, remembered, feed, clock);

        Idempotency idempotency = new Idempotency(database, clock);
        ServiceMetrics.register(metrics, clicks, redirects);
        ServiceHealth.register(health, database, clicks, directory);
        RateLimits limits = new RateLimits(limits(), clock);
        RedirectRoutes redirectRoutes = new RedirectRoutes(
                redirects,
                forwards,
                limits,
                attributor,
                pseudonyms,
                countries,
                clicks,
                clickIds,
                addresses,
                domains,
                metrics,
                clock);
        DemoMark mark = new DemoMark(database);
        Stats stats = new Stats(database, new StatsSettings(settings.currency().getCurrencyCode()), channels, clock);
        Visits visits = new Visits(database, clickIds);
        LiveApi live = new LiveApi(visits, clock);
        List<Routes> routes = List.of(
                new ApiMetrics(metrics),
                new Guard(keys, sessions, limits, addresses),
                new SessionApi(sessions, accounts, keys, limits, addresses),
                new AccountsApi(accounts, idempotency),
                new LinksApi(links, domains, idempotency, clock),
                new BulkApi(links, domains, idempotency, clock),
                new CampaignsApi(campaigns, idempotency),
                new ShareSetsApi(shareSets, domains, idempotency, clock),
                new SharingApi(links, shareSets, domains),
                new ChannelsApi(channels),
                new KeysApi(keys, idempotency),
                new StatsApi(stats, clock),
                new LinkReportsApi(links, forwards, stats, new LinkTimings(database), channels, domains, clock),
                new ClicksApi(visits),
                live,
                new ConversionsApi(new Conversions(database, clickIds, clock), idempotency),
                new ReattributionsApi(reattributions, reattributing, idempotency),
                new AboutApi(
                        version(),
                        () -> mark.state() != DemoMark.State.NONE,
                        domains,
                        settings.currency().getCurrencyCode()),
                new OpsApi(health, metrics),
                new StaticFiles(),
                new DashboardFiles(),
                new DocsPages(),
                redirectRoutes);
        WebServer server = new WebServer(WebSettings.DEFAULT, socket, routes, List.of(redirectRoutes.ahead()));
        scheduleJobs(pseudonyms, countries, new Retention(database, clock, retention()), idempotency, sessions);
        opened(server).start();
        opened(live);
        reattributing.start();
        web = server;
        url = URI.create("http://" + displayHost() + ":" + port);
        out.println("listening on " + url);
        out.flush();
    }

    private ServerSocketChannel bind() {
        try {
            return WebServer.bind(settings.host(), settings.port());
        } catch (UncheckedIOException e) {
            throw new SettingsException("port (GRAPEVINE_PORT) or host (GRAPEVINE_HOST): " + e.getMessage());
        }
    }

    private Countries countries() {
        try {
            return new Countries(settings.geoDatabase().orElse(null));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("geo.database (GRAPEVINE_GEO_DATABASE): " + e.getMessage());
        }
    }

    public static ChannelCatalogue catalogue(Settings settings) {
        try {
            return ChannelCatalogue.load(settings.channelsFile().orElse(null));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("channels.file (GRAPEVINE_CHANNELS_FILE): " + e.getMessage());
        }
    }

    static JournalSettings journal(Settings settings, DataDirectory directory) {
        long most = settings.journalMaxBytes();
        return new JournalSettings(
                directory.path(),
                settings.syncAlways() ? JournalSettings.Sync.ALWAYS : JournalSettings.Sync.PROCESS,
                most,
                (int) Math.min(JournalSettings.DEFAULT_SEGMENT_BYTES, most / SEGMENTS),
                JournalSettings.DEFAULT_WINDOW);
    }

    private RateLimitSettings limits() {
        return new RateLimitSettings(
                settings.failureLimit(),
                settings.apiLimit(),
                new RateLimitSettings.Forwards(
                        settings.forwardsAMinute(), settings.forwardsADay(), settings.forwardsOfALink()));
    }

    private RetentionSettings retention() {
        return new RetentionSettings(settings.retentionSignalsDays(), settings.retentionClicksDays());
    }

    private void scheduleJobs(
            Pseudonyms pseudonyms,
            Countries countries,
            Retention retention,
            Idempotency idempotency,
            Sessions sessions) {
        Jobs jobs = opened(new Jobs());
        jobs.every(SALTS, "renewing the salts", pseudonyms::renewSalts);
        jobs.every(COUNTRIES, "reading geo.database anew", countries::refresh);
        jobs.every(CLEANING, "forgetting what is past its time", retention::run);
        jobs.every(CLEANING, "forgetting idempotency keys", idempotency::forget);
        jobs.every(CLEANING, "forgetting sessions that have ended", sessions::forget);
    }

    private static void announce(PrintStream out, String secret) {
        out.println("admin key, shown this once: " + secret);
    }

    /** The address that was bound, as one types it: all addresses are this machine's as well. */
    private String displayHost() {
        String host = settings.host();
        boolean here = host.equals("0.0.0.0") || host.equals("::") || host.equals("127.0.0.1");
        return here ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    }

    /** The version as the jar's manifest names it; empty where the program does not run from its jar. */
    public static Optional<String> version() {
        return Optional.ofNullable(App.class.getPackage().getImplementationVersion());
    }

    /** The HTTP server, once it is started; for tests that look at its routes. */
    WebServer web() {
        return requireNonNull(web);
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    /** Ends in order: no answered request is cut, and the journal is drained. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.error("something was not closed in order", e);
            }
        }
    }
}
