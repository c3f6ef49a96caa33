package app.grapevine.feeds;

import app.grapevine.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question whose answer has an address of its own.
 *
 * @param question as its maker asked it; what may be asked says who answers
 * @param maker by whose rights it is answered
 * @param usedAt the beginning of the hour in which it was asked for last; null for never
 */
public record Feed(
        String id,
        String name,
        String question,
        Maker maker,
        Instant createdAt,
        @Nullable Instant usedAt) {
    /** @param name as it was when the feed was made */
    public record Maker(Caller.KnownBy knownBy, String id, String name) {
        static Maker of(Caller caller) {
            return new Maker(caller.knownBy(), caller.id(), caller.name());
        }
    }
}
