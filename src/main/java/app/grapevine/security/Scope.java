package app.grapevine.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key of the API, or an account, may do. */
public enum Scope {
    LINKS_READ,
    LINKS_WRITE,
    STATS_READ,
    CONVERSIONS_WRITE,
    /** Everything, keys and accounts included. */
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

    /** Scopes as a column holds them: their labels, with spaces between. */
    static String column(Set<Scope> scopes) {
        return scopes.stream().map(Scope::label).collect(Collectors.joining(" "));
    }

    static Set<Scope> ofColumn(String column) {
        return List.of(column.split(" ")).stream()
                .flatMap(label -> find(label).stream())
                .collect(Collectors.toSet());
    }
}
