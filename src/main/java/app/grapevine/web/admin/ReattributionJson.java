package app.grapevine.web.admin;

import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.Move;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that judges visits anew, as JSON. */
record ReattributionJson(
        String id,
        boolean dryRun,
        String state,
        Instant from,
        Instant to,
        int rulesVersion,
        Instant reached,
        int percent,
        long examined,
        long changed,
        long forgotten,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<TotalJson> totals,
        List<Move> moves,
        long otherMoves) {

    record TotalJson(String kind, @Nullable String channel, long before, long after) {}

    static ReattributionJson of(Reattribution run) {
        return new ReattributionJson(
                run.id(),
                run.dryRun(),
                run.state().label(),
                run.from(),
                run.to(),
                run.rulesVersion(),
                run.reached(),
                run.percent(),
                run.examined(),
                run.changed(),
                run.forgotten(),
                run.startedAt(),
                run.finishedAt(),
                run.totals().stream()
                        .map(total -> new TotalJson(total.kind(), total.channel(), total.before(), total.after()))
                        .toList(),
                run.moves(),
                run.otherMoves());
    }

    /** @throws IllegalArgumentException if the state is none of ours */
    Reattribution toRun() {
        return new Reattribution(
                id,
                dryRun,
                from,
                to,
                rulesVersion,
                Reattribution.State.find(state)
                        .orElseThrow(() -> new IllegalArgumentException("no such state: " + state)),
                reached,
                percent,
                examined,
                changed,
                forgotten,
                startedAt,
                finishedAt,
                totals.stream()
                        .map(total ->
                                new Reattribution.Total(total.kind(), total.channel(), total.before(), total.after()))
                        .toList(),
                moves,
                otherMoves);
    }
}
