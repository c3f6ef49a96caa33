package app.grapevine.conversions;

import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a conversion is tied to: a click; one that waits in a journal still; or none, for a reason.
 *
 * @param visit the click; of several that wait, one; null where there is none
 * @param link 0 while it waits, {@value #NO_LINK} where there is none
 * @param clickedAt when, in milliseconds; null while it waits and where there is none
 * @param candidates all that it may be tied to, while one of them waits; else empty
 * @param reason why there is none; null where there is one or may be
 * @param campaign whose conversion it would be, where that is known of one that is tied to none
 */
record Tie(
        @Nullable VisitKey visit,
        long link,
        @Nullable Long clickedAt,
        List<VisitKey> candidates,
        @Nullable UnattributedReason reason,
        @Nullable String campaign) {
    static final long NO_LINK = -1;

    static Tie to(Click click) {
        return new Tie(VisitKey.of(click), click.linkId(), click.atMillis(), List.of(), null, null);
    }

    static Tie waiting(VisitKey visit, List<VisitKey> candidates) {
        return new Tie(visit, 0, null, List.copyOf(candidates), null, null);
    }

    static Tie none(UnattributedReason reason, @Nullable String campaign) {
        return new Tie(null, NO_LINK, null, List.of(), Objects.requireNonNull(reason), campaign);
    }

    boolean isWaiting() {
        return link == 0;
    }
}
