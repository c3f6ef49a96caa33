package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import java.util.List;

/**
 * How far the writer is and what became of the visits on the way, counted from its start. Immutable, and
 * swapped at each commit, so that a reader never sees half of one.
 *
 * @param position the sequence up to which the database has all
 * @param missing visits that damage took from the journal
 * @param replayed visits that were counted here, and then once more, since the database went back
 */
record Progress(
        long position,
        long clicks,
        long previews,
        long bots,
        long suppressed,
        long unusual,
        long deadLetters,
        long missing,
        long replayed) {
    static Progress at(long position) {
        return new Progress(position, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    Progress plus(List<JudgedVisit> visits, long newlyMissing) {
        long[] byKind = new long[Kind.values().length];
        long dead = 0;
        long to = position;
        for (JudgedVisit visit : visits) {
            if (visit.click() == null) {
                dead++;
            } else {
                byKind[visit.click().kind().ordinal()]++;
            }
            to = visit.sequence();
        }
        return new Progress(
                to,
                clicks + byKind[Kind.CLICK.ordinal()],
                previews + byKind[Kind.PREVIEW.ordinal()],
                bots + byKind[Kind.BOT.ordinal()],
                suppressed + byKind[Kind.SUPPRESSED.ordinal()],
                unusual + byKind[Kind.UNUSUAL.ordinal()],
                deadLetters + dead,
                missing + newlyMissing,
                replayed);
    }

    Progress backTo(long earlier, long visits) {
        return new Progress(
                earlier, clicks, previews, bots, suppressed, unusual, deadLetters, missing, replayed + visits);
    }
}
