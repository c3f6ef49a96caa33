package app.grapevine.web.shlink;

import app.grapevine.stats.Figures;

/**
 * How many visits there were. What is no machine's are clicks, and visits of people who asked not to be tracked; previews are
 * fetched by machines, and what is set apart as unusual may be theirs.
 */
record VisitsSummary(long total, long nonBots, long bots) {
    static final VisitsSummary NONE = new VisitsSummary(0, 0, 0);

    static VisitsSummary of(Figures figures) {
        long nonBots = figures.clicks() + figures.suppressed();
        long bots = figures.previews() + figures.bots() + figures.unusual();
        return new VisitsSummary(nonBots + bots, nonBots, bots);
    }
}
