package app.grapevine.cli;

import app.grapevine.moving.MoveSums;
import app.grapevine.moving.Moves;
import app.grapevine.moving.Planned;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * What an import tells while it goes on: of a rehearsal each link, else those that are not as they were; and how far it is, as a bar
 * on a terminal and as a line now and then elsewhere. Used by one thread.
 */
final class ImportReport implements Moves.Listener {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int WIDTH = 30;

    private final Surroundings surroundings;
    private final PrintStream out;
    private final boolean dry;
    private final boolean terminal = System.console() != null;
    private Instant lastLine;
    private boolean isBarOpen;

    ImportReport(Surroundings surroundings, boolean dry) {
        this.surroundings = surroundings;
        this.out = surroundings.out();
        this.dry = dry;
        this.lastLine = surroundings.clock().instant();
    }

    @Override
    public void link(Planned planned) {
        boolean isPlain = planned.outcome() == Planned.Outcome.MADE || planned.outcome() == Planned.Outcome.THERE;
        if (!dry && isPlain) {
            return;
        }
        closeBar();
        String destination = planned.destination() == null ? "" : " → " + planned.destination();
        String shortUrl = planned.shortUrl() == null ? "" : "  " + planned.shortUrl();
        out.printf("%-8s %s%s%s%n", planned.outcome().label(), planned.place(), shortUrl, destination);
        planned.notes().forEach(note -> out.println("         " + note.text()));
        if (planned.refusal() != null) {
            String waysOut = planned.waysOut() == null ? "" : " (" + planned.waysOut() + ")";
            out.println("         " + planned.refusal() + waysOut);
        }
    }

    @Override
    public void sums(MoveSums sums) {
        Instant now = surroundings.clock().instant();
        if (terminal) {
            bar(sums);
        } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            out.printf("%s%n", told(sums));
            out.flush();
        }
    }

    private static String told(MoveSums sums) {
        return "%,d links, %,d visits".formatted(sums.links(), sums.visits());
    }

    private void bar(MoveSums sums) {
        long all = sums.visits() > 0 ? sums.expectedVisits() : sums.expectedLinks();
        long done = sums.visits() > 0 ? sums.visits() : sums.links();
        int full = all <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / all);
        String bar = all <= 0 ? "" : "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] ";
        out.print("\r" + bar + told(sums) + "   ");
        out.flush();
        isBarOpen = true;
    }

    private void closeBar() {
        if (isBarOpen) {
            out.println();
            isBarOpen = false;
        }
    }

    /** The last lines. */
    void end(MoveSums sums) {
        closeBar();
        out.printf(
                dry
                        ? "would be made: %,d, changed: %,d, there already: %,d, refused: %,d%n"
                        : "made: %,d, changed: %,d, there already: %,d, refused: %,d%n",
                sums.made(),
                sums.changed(),
                sums.there(),
                sums.refused());
        if (sums.visits() > 0 || sums.unknown() > 0) {
            out.printf("visits: %,d%n", sums.visits());
        }
        if (sums.unknown() > 0) {
            out.printf("visits of links that were not brought: %,d%n", sums.unknown());
        }
    }
}
