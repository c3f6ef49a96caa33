package app.grapevine.service;

import app.grapevine.abuse.AbuseReports;
import app.grapevine.cards.CardPictures;
import app.grapevine.clicks.AgentSweep;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.daily.DailyCounts;
import app.grapevine.erasure.Erasures;
import app.grapevine.notices.Notices;
import app.grapevine.ops.Jobs;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.Recorder.Recording;
import app.grapevine.storage.Dialect;
import app.grapevine.web.idempotency.Idempotency;
import app.grapevine.web.site.DomainFiles;
import java.time.Clock;
import java.time.Duration;

/** What is done now and then. */
final class Upkeep {
    private static final Duration COUNTS = Duration.ofSeconds(1);
    /** Of each second, at most about as much as this. */
    private static final Duration MERGING = Duration.ofMillis(500);

    private static final Duration ERASING = Duration.ofSeconds(1);
    private static final Duration COUNTRIES = Duration.ofMinutes(1);
    /** A look at two times and sizes; a host that is blocked is so on all nodes within this. */
    private static final Duration HOSTS = Duration.ofSeconds(15);

    private static final Duration CONVERSIONS = Duration.ofMinutes(10);
    private static final Duration SALTS = Duration.ofMinutes(15);
    /** A node that is new counts visitors by a salt of its own until it is handed the others'. */
    private static final Duration SHARING = Duration.ofSeconds(10);

    /** How far the SQL views may be behind, and how long other jobs wait for a piece of it. */
    private static final Duration DAILY = Duration.ofMinutes(1);

    private static final Duration DAILY_TAKES = Duration.ofSeconds(2);

    private static final Duration CLEANING = Duration.ofHours(1);
    private static final Duration TELLING = Duration.ofDays(1);
    private static final Duration COUNTING = Duration.ofSeconds(15);
    private static final Duration SWEEPING = Duration.ofMinutes(15);
    /** What was deleted is out of the embedded database's file within the hour, bytes and all. */
    private static final Duration WIPING = Duration.ofMinutes(30);

    private Upkeep() {}

    static void schedule(
            Jobs jobs,
            Settings settings,
            Foundation ground,
            Recorder recorder,
            Recording recording,
            Erasures erasures,
            Idempotency idempotency,
            Notices notices,
            AbuseReports reports,
            CardPictures pictures,
            DomainFiles files,
            Clock clock) {
        RetentionSettings stay = FeatureSettings.retention(settings);
        Retention retention = new Retention(ground.database(), clock, stay);
        jobs.every(COUNTS, "merging counts", () -> merge(recorder.rollups(), clock));
        jobs.every(ERASING, "erasing what was asked for", erasures::runSome);
        jobs.every(COUNTRIES, "reading geo.database anew", ground.countries()::refresh);
        jobs.every(
                HOSTS,
                "reading lists of hosts anew",
                ground.domains().destinations().hosts()::refresh);
        jobs.every(HOSTS, "reading the files of domains anew", files::refresh);
        // Before retention, which may delete the clicks by which the links are found.
        jobs.every(CONVERSIONS, "noting the links of conversions", recording.conversions()::settle);
        jobs.every(SALTS, "renewing the salts", recording.pseudonyms()::renewSalts);
        if (ground.database().dialect() == Dialect.POSTGRESQL) {
            jobs.every(SHARING, "sharing the salts", recording.pseudonyms()::shareSalts);
            DailyCounts daily = new DailyCounts(ground.database());
            jobs.every(DAILY, "counting days for SQL", () -> daily.refresh(DAILY_TAKES));
        }
        jobs.every(CLEANING, "forgetting what is past its time", retention::run);
        jobs.every(
                CLEANING,
                "forgetting what is damaged",
                () -> recording.clicks().forgetDamaged(clock.instant().minus(Duration.ofDays(stay.detailDays()))));
        AgentSweep agents = new AgentSweep(ground.database());
        jobs.every(SWEEPING, "deleting the user agents of erased visits", agents::run);
        jobs.every(WIPING, "wiping what was deleted", ground.database().file()::wipeDeleted);
        jobs.every(CLEANING, "deleting pictures that no link shows", pictures::tidy);
        jobs.every(CLEANING, "forgetting closed reports of links", reports::forget);
        jobs.every(TELLING, "telling where the audit log stands", ground.audit()::logHead);
        FeatureSettings.audit(settings)
                .ifPresent(kept -> jobs.every(
                        CLEANING,
                        "cutting the audit log",
                        () -> ground.audit().cut(clock.instant().minus(kept))));
        jobs.every(CLEANING, "forgetting idempotency keys", idempotency::forget);
        jobs.every(CLEANING, "forgetting notices that have ended", notices::forget);
        jobs.every(COUNTING, "counting what notices are yet to say", notices::count);
        jobs.every(
                CLEANING, "forgetting sessions that have ended", ground.people().sessions()::forget);
    }

    /** Until there is nothing to merge, or other jobs have waited long enough. */
    private static void merge(Rollups rollups, Clock clock) {
        long began = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - began < MERGING.toNanos()) {
            more = rollups.mergeSome(clock.millis());
        }
    }
}
