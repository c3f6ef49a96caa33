package app.grapevine.moves;

import app.grapevine.moving.MoveSums;
import app.grapevine.moving.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Links that are brought from somewhere, as far as it is.
 *
 * @param kind of which program they are
 * @param place its address, or the name of the file
 * @param sums of what it does at present: of looking, then of bringing
 * @param total how many links there are to be looked at or brought; 0 where nobody knows yet
 * @param changed the first of those that are not as they were
 * @param refused the first of those that are not brought
 * @param failure why it has ended early; null where it has not
 * @param endedAt null while it can go on
 */
public record Move(
        String id,
        String kind,
        String place,
        boolean isFile,
        State state,
        MoveSums sums,
        long total,
        List<Planned> changed,
        List<Planned> refused,
        @Nullable Failure failure,
        Instant startedAt,
        @Nullable Instant endedAt) {
    /** So many of the links that are changed, and of those that are refused, are told with it; its report has all. */
    public static final int TOLD = 100;

    public Move {
        changed = List.copyOf(changed);
        refused = List.copyOf(refused);
    }

    /**
     * Why it has ended early.
     *
     * @param reason a word that programs decide by
     * @param message in English, without keys
     */
    public record Failure(String reason, String message) {}

    /** How far it is. */
    public enum State {
        /** It is looked at what would become of each link. */
        REHEARSING,
        /** That is known, and nothing is made yet. */
        REHEARSED,
        /** Links are made. */
        RUNNING,
        FINISHED,
        /** Somebody has ended it; what was made by then stays. */
        CANCELLED,
        /** The source or the database gave no more; what was made by then stays. */
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isWorking() {
            return this == REHEARSING || this == RUNNING;
        }

        boolean isOver() {
            return this == FINISHED || this == CANCELLED || this == FAILED;
        }
    }
}
