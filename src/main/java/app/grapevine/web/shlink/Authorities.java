package app.grapevine.web.shlink;

import app.grapevine.links.Destinations;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Domains as Shlink's clients write them: the default one is none, or {@code DEFAULT}, or its authority, which has the port that it
 * is reached at.
 */
record Authorities(LinkSettings settings) {
    private static final String DEFAULT = "DEFAULT";

    /** The domain that is meant. */
    String domain(@Nullable String given) {
        return given == null || given.isEmpty() || given.equals(DEFAULT) || given.equalsIgnoreCase(ofDefault())
                ? settings.defaultDomain()
                : settings.domain(given);
    }

    /** The same for what may be on any; null where none is given. */
    @Nullable
    String domainOrAny(@Nullable String given) {
        return given == null || given.isEmpty() ? null : domain(given);
    }

    /** An address as links keep it; empty where they would not. */
    Optional<String> destination(String given) {
        return new Destinations(settings).check(given) instanceof Destinations.Accepted accepted
                ? Optional.of(accepted.url())
                : Optional.empty();
    }

    String ofDefault() {
        return settings.publicUrl().getAuthority().toLowerCase(Locale.ROOT);
    }

    /** As clients are told of a domain that is not the default one; null for that. */
    @Nullable
    String told(String domain) {
        return domain.equals(settings.defaultDomain()) ? null : domain;
    }

    @Nullable
    String told(Link link) {
        return told(link.domain());
    }
}
