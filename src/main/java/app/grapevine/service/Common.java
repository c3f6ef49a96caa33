package app.grapevine.service;

import app.grapevine.ops.Settings;
import app.grapevine.security.RateLimits;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Turns;
import app.grapevine.web.idempotency.Idempotency;
import java.time.Clock;

/**
 * What the resources of the API have in common: one of each serves all of them.
 *
 * @param turns the share of the processors that questions have
 */
record Common(
        StatsSettings reports,
        Stats stats,
        RateLimits limits,
        Turns turns,
        Idempotency idempotency,
        Trail trail,
        Clock clock) {

    static Common on(Settings settings, Foundation ground, Clock clock) {
        StatsSettings reports = FeatureSettings.stats(settings);
        return new Common(
                reports,
                new Stats(ground.database(), reports, ground.channels(), clock),
                new RateLimits(FeatureSettings.limits(settings), clock),
                new Turns(questionsAtOnce(ground.database().dialect())),
                new Idempotency(ground.database(), clock),
                new Trail(ground.database(), ground.audit(), clock),
                clock);
    }

    /**
     * On H2, which answers in this process, half of the processors are for questions; where another process answers, it is
     * mostly waited for.
     */
    private static int questionsAtOnce(Dialect dialect) {
        int processors = Runtime.getRuntime().availableProcessors();
        return dialect == Dialect.H2 ? Math.max(1, processors / 2) : 2 * processors;
    }

    SmallCells smallCells() {
        return reports.smallCells();
    }
}
