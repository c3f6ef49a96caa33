package app.grapevine.web.visit;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.redirect.Target;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.SameOrigin;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a recipient passes a link on. To look at it makes nothing, for previews and scanners look at
 * everything; what its form posts makes a link of its own. It needs no script and no cookie, and counts no click.
 */
final class ForwardApi {
    private static final String PATH = "/{code}/share";
    private static final int BODY_LIMIT = 1024;

    private final LinkFinder links;
    private final Forwards forwards;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final LinkSettings domains;

    ForwardApi(LinkFinder links, Forwards forwards, RateLimits limits, ClientAddress addresses, LinkSettings domains) {
        this.links = links;
        this.forwards = forwards;
        this.limits = limits;
        this.addresses = addresses;
        this.domains = domains;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::choose);
        routes.head(PATH, this::choose);
        routes.post(PATH, this::forward);
    }

    private void choose(Context ctx) {
        withForwardable(ctx, target -> ForwardPages.choose(ctx, target, forwards));
    }

    private void forward(Context ctx) {
        if (SameOrigin.isElsewhere(ctx)) {
            RecipientPages.message(ctx, 403, "foreign");
            return;
        }
        String app = app(ctx);
        withForwardable(ctx, target -> {
            Optional<Duration> wait =
                    limits.forward(addresses.of(ctx), target.link().id());
            if (wait.isPresent()) {
                RecipientPages.tooMany(ctx, wait.get(), "tooMany");
            } else {
                forward(ctx, target.link(), app);
            }
        });
    }

    private void forward(Context ctx, Link link, @Nullable String app) {
        try {
            Forwards.Forwarded made = forwards.forward(link.key(), app);
            String shortUrl = domains.shortUrl(made.link().domain(), made.link().code());
            ForwardPages.made(ctx, made, shortUrl, name(link, app));
        } catch (RefusedException e) {
            if (e.reason() != RefusedException.Reason.NOT_FOUND) {
                throw e;
            }
            RecipientPages.message(ctx, 404, "notForwardable");
        }
    }

    private @Nullable String name(Link link, @Nullable String app) {
        return forwards.apps(link).stream()
                .filter(channel -> channel.id().equals(app))
                .map(channel -> channel.name())
                .findFirst()
                .orElse(null);
    }

    private void withForwardable(Context ctx, Consumer<Target> answer) {
        if (Problems.isApi(ctx.path())) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "There is no such route.");
        }
        links.withLink(ctx, ctx.pathParam("code"), target -> {
            if (forwards.isOpen(target.link())) {
                answer.accept(target);
            } else {
                RecipientPages.message(ctx, 404, "notForwardable");
            }
        });
    }

    /** The field {@code channel}: an app, or null where it is empty. @throws RefusedException INVALID without it */
    private static @Nullable String app(Context ctx) {
        String app = Form.of(ctx, BODY_LIMIT).field("channel");
        if (app == null) {
            throw RefusedException.invalid("channel", FaultCode.MISSING);
        }
        return app.isEmpty() ? null : app;
    }
}
