package app.grapevine.service;

import app.grapevine.attribution.Visibility;
import app.grapevine.backup.Backup;
import app.grapevine.cards.PageReader;
import app.grapevine.demo.DemoMark;
import app.grapevine.erasure.Erasures;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.mail.Smtp;
import app.grapevine.moves.MoveJobs;
import app.grapevine.notices.Notices;
import app.grapevine.ops.Health;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Settings;
import app.grapevine.reattribution.ReattributionWorker;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.redirect.Redirects;
import app.grapevine.security.Callers;
import app.grapevine.security.Invitations;
import app.grapevine.security.OwnKeys;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import app.grapevine.service.Foundation.People;
import app.grapevine.service.Recorder.Recording;
import app.grapevine.stats.StatsPractice;
import app.grapevine.stats.Visits;
import app.grapevine.views.SavedViews;
import app.grapevine.web.access.Attempts;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.TrailingSlash;
import app.grapevine.web.admin.AccountsApi;
import app.grapevine.web.admin.BackupApi;
import app.grapevine.web.admin.ErasuresApi;
import app.grapevine.web.admin.InvitationsApi;
import app.grapevine.web.admin.KeysApi;
import app.grapevine.web.admin.OwnKeysApi;
import app.grapevine.web.admin.OwnPassword;
import app.grapevine.web.admin.ReattributionsApi;
import app.grapevine.web.admin.SessionApi;
import app.grapevine.web.admin.WebhooksApi;
import app.grapevine.web.api.AboutApi;
import app.grapevine.web.api.LiveApi;
import app.grapevine.web.audit.AuditApi;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.finding.SearchApi;
import app.grapevine.web.finding.ViewsApi;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.Turns;
import app.grapevine.web.http.WebServer;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.idempotency.Idempotency;
import app.grapevine.web.moving.MovesApi;
import app.grapevine.web.notices.NoticesApi;
import app.grapevine.web.notices.ReaderPages;
import app.grapevine.web.returns.ConversionsApi;
import app.grapevine.web.shlink.AnyOrigin;
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
import java.util.function.Predicate;
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
    private final Common common;
    private final Guard guard;
    private final Redirects redirects;
    private final RedirectRoutes visits;
    private final DomainFiles files;
    private final LiveApi live;
    private final Visits recorded;
    private final Erasures erasures;
    private final Notices notices;
    private final PageReader pages;
    private final MoveJobs moves;
    private final SavedViews views;
    private final OwnKeys ownKeys;
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
        common = Common.on(settings, ground, clock);
        guard = new Guard(ground.people().keys(), ground.people().sessions(), common.limits(), ground.addresses());
        redirects = new Redirects(
                issuing.links(), ground.domains(), FeatureSettings.redirects(settings), ground.feed(), clock);
        visits = new RedirectRoutes(
                redirects,
                issuing.forwards(),
                issuing.reports(),
                common.limits(),
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
        live = new LiveApi(recorded, common.smallCells(), clock);
        erasures = recorder.erasures(ground.feed(), recording.ids());
        notices = new Notices(
                ground.database(),
                ground.people().accounts(),
                issuing.campaigns(),
                issuing.links(),
                ground.channels(),
                common.stats(),
                common.smallCells(),
                ground.domains().publicUrl(),
                FeatureSettings.mail(settings, ground.domains().publicUrl().getHost())
                        .map(Smtp::new)
                        .orElse(null),
                webhooks.posting(),
                new ReceiverUrl(FeatureSettings.webhooks(settings)),
                clock);
        pages = new PageReader(FeatureSettings.cards(settings));
        moves = new MoveJobs(
                ground.database(),
                issuing.links(),
                ground.domains(),
                FeatureSettings.fetches(settings),
                ground.directory().path(),
                clock);
        views = new SavedViews(ground.database(), clock);
        ownKeys = new OwnKeys(ground.database(), ground.people().keys(), clock);
        reattributions = recorder.reattributions();
        reattributing = new ReattributionWorker(reattributions);
    }

    /** The share that questions have; for tests, which take it all. */
    Turns turns() {
        return common.turns();
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
        return common.idempotency();
    }

    /** Serves, and goes on with what was being judged anew; the server is closed before what it works with. */
    WebServer start(Health health, Metrics metrics, Opened opened) {
        opened.add(reattributing);
        opened.add(notices);
        opened.add(pages);
        opened.add(moves);
        List<Routes> routes = new ArrayList<>();
        routes.add(new ApiMetrics(metrics));
        routes.addAll(doors());
        routes.addAll(MarketingRoutes.of(ground, issuing, pages, common));
        routes.addAll(ReportingRoutes.of(ground, issuing, recording.ids(), recorded, metrics, common));
        routes.addAll(others());
        routes.addAll(ShlinkRoutes.of(ground, issuing, common, erasures, guard, health));
        routes.addAll(pages());
        Routes ops = new OpsApi(health, metrics);
        if (ground.opsSocket().isEmpty()) {
            routes.add(ops);
        }
        routes.add(visits); // the last: it takes every path of one segment
        List<Handler.Wrapper> ahead = new ArrayList<>(visits.ahead());
        ahead.add(files);
        ahead.add(new TrailingSlash());
        ahead.add(new AnyOrigin(headers));
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

    /** Over what was recorded. */
    StatsPractice reportsPractice() {
        return new StatsPractice(common.stats(), clock);
    }

    private Link madeUp(Visibility visibility) {
        LinkDraft draft = LinkDraft.to("https://example.com/practice")
                .but()
                .domain(ground.domains().defaultDomain())
                .code("practice-" + visibility.label())
                .draft();
        return new Link(
                1, draft, visibility, null, Link.Lineage.ISSUED, null, 0, clock.instant(), clock.instant(), null);
    }

    private List<Routes> doors() {
        People people = ground.people();
        RateLimits limits = common.limits();
        Trail trail = common.trail();
        Predicate<String> isCampaign = slug -> issuing.campaigns().find(slug).isPresent();
        Attempts attempts = new Attempts(limits, people.devices(), ground.addresses());
        return List.of(
                guard,
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
                        new OwnPassword(people.accounts(), attempts, trail),
                        isCampaign,
                        this::deleteOf,
                        common.idempotency(),
                        trail),
                new InvitationsApi(
                        new Invitations(
                                ground.database(),
                                people.accounts(),
                                new Callers(people.keys(), people.accounts()),
                                clock),
                        attempts,
                        ground.addresses(),
                        isCampaign,
                        ground.domains().publicUrl(),
                        common.idempotency(),
                        trail),
                new KeysApi(people.keys(), people.accounts(), isCampaign, common.idempotency(), trail),
                new OwnKeysApi(ownKeys, people.keys(), isCampaign, common.idempotency(), trail));
    }

    /** What goes with an account that is deleted. */
    private void deleteOf(String account) {
        notices.deleteOf(account);
        views.deleteOf(account);
        ownKeys.revokeAll(account);
    }

    /** What is told as it happens, comes in from shops, goes out, and is administered. */
    private List<Routes> others() {
        Idempotency idempotency = common.idempotency();
        Trail trail = common.trail();
        return List.of(
                live,
                new SearchApi(ground.database(), views, common.turns()),
                new ViewsApi(views, idempotency, trail),
                new NoticesApi(notices, idempotency, trail),
                new ReaderPages(notices, trail),
                new ConversionsApi(recording.conversions(), idempotency),
                new ErasuresApi(erasures, ground.domains(), idempotency, trail),
                new WebhooksApi(webhooks, idempotency, trail),
                new ReattributionsApi(reattributions, reattributing, idempotency, trail),
                new MovesApi(moves, ground.domains(), common.turns(), trail),
                new BackupApi(
                        () -> Backup.begin(
                                ground.database(),
                                recording.clicks()::copyJournal,
                                Version.find().orElse("-"),
                                clock.instant()),
                        trail),
                new AuditApi(ground.audit(), trail, common.turns()));
    }

    private List<Routes> pages() {
        DemoMark demo = new DemoMark(ground.database());
        return List.of(
                new AboutApi(
                        Version.find(),
                        () -> demo.state() != DemoMark.State.NONE,
                        () -> ground.people().keys().isAnyFor(Scope.CONVERSIONS_WRITE)
                                || recording.conversions().isAny(),
                        pages.isOpen(),
                        moves.asks(),
                        ground.domains(),
                        common.reports().currency()),
                new StaticFiles(),
                new DashboardFiles(),
                new DocsPages());
    }
}
