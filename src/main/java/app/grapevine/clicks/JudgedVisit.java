package app.grapevine.clicks;

import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickFlags;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A visit on its way from the journal into the tables.
 *
 * @param payload its bytes in the journal; null where there is the visit, which says the same in less room
 * @param visit null exactly when it is a dead letter
 * @param click the row to be, not yet known to be its visitor's first; null exactly when it is a dead letter
 * @param flags what of the request the columns do not say, see {@link ClickFlags}
 * @param error why it cannot be stored; null exactly when it can
 */
record JudgedVisit(
        long sequence,
        byte @Nullable [] payload,
        @Nullable Visit visit,
        @Nullable Click click,
        int flags,
        @Nullable String error) {
    static JudgedVisit dead(long sequence, byte[] payload, Throwable cause) {
        String error = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new JudgedVisit(sequence, payload, null, null, 0, error);
    }

    /** The same as a dead letter, because it cannot be stored. */
    JudgedVisit refused(Throwable cause) {
        byte[] bytes = payload != null ? payload : VisitCodec.encode(Objects.requireNonNull(visit));
        return dead(sequence, bytes, cause);
    }
}
