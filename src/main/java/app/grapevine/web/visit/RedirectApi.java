package app.grapevine.web.visit;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Kind;
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
import app.grapevine.redirect.Redirects;
import app.grapevine.redirect.Target;
import app.grapevine.rules.Asked;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.QrCodes;
import app.grapevine.web.visit.HeaderReader.Revealed;
import app.grapevine.web.visit.RedirectMetrics.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Clock;
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
    private final Redirects redirects;
    private final LinkFinder finder;
    private final Forwards forwards;
    private final VisitReader visits;
    private final Leading leading;
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
            LinkFinder finder,
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
        this.finder = finder;
        this.forwards = forwards;
        this.visits = visits;
        this.leading = new Leading(visits);
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
        finder.look(ctx);
        RecipientPages.root(ctx);
    }

    private void unknown(Context ctx, @Nullable Domain domain) {
        Optional<String> destination = sites.open(domain == null ? null : domain.unknownDestination());
        if (destination.isPresent()) {
            Leading.redirect(ctx, destination.get());
        } else {
            RecipientPages.notFound(ctx);
        }
    }

    private void handle(Context ctx) {
        String segment = ctx.pathParam("code");
        Ending ending = Ending.of(segment);
        String code = ending.code(segment);
        switch (ending) {
            case WHERE -> finder.withLink(ctx, code, target -> where(ctx, target));
            case QR_PNG -> finder.withLink(ctx, code, target -> qr(ctx, target, QrCodes.Format.PNG));
            case QR_SVG -> finder.withLink(ctx, code, target -> qr(ctx, target, QrCodes.Format.SVG));
            case NONE -> {
                if (CodeShape.isCode(code) || BroughtPath.isOne(LinkFinder.core(ctx))) {
                    visit(ctx, code);
                } else {
                    odd(ctx, segment);
                }
            }
        }
    }

    /** What no code could be that is chosen here, and nobody brought. */
    private void odd(Context ctx, String segment) {
        Domain domain = finder.look(ctx);
        if (finder.isRefusedAsOdd(ctx, segment)) {
            count(ctx, Outcome.LIMITED);
        } else {
            unknown(ctx, domain);
        }
    }

    private void qr(Context ctx, Target target, QrCodes.Format format) {
        Link link = target.link();
        QrCodes.answer(ctx, domains.scannedUrl(link.domain(), link.code()), format);
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

    private void visit(Context ctx, String code) {
        ServletContextRequest request = LinkFinder.core(ctx);
        String query = request.getHttpURI().getQuery();
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        Revealed revealed = visits.read(head, addresses.isSecure(ctx), request.getHeaders(), query);
        if (visits.isSpeculation(revealed)) {
            Leading.notAhead(ctx);
            count(ctx, Outcome.SPECULATION);
            return;
        }
        Kind kind = visits.kind(revealed);
        Instant now = clock.instant();
        Optional<LinkKey> key = finder.key(ctx, code);
        boolean isPrivacy = code.equals(PrivacyPage.CODE);
        Answer answer;
        try {
            if (!isPrivacy && finder.isRefusedBefore(ctx, key)) {
                count(ctx, Outcome.LIMITED);
                return;
            }
            key = finder.meant(ctx, key);
            answer = key.isEmpty()
                    ? new Answer.NotFound()
                    : redirects.answer(
                            key.get(), kind, query, PastedPath.isScanned(request), asking(request, now, revealed));
        } catch (DatabaseUnavailableException e) {
            LinkFinder.unavailable(ctx);
            count(ctx, Outcome.UNAVAILABLE);
            return;
        }
        if (isPrivacy && answer instanceof Answer.NotFound) {
            privacy.answer(ctx);
            return;
        }
        if (finder.isRefusedAfter(ctx, key)) {
            count(ctx, Outcome.LIMITED);
            return;
        }
        give(ctx, now, revealed, kind, answer);
    }

    /** Gives who has given its password what the link leads to. @param link as it was when the password was looked at */
    void pass(Context ctx, Link link, Revealed revealed) {
        Kind kind = visits.kind(revealed);
        ServletContextRequest request = LinkFinder.core(ctx);
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
                leading.lead(ctx, revealed, redirect.led(clickNames.of(redirect.target(), kind, receipt)));
                count(ctx, Outcome.REDIRECT);
            });
        } else if (answer instanceof Answer.IntoApp into) {
            finder.look(ctx);
            record(ctx, now, revealed, into.link(), into.rule(), receipt -> {
                IntoAppPage.answer(
                        ctx, into.led(clickNames.of(into.target(), kind, receipt)), into.onAndroid(), into.opens());
                count(ctx, Outcome.INTO_APP);
            });
        } else if (answer instanceof Answer.Asks asks) {
            finder.look(ctx);
            PasswordPage.ask(ctx, asks.link(), FirstRequest.of(revealed));
            count(ctx, Outcome.PASSWORD_ASKED);
        } else if (answer instanceof Answer.Card card) {
            record(ctx, now, revealed, card.link(), null, receipt -> {
                CardPages.card(ctx, card.link().card(), shortUrl(card.link()), card.location());
                count(ctx, Outcome.CARD);
            });
        } else if (answer instanceof Answer.Veiled veiled) {
            finder.look(ctx);
            record(ctx, now, revealed, veiled.link(), null, receipt -> {
                CardPages.veiled(ctx, veiled.link(), shortUrl(veiled.link()));
                count(ctx, Outcome.CARD);
            });
        } else if (answer instanceof Answer.Elsewhere elsewhere) {
            leading.lead(ctx, revealed, elsewhere.location());
            count(ctx, Outcome.EXPIRED_DESTINATION);
        } else if (answer instanceof Answer.NotYet soon) {
            finder.look(ctx);
            RecipientPages.notYet(ctx, soon.from());
            count(ctx, Outcome.NOT_YET);
        } else if (answer instanceof Answer.Gone gone) {
            gone(ctx, finder.look(ctx), gone);
        } else if (answer instanceof Answer.Disabled || answer instanceof Answer.Blocked) {
            finder.look(ctx);
            RecipientPages.disabled(ctx);
            count(ctx, answer instanceof Answer.Disabled ? Outcome.DISABLED : Outcome.BLOCKED);
        } else {
            unknown(ctx, finder.look(ctx));
            count(ctx, Outcome.NOT_FOUND);
        }
    }

    private void gone(Context ctx, @Nullable Domain domain, Answer.Gone gone) {
        Optional<String> destination = sites.open(domain == null ? null : domain.endedDestination());
        if (destination.isPresent()) {
            Leading.redirect(ctx, destination.get());
            count(ctx, Outcome.EXPIRED_DESTINATION);
        } else {
            RecipientPages.gone(ctx, gone.usedUp());
            count(ctx, Outcome.GONE);
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
        clicks.record(visitAt(LinkFinder.core(ctx), now, link, revealed).ledBy(rule), durable::complete);
        if (durable.isDone()) {
            then.accept(durable.join());
        } else {
            ctx.future(() -> durable.thenAccept(then));
        }
    }

    void count(Context ctx, Outcome outcome) {
        metrics.count(outcome, LinkFinder.core(ctx).getHeadersNanoTime());
    }
}
