package app.grapevine.domains;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Destinations;
import app.grapevine.links.LinkSettings;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.ChangeListener;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is set for domains. All of it is remembered, and read anew when it has changed, here or at another node: the feed of
 * changed links tells of a domain as of a link without a code. Safe for use by many threads.
 */
public final class Domains {
    private static final Logger LOG = LoggerFactory.getLogger(Domains.class);
    private static final int MAX_NAME = 100;

    private final Database database;
    private final ChangeFeed feed;
    private final LinkSettings settings;
    private final Destinations destinations;
    private final Clock clock;
    private final DomainDao domains = new DomainDao();
    private volatile Map<String, Domain> known = Map.of();
    /** Whether it could not be read when it should have been. */
    private volatile boolean isStale;

    public Domains(Database database, ChangeFeed feed, LinkSettings settings, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.settings = settings;
        this.destinations = new Destinations(settings);
        this.clock = clock;
        feed.subscribe(new ChangeListener() {
            @Override
            public void onChange(Collection<LinkKey> keys) {
                if (keys.stream().anyMatch(key -> key.code().isEmpty())) {
                    read();
                }
            }

            @Override
            public void onAll() {
                read();
            }
        });
        read();
    }

    /** What is set for {@code host}: as far as it is known, while the database is away. */
    public Domain find(String host) {
        if (isStale) {
            read();
        }
        return known.getOrDefault(host, Domain.plain(host));
    }

    /** Where {@code /} leads on {@code host}, as far as it is known: waits for nothing. */
    public Optional<String> rememberedRoot(String host) {
        Domain domain = known.get(host);
        return domain == null ? Optional.empty() : open(domain.rootDestination());
    }

    private synchronized void read() {
        isStale = false;
        try {
            known = database.read(domains::list).stream()
                    .collect(Collectors.toUnmodifiableMap(Domain::host, domain -> domain));
        } catch (DatabaseUnavailableException e) {
            isStale = true;
            LOG.debug("the domains cannot be read", e);
        }
    }

    /** @throws RefusedException NOT_FOUND for a host that is no domain of this service */
    public Domain get(String host) {
        requireOurs(host);
        return database.read(handle -> domains.find(handle, host)).orElseGet(() -> Domain.plain(host));
    }

    private void requireOurs(String host) {
        if (!settings.serves(host)) {
            throw RefusedException.notFound("links are not issued on " + host);
        }
    }

    /** Where {@code destination} leads, unless it is null or a list of the operator's keeps recipients from there. */
    public Optional<String> open(@Nullable String destination) {
        return Optional.ofNullable(destination)
                .filter(url -> !settings.destinations().hosts().blocks(url));
    }

    /**
     * Sets all of a domain.
     *
     * @return as it is kept
     * @throws RefusedException NOT_FOUND, or INVALID with every faulty field
     */
    public Domain put(Domain given) {
        requireOurs(given.host());
        return feed.write((handle, changes) -> {
            Domain present = domains.findForChange(handle, given.host()).orElseGet(() -> Domain.plain(given.host()));
            Domain checked = checked(given, present);
            if (!checked.equals(present)) {
                domains.put(handle, checked, clock.millis());
                changes.add(new LinkKey(given.host(), ""));
            }
            return checked;
        });
    }

    /** What stays as it is is not checked again, so that the rest stays changeable when the lists have changed since. */
    private Domain checked(Domain given, Domain present) {
        Faults faults = new Faults();
        Domain checked = new Domain(
                given.host(),
                url(faults, "rootDestination", given.rootDestination(), present.rootDestination()),
                url(faults, "unknownDestination", given.unknownDestination(), present.unknownDestination()),
                url(faults, "endedDestination", given.endedDestination(), present.endedDestination()),
                faults.line("name", given.name(), MAX_NAME),
                given.logo(),
                faults.line("cardTitle", given.cardTitle(), 300),
                faults.prose("cardDescription", given.cardDescription(), 1000));
        if (given.logo() != null && !Logo.isOne(given.logo())) {
            faults.add("logo", FaultCode.NOT_A_LOGO);
        }
        faults.refuseIfAny();
        return checked;
    }

    private @Nullable String url(Faults faults, String field, @Nullable String given, @Nullable String present) {
        if (given == null || Objects.equals(given, present)) {
            return given;
        }
        Destinations.Answer answer = destinations.check(Characters.trimmed(given));
        if (answer instanceof Destinations.Refused refused) {
            faults.add(refused.fault().at(field));
            return null;
        }
        return ((Destinations.Accepted) answer).url();
    }
}
