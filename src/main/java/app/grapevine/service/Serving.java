package app.grapevine.service;

import app.grapevine.attribution.Visibility;
import app.grapevine.backup.Backup;
import app.grapevine.demo.DemoMark;
import app.grapevine.erasure.Erasures;
import app.grapevine.feeds.Feeds;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.mail.Smtp;
import app.grapevine.notices.Notices;
import app.grapevine.ops.Health;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Settings;
import app.grapevine.reattribution.ReattributionWorker;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.redirect.Redirects;
import app.grapevine.returns.Returns;
import app.grapevine.security.Callers;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import app.grapevine.service.Foundation.People;
import app.grapevine.service.Recorder.Recording;
import app.grapevine.stats.LinkTimings;
import app.grapevine.stats.RecordedConversions;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsSettings;
import app.grapevine.stats.Visits;
import app.grapevine.storage.Dialect;
import app.grapevine.web.access.Attempts;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.TrailingSlash;
import app.grapevine.web.admin.AccountsApi;
import app.grapevine.web.admin.BackupApi;
import app.grapevine.web.admin.ErasuresApi;
import app.grapevine.web.admin.KeysApi;
import app.grapevine.web.admin.OwnPassword;
import app.grapevine.web.admin.ReattributionsApi;
import app.grapevine.web.admin.SessionApi;
import app.grapevine.web.admin.WebhooksApi;
import app.grapevine.web.api.AboutApi;
import app.grapevine.web.api.AbuseReportsApi;
import app.grapevine.web.api.BulkApi;
import app.grapevine.web.api.CampaignsApi;
import app.grapevine.web.api.ChannelsApi;
import app.grapevine.web.api.ClicksApi;
import app.grapevine.web.api.CostsApi;
import app.grapevine.web.api.DomainsApi;
import app.grapevine.web.api.ImportApi;
import app.grapevine.web.api.LinkExport;
import app.grapevine.web.api.LinkReportsApi;
import app.grapevine.web.api.LinkSwitchApi;
import app.grapevine.web.api.LinksApi;
import app.grapevine.web.api.LiveApi;
import app.grapevine.web.api.ShareSetsApi;
import app.grapevine.web.api.SharingApi;
import app.grapevine.web.api.StatsApi;
import app.grapevine.web.api.TagsApi;
import app.grapevine.web.audit.AuditApi;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.feeds.FeedAnswers;
import app.grapevine.web.feeds.FeedFile;
import app.grapevine.web.feeds.FeedsApi;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.Turns;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.idempotency.Idempotency;
import app.grapevine.web.notices.NoticesApi;
import app.grapevine.web.notices.ReaderPages;
import app.grapevine.web.returns.ConversionListApi;
import app.grapevine.web.returns.ConversionsApi;
import app.grapevine.web.returns.ReturnApi;
import app.grapevine.web.site.ApiMetrics;
import app.grapevine.web.site.DashboardFiles;
import app.grapevine.web.site.DocsPages;
import app.grapevine.web.site.DomainFiles;
import app.grapevine.web.site.OpsApi;
import app.grapevine.web.site.StaticFiles;
import app.grapevine.web.visit.RedirectPractice;
import app.grapevine.web.visit.RedirectRoutes;
import app.grapevine.webhooks.ReceiverUrl;
import app.grapevine.webhooks.Webhooks;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/** The fourth step: what answers requests. Composed by its constructor, and begun by {@link #start}. */
final class Serving {
    private final Foundation ground;
    private final Issuing issuing;
    private final Recording recording;
    private final Webhooks webhooks;
    private final Clock clock;
    private final WebSettings web;
    private final SecurityHeaders headers;
    private final StatsSettings reports;
    private final Stats stats;
    private final Idempotency idempotency;
    private final RateLimits limits;
    private final Turns turns;
    private final Trail trail;
    private final Redirects redirects;
    private final RedirectRoutes visits;
    private final DomainFiles files;
    private final LiveApi live;
    private final Visits recorded;
    private final Erasures erasures;
    private final Notices notices;
    private final Reattributions reattributions;
    private final ReattributionWorker reattributing;

    Serving(
            Settings settings,
            Foundation ground,
            Issuing issuing,
            Recorder recorder,
            Recording recording,
            Webhooks webhooks,
            Metrics metrics,
            Clock clock) {
        this.webhooks = webhooks;
        this.ground = ground;
        this.issuing = issuing;
        this.recording = recording;
        this.clock = clock;
        web = FeatureSettings.web(settings);
        headers = FeatureSettings.headers(settings);
        reports = FeatureSettings.stats(settings);
        stats = new Stats(ground.database(), reports, ground.channels(), clock);
        idempotency = new Idempotency(ground.database(), clock);
        limits = new RateLimits(FeatureSettings.limits(settings), clock);
        turns = new Turns(questionsAtOnce(ground.database().dialect()));
        trail = new Trail(ground.database(), ground.audit(), clock);
        redirects = new Redirects(
                issuing.links(), ground.domains(), FeatureSettings.redirects(settings), ground.feed(), clock);
        visits = new RedirectRoutes(
                redirects,
                issuing.forwards(),
                issuing.reports(),
                limits,
                recorder.attributor(),
                recording.pseudonyms(),
                ground.countries(),
                recording.clicks(),
                recording.ids(),
                ground.addresses(),
                ground.domains(),
                issuing.sites(),
                FeatureSettings.privacy(settings),
                metrics,
                headers,
                clock);
        files = FeatureSettings.files(settings, ground.domains(), headers);
        recorded = new Visits(ground.database(), recording.ids());
        live = new LiveApi(recorded, reports.smallCells(), clock);
        erasures = recorder.erasures(ground.feed(), recording.ids());
        notices = new Notices(
                ground.database(),
                ground.people().accounts(),
                issuing.campaigns(),
                issuing.links(),
                ground.channels(),
                stats,
                reports.smallCells(),
                ground.domains().publicUrl(),
                FeatureSettings.mail(settings, ground.domains().publicUrl().getHost())
                        .map(Smtp::new)
                        .orElse(null),
                webhooks.posting(),
                new ReceiverUrl(FeatureSettings.webhooks(settings)),
                clock);
        reattributions = recorder.reattributions();
        reattributing = new ReattributionWorker(reattributions);
    }

    /**
     * On H2, which answers in this process, half of the processors are for questions; where another process answers, it is
     * mostly waited for.
     */
    private static int questionsAtOnce(Dialect dialect) {
        int processors = Runtime.getRuntime().availableProcessors();
        return dialect == Dialect.H2 ? Math.max(1, processors / 2) : 2 * processors;
    }

    /** The share that questions have; for tests, which take it all. */
    Turns turns() {
        return turns;
    }

    Redirects redirects() {
        return redirects;
    }

    DomainFiles files() {
        return files;
    }

    Erasures erasures() {
        return erasures;
    }

    Notices notices() {
        return notices;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    /** Serves, and goes on with what was being judged anew; the server is closed before what it works with. */
    WebServer start(Health health, Metrics metrics, Opened opened) {
        opened.add(reattributing);
        opened.add(notices);
        List<Routes> routes = new ArrayList<>();
        routes.add(new ApiMetrics(metrics));
        routes.addAll(doors());
        routes.addAll(marketing());
        routes.addAll(reporting());
        routes.addAll(pages());
        Routes ops = new OpsApi(health, metrics);
        if (ground.opsSocket().isEmpty()) {
            routes.add(ops);
        }
        routes.add(visits); // the last: it takes every path of one segment
        List<Handler.Wrapper> ahead = new ArrayList<>(visits.ahead());
        ahead.add(files);
        ahead.add(new TrailingSlash());
        WebServer server = new WebServer(web, headers, ground.socket(), ground.addresses(), routes, ahead);
        ServiceMetrics.register(metrics, server);
        // Closed after the other, which may have something to say as it ends.
        ground.opsSocket().ifPresent(socket -> opened.add(apart(socket, ops)).start());
        opened.add(server);
        server.start();
        opened.add(live);
        reattributing.start();
        notices.start();
        return server;
    }

    /** A server of its own, with threads of its own, which nothing stops that stops the other. */
    private static WebServer apart(ServerSocketChannel socket, Routes ops) {
        return new WebServer(
                WebSettings.FEW,
                new SecurityHeaders(false),
                socket,
                new ClientAddress(List.of()),
                List.of(ops),
                List.of());
    }

    /** Over links that are made up for it, in no database, one of each visibility. */
    RedirectPractice practice() {
        List<Link> made = Stream.of(Visibility.values()).map(this::madeUp).toList();
        Redirects apart = Redirects.practising(issuing.links(), ground.domains(), clock, made);
        return visits.practice(apart, made.stream().map(Link::code).toList());
    }

    private Link madeUp(Visibility visibility) {
        LinkDraft draft = LinkDraft.to("https://example.com/practice")
                .but()
                .domain(ground.domains().defaultDomain())
                .code("practice-" + visibility.label())
                .draft();
        return new Link(1, draft, visibility, null, Link.Lineage.ISSUED, null, 0, clock.instant(), clock.instant());
    }

    private List<Routes> doors() {
        People people = ground.people();
        return List.of(
                new Guard(people.keys(), people.sessions(), limits, ground.addresses()),
                new SessionApi(
                        people.sessions(),
                        people.accounts(),
                        people.keys(),
                        people.devices(),
                        limits,
                        ground.addresses(),
                        trail),
                new AccountsApi(
                        people.accounts(),
                        new OwnPassword(
                                people.accounts(), new Attempts(limits, people.devices(), ground.addresses()), trail),
                        notices::deleteOf,
                        idempotency,
                        trail),
                new KeysApi(
                        people.keys(), slug -> issuing.campaigns().find(slug).isPresent(), idempotency, trail));
    }

    private List<Routes> marketing() {
        LinkSettings domains = ground.domains();
        return List.of(
                new LinksApi(
                        issuing.links(),
                        domains,
                        stats,
                        reports.smallCells(),
                        turns,
                        idempotency,
                        trail,
                        clock,
                        linkExport(domains)),
                new LinkSwitchApi(issuing.linkSwitch(), domains, trail, clock),
                new AbuseReportsApi(issuing.reports(), issuing.links(), domains, trail, clock),
                new BulkApi(issuing.links(), domains, idempotency, trail, clock),
                new TagsApi(issuing.tags(), idempotency, trail),
                new ImportApi(issuing.links(), domains, ground.channels(), idempotency, trail),
                new CampaignsApi(issuing.campaigns(), idempotency, trail),
                new CostsApi(issuing.campaigns(), ground.channels(), trail),
                new ShareSetsApi(issuing.shareSets(), domains, idempotency, trail, clock),
                new SharingApi(issuing.links(), issuing.shareSets(), domains, issuing.sites()),
                new DomainsApi(issuing.sites(), domains, trail),
                new ChannelsApi(ground.channels()));
    }

    private LinkExport linkExport(LinkSettings domains) {
        Stats stats = new Stats(ground.database(), reports, ground.channels(), clock);
        return new LinkExport(domains, stats, reports.smallCells(), turns, trail, clock);
    }

    private List<Routes> reporting() {
        LinkTimings timings = new LinkTimings(ground.database());
        People people = ground.people();
        Feeds feeds = new Feeds(ground.database(), new Callers(people.keys(), people.accounts()), clock);
        Returns returns = new Returns(
                ground.database(), issuing.campaigns(), stats, ground.channels(), reports.currency(), clock);
        RecordedConversions conversions = new RecordedConversions(ground.database(), recording.ids());
        FeedAnswers answers = new FeedAnswers(stats, returns, conversions, reports.smallCells(), clock);
        return List.of(
                new StatsApi(stats, reports.smallCells(), turns, trail, clock),
                new ReturnApi(returns, reports.smallCells(), turns, trail),
                new FeedsApi(feeds, answers, ground.domains().publicUrl(), idempotency, trail),
                new FeedFile(feeds, answers, limits, ground.addresses(), turns, new Exports(trail, turns)),
                new LinkReportsApi(
                        issuing.links(),
                        issuing.forwards(),
                        stats,
                        timings,
                        ground.channels(),
                        ground.domains(),
                        reports.smallCells(),
                        turns,
                        clock),
                new ClicksApi(recorded, reports.smallCells(), turns, trail),
                new ConversionListApi(conversions, reports.smallCells(), turns, trail, clock),
                live,
                new NoticesApi(notices, idempotency, trail),
                new ReaderPages(notices),
                new ConversionsApi(recording.conversions(), idempotency),
                new ErasuresApi(erasures, ground.domains(), idempotency, trail),
                new WebhooksApi(webhooks, idempotency, trail),
                new ReattributionsApi(reattributions, reattributing, idempotency, trail),
                new BackupApi(
                        () -> Backup.begin(
                                ground.database(),
                                recording.clicks()::copyJournal,
                                Version.find().orElse("-"),
                                clock.instant()),
                        trail),
                new AuditApi(ground.audit(), trail, turns));
    }

    private List<Routes> pages() {
        DemoMark demo = new DemoMark(ground.database());
        return List.of(
                new AboutApi(
                        Version.find(),
                        () -> demo.state() != DemoMark.State.NONE,
                        () -> ground.people().keys().isAnyFor(Scope.CONVERSIONS_WRITE)
                                || recording.conversions().isAny(),
                        ground.domains(),
                        reports.currency()),
                new StaticFiles(),
                new DashboardFiles(),
                new DocsPages());
    }
}
