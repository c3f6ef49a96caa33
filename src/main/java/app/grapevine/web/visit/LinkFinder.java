package app.grapevine.web.visit;

import static java.util.Objects.requireNonNull;

import app.grapevine.domains.Domain;
import app.grapevine.domains.Domains;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Link;
import app.grapevine.redirect.Redirects;
import app.grapevine.redirect.Target;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ClientAddress;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** Finds the link that a recipient asks something of, and answers in its place where there is none, or none at present. */
final class LinkFinder {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Redirects redirects;
    private final Seekers seekers;
    private final ClientAddress addresses;
    private final Domains sites;
    private final Clock clock;

    LinkFinder(Redirects redirects, Seekers seekers, ClientAddress addresses, Domains sites, Clock clock) {
        this.redirects = redirects;
        this.seekers = seekers;
        this.addresses = addresses;
        this.sites = sites;
        this.clock = clock;
    }

    static ServletContextRequest core(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    /** Says that the database is away. */
    static void unavailable(Context ctx) {
        RecipientPages.unavailable(ctx, AGAIN);
    }

    static String host(Context ctx) {
        return core(ctx).getHttpURI().getHost();
    }

    /** Lets pages look as the domain's do that is asked. @return null where it is none of ours, and refused */
    @Nullable
    Domain look(Context ctx) {
        Domain domain = redirects
                .key(host(ctx), "")
                .map(key -> sites.find(key.domain()))
                .orElse(null);
        if (domain != null) {
            DomainLook.set(ctx, domain);
        }
        return domain;
    }

    /** What is said about, or done with, a link that can be visited now; counts nothing. */
    void withLink(Context ctx, String code, Consumer<Target> answer) {
        look(ctx);
        Optional<LinkKey> key = key(ctx, code);
        try {
            if (isRefusedBefore(ctx, key)) {
                return;
            }
            key = meant(ctx, key);
            Target target = key.flatMap(redirects::found).orElse(null);
            if (isRefusedAfter(ctx, key)) {
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

    /** What is asked for, before it is known what is meant. @param code in the path; empty where it is none */
    Optional<LinkKey> key(Context ctx, String code) {
        return BroughtPath.key(core(ctx), redirects, code);
    }

    /** The code that was typed or pasted, as the link has it. */
    Optional<LinkKey> meant(Context ctx, Optional<LinkKey> key) {
        List<String> brought = BroughtPath.codes(core(ctx));
        if (!brought.isEmpty()) {
            return key.map(one -> redirects.meant(brought.stream()
                    .map(code -> new LinkKey(one.domain(), code))
                    .toList()));
        }
        boolean pasted = PastedPath.isPasted(core(ctx));
        return key.map(one -> redirects.meant(one, pasted));
    }

    /** Whether it was refused before a look-up, because its client asks for too much that is nobody's. */
    boolean isRefusedBefore(Context ctx, Optional<LinkKey> key) {
        return isRefused(ctx, key, seekers::before);
    }

    /** Whether it was refused after a look-up, because this was nobody's as well. */
    boolean isRefusedAfter(Context ctx, Optional<LinkKey> key) {
        return isRefused(ctx, key, seekers::after);
    }

    /**
     * Whether what no code could be that is chosen here, and nobody brought, was refused, because its client asks for too much that is
     * nobody's.
     */
    boolean isRefusedAsOdd(Context ctx, String segment) {
        if (!redirects.areOddCodes() || !CodeShape.canBeBrought(segment)) {
            return false;
        }
        Optional<LinkKey> key = redirects.key(host(ctx), segment);
        if (isRefusedBefore(ctx, key)) {
            return true;
        }
        key.ifPresent(one -> redirects.meant(List.of(one)));
        return isRefusedAfter(ctx, key);
    }

    private interface Seeking {
        Optional<Duration> wait(InetAddress address, LinkKey key);
    }

    private boolean isRefused(Context ctx, Optional<LinkKey> key, Seeking seeking) {
        Optional<Duration> wait = key.flatMap(known -> seeking.wait(addresses.of(ctx), known));
        wait.ifPresent(time -> RecipientPages.tooMany(ctx, time, "unknownAgain"));
        return wait.isPresent();
    }
}
