package app.grapevine.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a link is found by: its domain, lower case and without a port, and its code, case-sensitive. Compared at each
 * redirect, and therefore by hand: what the compiler gives a record goes through method handles, and showed in a profile.
 */
public record LinkKey(String domain, String code) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkKey key && code.equals(key.code) && domain.equals(key.domain);
    }

    @Override
    public int hashCode() {
        return 31 * domain.hashCode() + code.hashCode();
    }
}
