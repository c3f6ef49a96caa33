package app.grapevine.moving;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links that were brought of one source, as it asks for them while it reads visits. Used by one thread. */
public interface BroughtSoFar {
    /**
     * One of them.
     *
     * @param linkId ours
     * @param key of the source, as {@link Keys} writes it
     * @param visitsUntil the last millisecond whose visits are here; null for none
     * @param told how many visits the source said it has; null where it did not
     */
    record Brought(
            long linkId,
            String key,
            @Nullable Long visitsUntil,
            @Nullable Long told) {
        /** The host; null for the source's only one. */
        @Nullable
        String domain() {
            String host = key.substring(0, key.indexOf('/'));
            return host.isEmpty() ? null : host;
        }

        /** Whether what was then is here, in a sum or singly. */
        boolean has(long millis) {
            return visitsUntil != null && millis <= visitsUntil;
        }

        String code() {
            return key.substring(key.indexOf('/') + 1);
        }
    }

    /** Some with greater ids, in the order of their ids; none behind the last. */
    List<Brought> after(long linkId);

    /** The link with a key, or with an alias of it. */
    Optional<Brought> find(String key);
}
