package app.grapevine.cli;

import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.Judged;
import app.grapevine.reattribution.Reattribution.Move;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What judging anew changes, or would, in tables for a terminal. */
final class ReattributionTables {
    private static final String MOVE = "%12s  %-30s %-34s %-30s %s%n";

    private final PrintStream out;

    ReattributionTables(PrintStream out) {
        this.out = out;
    }

    /** Which rule moves how many verdicts from what to what, and the totals. */
    void printRehearsal(Reattribution rehearsal) {
        if (!rehearsal.moves().isEmpty()) {
            out.printf(MOVE, "visits", "rule before", "judged before", "rule now", "judged now");
            rehearsal.moves().forEach(this::printMove);
            if (rehearsal.otherMoves() > 0) {
                out.printf(MOVE, rehearsal.otherMoves(), "others", "", "", "");
            }
            out.println();
        }
        printTotals(rehearsal);
        out.printf(
                "rehearsed: of %d visits, rules version %d changes the verdict on %d and leaves %d as forgotten%n",
                rehearsal.examined(), rehearsal.rulesVersion(), rehearsal.changed(), rehearsal.forgotten());
        out.flush();
    }

    private void printMove(Move move) {
        Judged before = move.before();
        Judged after = move.after();
        boolean alike = before.equals(after);
        out.printf(
                MOVE,
                move.visits(),
                orNone(before.rule()),
                words(before),
                alike ? "the same" : orNone(after.rule()),
                alike ? "otherwise in evidence, visibility or device" : words(after));
    }

    private static String words(Judged judged) {
        return judged.kind() + " " + orNone(judged.channel()) + (judged.tier() == null ? "" : " " + judged.tier());
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "-" : value;
    }

    /** What a run has changed. */
    void printRun(Reattribution run) {
        printTotals(run);
        out.printf(
                "done: %d visits examined by rules version %d, %d changed, %d left as forgotten%n",
                run.examined(), run.rulesVersion(), run.changed(), run.forgotten());
    }

    private void printTotals(Reattribution run) {
        out.printf("%-8s %-24s %12s %12s%n", "kind", "channel", "before", "after");
        for (Reattribution.Total total : run.totals()) {
            out.printf("%-8s %-24s %12d %12d%n", total.kind(), orNone(total.channel()), total.before(), total.after());
        }
    }
}
