package app.grapevine.moving;

import app.grapevine.moving.Planned.Outcome;

/**
 * What came of a run, or would.
 *
 * @param visits that were brought one by one
 * @param unknown visits that were left out, being of links that were not brought
 * @param expectedLinks how many the source has; 0 where nobody knows
 * @param expectedVisits about how many visits are to be brought; 0 where nobody knows
 */
public record MoveSums(
        long made,
        long changed,
        long there,
        long refused,
        long visits,
        long unknown,
        long expectedLinks,
        long expectedVisits) {
    public static final MoveSums NONE = new MoveSums(0, 0, 0, 0, 0, 0, 0, 0);

    MoveSums expecting(long links, long comingVisits) {
        return new MoveSums(made, changed, there, refused, visits, unknown, links, comingVisits);
    }

    MoveSums plus(Outcome outcome) {
        return new MoveSums(
                made + (outcome == Outcome.MADE ? 1 : 0),
                changed + (outcome == Outcome.CHANGED ? 1 : 0),
                there + (outcome == Outcome.THERE ? 1 : 0),
                refused + (outcome == Outcome.REFUSED ? 1 : 0),
                visits,
                unknown,
                expectedLinks,
                expectedVisits);
    }

    MoveSums plus(long moreVisits, long moreUnknown) {
        return new MoveSums(
                made,
                changed,
                there,
                refused,
                visits + moreVisits,
                unknown + moreUnknown,
                expectedLinks,
                expectedVisits);
    }

    /** All links that were looked at. */
    public long links() {
        return made + changed + there + refused;
    }
}
