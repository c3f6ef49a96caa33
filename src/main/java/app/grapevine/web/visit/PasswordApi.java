package app.grapevine.web.visit;

import app.grapevine.base.RefusedException;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Link;
import app.grapevine.security.LinkPasswords;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.SameOrigin;
import app.grapevine.web.visit.HeaderReader.Revealed;
import app.grapevine.web.visit.RedirectMetrics.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.MethodNotAllowedResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Takes the passwords of links from the form of {@link PasswordPage}. Who gives the right one is redirected, and is a visit
 * then; whoever is asked, or gives a wrong one, is none. Each wrong one is taken from what the address and the link have; of
 * the address nothing is kept but, in memory, how often it tried.
 */
final class PasswordApi {
    /** The longest password, each of its characters of many parts and percent-encoded, and some room. */
    private static final int BODY_LIMIT = 16 * 1024;

    private static final String FIELD = "password";
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final LinkFinder links;
    private final RedirectApi redirects;
    private final VisitReader visits;
    private final RateLimits limits;
    private final ClientAddress addresses;

    PasswordApi(
            LinkFinder links, RedirectApi redirects, VisitReader visits, RateLimits limits, ClientAddress addresses) {
        this.links = links;
        this.redirects = redirects;
        this.visits = visits;
        this.limits = limits;
        this.addresses = addresses;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/{code}", this::take);
    }

    private void take(Context ctx) {
        if (CodeShape.isReserved(ctx.pathParam("code"))) {
            // A page of the program's own, that the route stands over.
            throw new MethodNotAllowedResponse("", Map.of("allowed", "GET, HEAD"));
        }
        links.withLink(ctx, ctx.pathParam("code"), target -> {
            Link link = target.link();
            if (!link.isProtected()) {
                // The owner has taken the password away since it was asked for, or a program errs.
                ctx.status(303).header(Header.LOCATION, PasswordPage.action(ctx, link));
                ctx.res().setContentType(null);
            } else if (SameOrigin.isElsewhere(ctx, true)) {
                // Else pages of others could have their visitors try passwords.
                RecipientPages.message(ctx, 403, "foreignPassword");
            } else {
                take(ctx, link, Form.of(ctx, BODY_LIMIT));
            }
        });
    }

    private void take(Context ctx, Link link, Form form) {
        String password = form.field(FIELD);
        FirstRequest first = FirstRequest.of(form);
        InetAddress address = addresses.of(ctx);
        Optional<Duration> wait = limits.password(address, guarded(link));
        if (wait.isPresent()) {
            RecipientPages.tooMany(ctx, wait.get(), "tooManyPasswords");
            redirects.count(ctx, Outcome.LIMITED);
            return;
        }
        boolean right;
        try {
            right = password != null && LinkPasswords.matches(password, String.valueOf(link.passwordHash()));
        } catch (RefusedException e) {
            limits.passwordNotWrong(address, guarded(link));
            RecipientPages.unavailable(ctx, AGAIN);
            redirects.count(ctx, Outcome.UNAVAILABLE);
            return;
        }
        if (right) {
            limits.passwordNotWrong(address, guarded(link));
            redirects.pass(ctx, link, first.with(revealed(ctx)));
        } else {
            PasswordPage.wrong(ctx, link, first);
            redirects.count(ctx, Outcome.PASSWORD_WRONG);
        }
    }

    private static String guarded(Link link) {
        return "link " + link.id();
    }

    private Revealed revealed(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return visits.read(
                false,
                addresses.isSecure(ctx),
                request.getHeaders(),
                request.getHttpURI().getQuery());
    }
}
