package app.grapevine.web.moving;

import app.grapevine.base.RefusedException;
import app.grapevine.moves.Move;
import app.grapevine.moving.MoveSums;
import app.grapevine.moving.Planned;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A move as the API has it: without the key, and without anything of the file but its name.
 *
 * @param total how many links there are; null where nobody knows yet
 * @param lines the first of those that are not as they were, and of those that are not brought
 */
record MoveJson(
        String id,
        String kind,
        String place,
        boolean file,
        String state,
        SumsJson sums,
        @Nullable Long total,
        List<LineJson> lines,
        Move.@Nullable Failure failure,
        Instant startedAt,
        @Nullable Instant endedAt) {

    record SumsJson(long made, long changed, long there, long refused) {
        static SumsJson of(MoveSums sums) {
            return new SumsJson(sums.made(), sums.changed(), sums.there(), sums.refused());
        }
    }

    /**
     * @param place where it stands in its source
     * @param why what is not as it was, or why it is not brought
     * @param problem the same of one that is not brought, as far as its fields are at fault
     */
    record LineJson(
            String place,
            String outcome,
            @Nullable String shortUrl,
            @Nullable String destination,
            List<WhyJson> why,
            @Nullable Problem problem) {
        static LineJson of(Planned planned) {
            String refusal = planned.refusal();
            return new LineJson(
                    planned.place(),
                    planned.outcome().label(),
                    planned.shortUrl(),
                    planned.destination(),
                    refusal == null
                            ? planned.notes().stream().map(WhyJson::of).toList()
                            : List.of(new WhyJson(null, refusal, Map.of())),
                    planned.faults().isEmpty() || refusal == null
                            ? null
                            : Problems.ofRefusal(RefusedException.invalid(planned.faults())));
        }
    }

    /**
     * @param code a word for it; null for what has none
     * @param message in English
     * @param values what the message has of its own
     */
    record WhyJson(@Nullable String code, String message, Map<String, Object> values) {
        static WhyJson of(Planned.Note note) {
            return new WhyJson(note.kind().label(), note.text(), note.values());
        }
    }

    static MoveJson of(Move move) {
        return new MoveJson(
                move.id(),
                move.kind(),
                move.place(),
                move.isFile(),
                move.state().label(),
                SumsJson.of(move.sums()),
                move.total() == 0 ? null : move.total(),
                Stream.concat(move.refused().stream(), move.changed().stream())
                        .map(LineJson::of)
                        .toList(),
                move.failure(),
                move.startedAt(),
                move.endedAt());
    }
}
