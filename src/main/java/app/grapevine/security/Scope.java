package app.grapevine.security;

import java.util.Locale;
import java.util.Optional;

/** What an API key may do. */
public enum Scope {
    LINKS_READ,
    LINKS_WRITE,
    STATS_READ,
    CONVERSIONS_WRITE,
    /** Everything, keys included. */
    ADMIN;

    /** As the API writes it: {@code links:read}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> find(String label) {
        for (Scope scope : values()) {
            if (scope.label().equals(label)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
