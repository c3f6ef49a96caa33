package app.grapevine.redirect;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Kind;
import app.grapevine.hostlists.HostLists;
import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.rules.Asked;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a visit gets to a link that was found: by what the link is at this moment, whether it asks for a password, and whether
 * there is a use of it left. Safe for use by many threads.
 */
final class Answering {
    private final Links links;
    private final HostLists hosts;
    private final Clock clock;
    private final Consumer<LinkKey> outdated;

    /** @param outdated hears of a link that is not as it is remembered */
    Answering(Links links, HostLists hosts, Clock clock, Consumer<LinkKey> outdated) {
        this.links = links;
        this.hosts = hosts;
        this.clock = clock;
        this.outdated = outdated;
    }

    /**
     * As {@link Redirects#answer} says, of the link that is {@code target}.
     *
     * @param passed the hash of the password that was given; null where none was
     * @throws DatabaseUnavailableException if the uses have to be counted and cannot be
     */
    Answer answer(
            LinkKey key,
            Target target,
            Kind kind,
            @Nullable String query,
            boolean scanned,
            Function<Link, @Nullable Asked> asking,
            @Nullable String passed) {
        Link link = target.link();
        Instant now = clock.instant();
        return switch (link.status(now)) {
            case SCHEDULED -> new Answer.NotYet(requireNonNull(link.validFrom()));
            case DISABLED -> new Answer.Disabled();
            case EXPIRED -> over(link, false);
            case USED_UP -> over(link, true);
            case ACTIVE ->
                target.blocked()
                        ? new Answer.Blocked()
                        : active(key, scanned ? target.scanned() : target, kind, query, now, asking, passed);
        };
    }

    private Answer active(
            LinkKey key,
            Target target,
            Kind kind,
            @Nullable String query,
            Instant now,
            Function<Link, @Nullable Asked> asking,
            @Nullable String passed) {
        Link link = target.link();
        boolean asks = link.isProtected() && !Objects.equals(link.passwordHash(), passed);
        Asked asked = target.hasRules() && !asks ? asking.apply(link) : null;
        Way way = target.way(asked);
        if (way.blocked()) {
            return new Answer.Blocked();
        }
        if (!usable(key, link, Leading.isPerson(kind) && !asks, now)) {
            return over(link, true);
        }
        return asks && Leading.isPerson(kind)
                ? new Answer.Asks(link)
                : Leading.answer(target, way, asked, kind, query, passed != null && !asks);
    }

    /**
     * A remembered link may be used up meanwhile: a person's use is taken, anyone else looks afresh, and so does who has yet to
     * give the password.
     */
    private boolean usable(LinkKey key, Link link, boolean takes, Instant now) {
        if (link.maxClicks() == null) {
            return true;
        }
        if (takes) {
            boolean taken = links.takeUse(link.id());
            if (!taken) {
                outdated.accept(key);
            }
            return taken;
        }
        return links.find(key)
                .map(fresh -> fresh.status(now) == Link.Status.ACTIVE)
                .orElse(false);
    }

    private Answer over(Link link, boolean usedUp) {
        String elsewhere = link.expiredDestination();
        if (elsewhere == null) {
            return new Answer.Gone(usedUp);
        }
        return hosts.blocks(elsewhere) ? new Answer.Blocked() : new Answer.Elsewhere(elsewhere);
    }
}
