package app.grapevine.service;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.clicks.Clicks;
import app.grapevine.hostlists.HostLists;
import app.grapevine.journal.Disk;
import app.grapevine.links.Links;
import app.grapevine.notices.Notices;
import app.grapevine.ops.Health;
import app.grapevine.ops.Jobs;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Settings;
import app.grapevine.ops.SettingsException;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.service.Recorder.Recording;
import app.grapevine.web.http.Turns;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.visit.RedirectPractice;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service, composed in four steps of which each needs the ones before: {@link Foundation}, {@link Issuing} of links,
 * {@link Recorder} of visits, {@link Serving}. Everything is constructed once and closed in reverse. There is no other
 * place where one feature is handed to another.
 */
public final class App implements AutoCloseable {
    private final Settings settings;
    private final Clock clock;
    private final Disk disk;
    private final Announcements announcements;
    private final Metrics metrics = new Metrics();
    private final Health health = new Health();
    private final Opened opened = new Opened();

    private @Nullable WebServer web;
    private @Nullable Jobs jobs;
    private @Nullable Turns turns;
    private @Nullable Clicks clicks;
    private @Nullable Links links;
    private @Nullable Notices notices;
    private URI url = URI.create("http://localhost");
    private URI opsUrl = url;

    private App(Settings settings, Clock clock, Disk disk, PrintStream out) {
        this.settings = settings;
        this.clock = clock;
        this.disk = disk;
        announcements = new Announcements(settings, out);
    }

    /**
     * Starts the service, and prints {@code listening on <url>} to {@code out} when requests are served.
     *
     * @throws SettingsException for a setting that is wrong, a data directory or a port in use among them
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database cannot be reached
     */
    public static App start(Settings settings, Clock clock, PrintStream out) {
        return start(settings, clock, Disk.REAL, out, false);
    }

    /** {@link #start(Settings, Clock, PrintStream)} with the journal on a disk of the caller's. */
    static App start(Settings settings, Clock clock, Disk disk, PrintStream out) {
        return start(settings, clock, disk, out, false);
    }

    /** The same, and it practises redirects on itself before {@code /health/ready} says yes. */
    public static App startAndPractise(Settings settings, Clock clock, PrintStream out) {
        return start(settings, clock, Disk.REAL, out, true);
    }

    private static App start(Settings settings, Clock clock, Disk disk, PrintStream out, boolean practises) {
        App app = new App(settings, clock, disk, out);
        try {
            app.compose(practises);
            return app;
        } catch (RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }

    private void compose(boolean practises) {
        if (practises) {
            Preparation.begin();
        }
        Foundation ground = Foundation.lay(settings, clock, opened);
        boolean keyIsNew = ensureAdminKey(ground.people().keys(), ground.audit());
        new StartEntry(settings, ground.audit()).add();
        Issuing issuing = Issuing.on(ground.database(), ground.feed(), ground.domains(), ground.channels(), clock);
        Recorder recorder =
                new Recorder(ground.database(), ground.channels(), FeatureSettings.unusual(settings), clock);
        Recording recording = record(ground, recorder);
        Hooks hooks = Hooks.on(settings, ground, recorder, recording, clock);
        opened.add(hooks.webhooks());
        Serving serving = new Serving(settings, ground, issuing, recorder, recording, hooks.webhooks(), metrics, clock);
        look(ground, recording, serving);
        hooks.register(metrics);
        keepUp(ground, issuing, recorder, recording, serving, hooks);
        Optional<RedirectPractice> practice = practises ? Optional.of(serving.practice()) : Optional.empty();
        practice.ifPresent(one -> ServiceHealth.registerPractice(health, one));
        turns = serving.turns();
        clicks = recording.clicks();
        links = issuing.links();
        notices = serving.notices();
        web = serving.start(health, metrics, opened);
        url = url(settings.get(KnownSettings.HOST), ground.socket());
        Optional<URI> apart = ground.opsSocket().map(socket -> url(settings.get(KnownSettings.OPS_HOST), socket));
        opsUrl = apart.orElse(url);
        apart.ifPresent(announcements::watching);
        announcements.serving(url, keyIsNew);
        // Of reports behind redirects: who taps a link waits for nothing.
        practice.ifPresent(one -> opened.add(one).begin(opened.add(serving.reportsPractice())::begin));
    }

    private boolean ensureAdminKey(ApiKeys keys, AuditLog audit) {
        Optional<String> given = settings.get(KnownSettings.ADMIN_KEY);
        boolean known = given.flatMap(keys::find).isPresent();
        Optional<String> made = keys.ensureAdminKey(given);
        made.ifPresent(announcements::adminKey);
        if (!known) {
            made.or(() -> given)
                    .flatMap(keys::find)
                    .ifPresent(key -> audit.add(new Deed(
                            Actor.SERVICE,
                            Action.KEY_CREATED,
                            Subject.key(key.id()),
                            Change.to("name", key.name()),
                            Change.to("scopes", Scope.ADMIN.label()))));
        }
        return made.isPresent();
    }

    private Recording record(Foundation ground, Recorder recorder) {
        Recording recording = opened.add(recorder.open(
                FeatureSettings.journal(settings, ground.directory().path()).on(disk),
                ServiceMetrics.commits(metrics)));
        recording.pseudonyms().renewSalts();
        return recording;
    }

    private void look(Foundation ground, Recording recording, Serving serving) {
        ServiceMetrics.register(
                metrics, recording.clicks(), serving.redirects(), recording.pseudonyms(), ground.database());
        ServiceHealth.register(health, ground.database(), recording.clicks(), ground.directory());
        ServiceMetrics.register(metrics, recording.conversions());
        ServiceMetrics.register(metrics, serving.notices());
        HostLists lists = ground.domains().destinations().hosts();
        ServiceMetrics.register(metrics, lists);
        ServiceHealth.registerLists(health, lists);
    }

    private void keepUp(
            Foundation ground, Issuing issuing, Recorder recorder, Recording recording, Serving serving, Hooks hooks) {
        jobs = opened.add(new Jobs());
        Upkeep.schedule(
                jobs,
                settings,
                ground,
                recorder,
                recording,
                serving.erasures(),
                serving.idempotency(),
                serving.notices(),
                issuing.reports(),
                issuing.pictures(),
                serving.files(),
                clock);
        // Behind retention: what tells of visits goes when they have gone.
        hooks.schedule(jobs);
    }

    /** What was bound, as one types it: all addresses are this machine's as well. */
    private static URI url(String host, ServerSocketChannel socket) {
        boolean here = host.equals("0.0.0.0") || host.equals("::") || host.equals("127.0.0.1");
        String shown = here ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + WebServer.port(socket));
    }

    /** The HTTP server, once it is started; for tests that look at its routes. */
    WebServer web() {
        return requireNonNull(web);
    }

    /** The share that questions have; for tests, which take it all. */
    Turns turns() {
        return requireNonNull(turns);
    }

    /** The links; for tests of what no route makes by itself. */
    Links links() {
        return requireNonNull(links);
    }

    /**
     * Waits until all visits so far are in the database, and has them gather no longer; for tests. False if they were not in
     * time.
     */
    boolean awaitRecorded(Duration patience) throws InterruptedException {
        return requireNonNull(clicks).await(patience);
    }

    /** Does at once what is done now and then; for tests, which do not wait. */
    void runJobs() throws InterruptedException {
        requireNonNull(jobs).runAll();
        requireNonNull(notices).round();
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    /** Where it answers for health and metrics. */
    URI opsUrl() {
        return opsUrl;
    }

    /** Ends in order: no answered request is cut, and the journal is drained. */
    @Override
    public void close() {
        opened.close();
    }
}
