package app.grapevine.web.visit;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Kind;
import app.grapevine.base.ReadableHost;
import app.grapevine.clicks.Clicks;
import app.grapevine.domains.Domain;
import app.grapevine.domains.Domains;
import app.grapevine.journal.Receipt;
import app.grapevine.journal.Visit;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.redirect.Answer;
import app.grapevine.redirect.Led;
import app.grapevine.redirect.Redirects;
import app.grapevine.redirect.Target;
import app.grapevine.rules.Asked;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.QrCodes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.visit.HeaderReader.Revealed;
import app.grapevine.web.visit.RedirectMetrics.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * The routes of short links: every visit that {@link RedirectHandler} does not answer at once, the page that
 * says where a link leads, and the QR codes.
 */
final class RedirectApi {
    private static final String RETRY_SECONDS = "5";

    private final Redirects redirects;
    private final Seekers seekers;
    private final Forwards forwards;
    private final VisitReader visits;
    private final Clicks clicks;
    private final ClickNames clickNames;
    private final ClientAddress addresses;
    private final LinkSettings domains;
    private final Domains sites;
    private final PrivacyPage privacy;
    private final RedirectMetrics metrics;
    private final Clock clock;

    RedirectApi(
            Redirects redirects,
            Seekers seekers,
            Forwards forwards,
            VisitReader visits,
            Clicks clicks,
            ClickNames clickNames,
            ClientAddress addresses,
            LinkSettings domains,
            Domains sites,
            PrivacyPage privacy,
            RedirectMetrics metrics,
            Clock clock) {
        this.redirects = redirects;
        this.seekers = seekers;
        this.forwards = forwards;
        this.visits = visits;
        this.clicks = clicks;
        this.clickNames = clickNames;
        this.addresses = addresses;
        this.domains = domains;
        this.sites = sites;
        this.privacy = privacy;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** To be added after all fixed paths, for it takes every path of one segment. */
    void addTo(RoutesConfig routes) {
        routes.get("/", this::root);
        routes.head("/", this::root);
        routes.get("/{code}", this::handle);
        routes.head("/{code}", this::handle);
    }

    /** For who opens a domain without a code; where it leads elsewhere, {@link RedirectHandler} has answered already. */
    private void root(Context ctx) {
        look(ctx);
        RecipientPages.root(ctx);
    }

    /** Lets pages look as the domain's do that is asked. @return null where it is none of ours, and refused */
    private @Nullable Domain look(Context ctx) {
        Domain domain = redirects
                .key(host(ctx), "")
                .map(key -> sites.find(key.domain()))
                .orElse(null);
        if (domain != null) {
            DomainLook.set(ctx, domain);
        }
        return domain;
    }

    private void unknown(Context ctx, @Nullable Domain domain) {
        Optional<String> destination = sites.open(domain == null ? null : domain.unknownDestination());
        if (destination.isPresent()) {
            redirect(ctx, destination.get());
        } else {
            RecipientPages.notFound(ctx);
        }
    }

    private void handle(Context ctx) {
        String segment = ctx.pathParam("code");
        if (CodeShape.isCode(segment)) {
            visit(ctx, segment);
        } else if (segment.endsWith("+")) {
            withLink(ctx, cut(segment, "+"), target -> where(ctx, target));
        } else if (segment.endsWith(".qr.png")) {
            withLink(
                    ctx,
                    cut(segment, ".qr.png"),
                    target -> QrCodes.answer(ctx, scannedUrl(target.link()), QrCodes.Format.PNG));
        } else if (segment.endsWith(".qr")) {
            withLink(
                    ctx,
                    cut(segment, ".qr"),
                    target -> QrCodes.answer(ctx, scannedUrl(target.link()), QrCodes.Format.SVG));
        } else {
            unknown(ctx, look(ctx));
        }
    }

    private void where(Context ctx, Target target) {
        if (target.link().isGuarded()) {
            WherePage.veiled(ctx, target.link(), shortUrl(target.link()));
        } else {
            WherePage.answer(ctx, target, isOpen(target.link()));
        }
    }

    /** Where a link leads is said while the database is away as well; passing it on would not work then. */
    private boolean isOpen(Link link) {
        try {
            return forwards.isOpen(link);
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    private String shortUrl(Link link) {
        return domains.shortUrl(link.domain(), link.code());
    }

    private String scannedUrl(Link link) {
        return domains.scannedUrl(link.domain(), link.code());
    }

    private static String cut(String segment, String ending) {
        return segment.substring(0, segment.length() - ending.length());
    }

    /** What is said about, or done with, a link that can be visited now; counts nothing. */
    void withLink(Context ctx, String code, Consumer<Target> answer) {
        look(ctx);
        Optional<LinkKey> key = CodeShape.isCode(code) ? redirects.key(host(ctx), code) : Optional.empty();
        try {
            if (isRefused(ctx, key, seekers::before)) {
                return;
            }
            key = meant(ctx, key);
            Target target = key.flatMap(redirects::found).orElse(null);
            if (isRefused(ctx, key, seekers::after)) {
                return;
            }
            Link.Status status = target == null ? null : target.link().status(clock.instant());
            if (target == null) {
                RecipientPages.notFound(ctx);
            } else if (status == Link.Status.SCHEDULED) {
                RecipientPages.notYet(ctx, requireNonNull(target.link().validFrom()));
            } else if (status == Link.Status.DISABLED || (status == Link.Status.ACTIVE && target.blocked())) {
                RecipientPages.disabled(ctx);
            } else if (status != Link.Status.ACTIVE) {
                RecipientPages.gone(ctx, status == Link.Status.USED_UP);
            } else {
                answer.accept(target);
            }
        } catch (DatabaseUnavailableException e) {
            unavailable(ctx);
        }
    }

    /** The code that was typed or pasted, as the link has it. */
    private Optional<LinkKey> meant(Context ctx, Optional<LinkKey> key) {
        boolean pasted = PastedPath.isPasted(core(ctx));
        return key.map(one -> redirects.meant(one, pasted));
    }

    private interface Seeking {
        Optional<Duration> wait(InetAddress address, LinkKey key);
    }

    /** Whether this was refused, because its client asks for too much that is nobody's. */
    private boolean isRefused(Context ctx, Optional<LinkKey> key, Seeking seeking) {
        Optional<Duration> wait = key.flatMap(known -> seeking.wait(addresses.of(ctx), known));
        wait.ifPresent(time -> RecipientPages.tooMany(ctx, time, "unknownAgain"));
        return wait.isPresent();
    }

    static String host(Context ctx) {
        return core(ctx).getHttpURI().getHost();
    }

    private static ServletContextRequest core(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    private void visit(Context ctx, String code) {
        ServletContextRequest request = core(ctx);
        String query = request.getHttpURI().getQuery();
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        Revealed revealed = visits.read(head, addresses.isSecure(ctx), request.getHeaders(), query);
        if (visits.isSpeculation(revealed)) {
            notAhead(ctx);
            count(ctx, Outcome.SPECULATION);
            return;
        }
        Kind kind = visits.kind(revealed);
        Instant now = clock.instant();
        Optional<LinkKey> key = redirects.key(request.getHttpURI().getHost(), code);
        boolean isPrivacy = code.equals(PrivacyPage.CODE);
        Answer answer;
        try {
            if (!isPrivacy && isRefused(ctx, key, seekers::before)) {
                count(ctx, Outcome.LIMITED);
                return;
            }
            key = meant(ctx, key);
            answer = key.isEmpty()
                    ? new Answer.NotFound()
                    : redirects.answer(
                            key.get(), kind, query, PastedPath.isScanned(request), asking(request, now, revealed));
        } catch (DatabaseUnavailableException e) {
            unavailable(ctx);
            count(ctx, Outcome.UNAVAILABLE);
            return;
        }
        if (isPrivacy && answer instanceof Answer.NotFound) {
            privacy.answer(ctx);
            return;
        }
        if (isRefused(ctx, key, seekers::after)) {
            count(ctx, Outcome.LIMITED);
            return;
        }
        give(ctx, now, revealed, kind, answer);
    }

    /** Gives who has given its password what the link leads to. @param link as it was when the password was looked at */
    void pass(Context ctx, Link link, Revealed revealed) {
        Kind kind = visits.kind(revealed);
        ServletContextRequest request = core(ctx);
        String query = request.getHttpURI().getQuery();
        Instant now = clock.instant();
        Answer answer = redirects.answerPassed(
                link.key(),
                requireNonNull(link.passwordHash()),
                kind,
                query,
                PastedPath.isScanned(request),
                asking(request, now, revealed));
        give(ctx, now, revealed, kind, answer);
    }

    private void give(Context ctx, Instant now, Revealed revealed, Kind kind, Answer answer) {
        if (answer instanceof Answer.Redirect redirect) {
            record(ctx, now, revealed, redirect.link(), redirect.rule(), receipt -> {
                lead(ctx, revealed, redirect.led(clickNames.of(redirect.target(), kind, receipt)));
                count(ctx, Outcome.REDIRECT);
            });
        } else if (answer instanceof Answer.IntoApp into) {
            look(ctx);
            record(ctx, now, revealed, into.link(), into.rule(), receipt -> {
                IntoAppPage.answer(
                        ctx, into.led(clickNames.of(into.target(), kind, receipt)), into.onAndroid(), into.opens());
                count(ctx, Outcome.INTO_APP);
            });
        } else if (answer instanceof Answer.Asks asks) {
            look(ctx);
            PasswordPage.ask(ctx, asks.link(), FirstRequest.of(revealed));
            count(ctx, Outcome.PASSWORD_ASKED);
        } else if (answer instanceof Answer.Card card) {
            record(ctx, now, revealed, card.link(), null, receipt -> {
                RecipientPages.card(ctx, card.link().card(), shortUrl(card.link()), card.location());
                count(ctx, Outcome.CARD);
            });
        } else if (answer instanceof Answer.Veiled veiled) {
            look(ctx);
            record(ctx, now, revealed, veiled.link(), null, receipt -> {
                RecipientPages.veiled(ctx, veiled.link(), shortUrl(veiled.link()));
                count(ctx, Outcome.CARD);
            });
        } else if (answer instanceof Answer.Elsewhere elsewhere) {
            lead(ctx, revealed, elsewhere.location());
            count(ctx, Outcome.EXPIRED_DESTINATION);
        } else if (answer instanceof Answer.NotYet soon) {
            look(ctx);
            RecipientPages.notYet(ctx, soon.from());
            count(ctx, Outcome.NOT_YET);
        } else if (answer instanceof Answer.Gone gone) {
            gone(ctx, look(ctx), gone);
        } else if (answer instanceof Answer.Disabled || answer instanceof Answer.Blocked) {
            look(ctx);
            RecipientPages.disabled(ctx);
            count(ctx, answer instanceof Answer.Disabled ? Outcome.DISABLED : Outcome.BLOCKED);
        } else {
            unknown(ctx, look(ctx));
            count(ctx, Outcome.NOT_FOUND);
        }
    }

    private void gone(Context ctx, @Nullable Domain domain, Answer.Gone gone) {
        Optional<String> destination = sites.open(domain == null ? null : domain.endedDestination());
        if (destination.isPresent()) {
            redirect(ctx, destination.get());
            count(ctx, Outcome.EXPIRED_DESTINATION);
        } else {
            RecipientPages.gone(ctx, gone.usedUp());
            count(ctx, Outcome.GONE);
        }
    }

    /** Into an app whose address does not fit a header there is a way by a page. */
    private void lead(Context ctx, Revealed revealed, Led led) {
        if (led.web() != null && !Target.fitsHeader(led.whole())) {
            IntoAppPage.answer(ctx, led, true, true);
        } else if (led.web() != null) {
            redirect(ctx, led.whole());
        } else {
            lead(ctx, revealed, led.location());
        }
    }

    /** By a redirect, or where that fails by a page. */
    private void lead(Context ctx, Revealed revealed, String location) {
        if (ReadableHost.isWeb(location) || !visits.isInApp(revealed)) {
            redirect(ctx, location);
        } else {
            RecipientPages.otherApp(ctx, location);
        }
    }

    private InetAddress address(ServletContextRequest request) {
        return addresses.of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders());
    }

    /** What the request says that a link's rules ask for. */
    private Function<Link, @Nullable Asked> asking(ServletContextRequest request, Instant now, Revealed revealed) {
        String query = request.getHttpURI().getQuery();
        return link -> visits.asked(now, visitAt(request, now, link, revealed), revealed, query, address(request));
    }

    private Visit visitAt(ServletContextRequest request, Instant now, Link link, Revealed revealed) {
        return visits.visit(now.toEpochMilli(), link, PastedPath.isScanned(request), revealed, address(request));
    }

    private void record(
            Context ctx, Instant now, Revealed revealed, Link link, @Nullable String rule, Consumer<Receipt> then) {
        CompletableFuture<Receipt> durable = new CompletableFuture<>();
        clicks.record(visitAt(core(ctx), now, link, revealed).ledBy(rule), durable::complete);
        if (durable.isDone()) {
            then.accept(durable.join());
        } else {
            ctx.future(() -> durable.thenAccept(then));
        }
    }

    void count(Context ctx, Outcome outcome) {
        metrics.count(outcome, core(ctx).getHeadersNanoTime());
    }

    private static void redirect(Context ctx, String location) {
        // From the page that asks for a password the destination hears nothing; a form is followed by a GET (RFC 9110,
        // 15.4.4).
        boolean posted = HttpMethod.POST.is(core(ctx).getMethod());
        if (Target.fitsHeader(location)) {
            ctx.status(posted ? 303 : 302)
                    .header(Header.LOCATION, location)
                    .header(Header.CACHE_CONTROL, "private, no-store");
            // There is no body; the same headers as RedirectHandler's.
            ctx.res().setContentType(null);
        } else {
            RecipientPages.onward(ctx, location);
        }
        ctx.header(
                SecurityHeaders.REFERRER_POLICY,
                posted ? SecurityHeaders.NOTHING_AS_REFERRER : SecurityHeaders.REDIRECT_REFERRER);
    }

    /**
     * A browser that asks ahead of a tap gets nothing, and asks again when somebody taps. Chromium keeps a redirect that it got
     * ahead, whatever its headers say of keeping, and shows its end without a further request: no click would be seen. An
     * error it does not keep.
     */
    private static void notAhead(Context ctx) {
        ctx.status(503).header(Header.CACHE_CONTROL, "private, no-store");
        ctx.res().setContentType(null);
    }

    private static void unavailable(Context ctx) {
        ctx.header(Header.RETRY_AFTER, RETRY_SECONDS);
        RecipientPages.unavailable(ctx);
    }
}
