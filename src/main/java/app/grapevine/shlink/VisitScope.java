package app.grapevine.shlink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which visits are listed; null stands for any.
 *
 * @param link the id of their link
 * @param tag of their links
 * @param domain of their links
 * @param from the first moment
 * @param to the last
 * @param ofPeople whether those of machines, and those that may be, are left out
 */
public record VisitScope(
        @Nullable Long link,
        @Nullable String tag,
        @Nullable String domain,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean ofPeople) {}
