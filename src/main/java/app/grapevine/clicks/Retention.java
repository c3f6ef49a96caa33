package app.grapevine.clicks;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.visits.VisitWalk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what has been kept long enough. To be run about once a day; a run that is cut off goes on where it
 * was. Works in short units, so that on H2 the click writer gets its turn between them.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final int CHUNK = 1000;
    /** How far nodes' clocks may be apart, in milliseconds, and a unit of work may last. */
    private static final long CLOCKS_DIFFER = Duration.ofHours(1).toMillis();

    /** The name of the value that says up to when the details of visits are forgotten. */
    private static final String PROGRESS = "retention-details";
    /** The name of the value that says before when single visits are deleted. */
    private static final String DELETED = "retention-clicks";
    /** The name of the value that says from when on visits are deleted where that is only the default. */
    private static final String AGREED = "retention-clicks-default-from";

    private static final Duration TO_SAY_OTHERWISE = Duration.ofDays(7);

    private final Database database;
    private final VisitStore store;
    private final Clock clock;
    private final RetentionSettings settings;

    public Retention(Database database, Clock clock, RetentionSettings settings) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.clock = clock;
        this.settings = settings;
    }

    /** @throws app.grapevine.storage.DatabaseUnavailableException if the database is away: to be run again */
    public void run() {
        long today = EpochDay.of(clock.millis());
        long detailDay = today - settings.detailDays();
        forgetAgents(detailDay);
        forgetDetails(EpochDay.start(detailDay));
        database.writeOnly((Handle handle) -> {
            DeadLetterDao.deleteFailedBefore(handle, EpochDay.start(detailDay));
            store.deletedAfter(handle, settings.clickDays());
        });
        if (settings.clickDays() > 0 && isAgreed(today - settings.clickDays())) {
            deleteVisits(EpochDay.start(today - settings.clickDays()));
        }
        store.sweep(database);
    }

    /**
     * Whether visits from before a day may be deleted. Where that is only the default, an installation that kept them for
     * ever is told first, and has a week to say otherwise.
     */
    private boolean isAgreed(long beforeDay) {
        if (settings.isClickDaysGiven()) {
            return true;
        }
        long now = clock.millis();
        long from = database.write(handle -> {
            if (StoredValues.findText(handle, AGREED).isEmpty()) {
                StoredValues.setText(handle, AGREED, Long.toString(now + TO_SAY_OTHERWISE.toMillis()));
            }
            return moment(handle, AGREED);
        });
        OptionalLong oldest = database.read(store::oldest);
        if (now < from && oldest.isPresent() && oldest.getAsLong() < EpochDay.start(beforeDay)) {
            LOG.warn(
                    "retention.clicks.days is {} by default: single visits older than that are deleted from {} on, sums"
                            + " stay; set it to 0 to keep them, or to {} to agree",
                    settings.clickDays(),
                    Instant.ofEpochMilli(from),
                    settings.clickDays());
        }
        return now >= from;
    }

    /**
     * The moment, in milliseconds, before which the details of visits are forgotten. A unit of work that has
     * locked a visit from later may rely on its details.
     */
    public static long forgottenBefore(Handle handle) {
        return moment(handle, PROGRESS);
    }

    /**
     * From when on all single visits are there, in milliseconds: what retention deleted is before. 0 where it never did.
     */
    public static long visitsKeptFrom(Handle handle) {
        return moment(handle, DELETED);
    }

    private static long moment(Handle handle, String name) {
        return StoredValues.findText(handle, name).map(Long::parseLong).orElse(0L);
    }

    private void forgetAgents(long beforeDay) {
        List<Long> ids;
        do {
            ids = database.read(handle -> RetentionDao.listAgentsUnseenSince(handle, beforeDay, CHUNK));
            List<Long> found = ids;
            database.writeOnly(handle -> RetentionDao.deleteAgents(handle, found, beforeDay));
        } while (ids.size() == CHUNK);
    }

    private void forgetDetails(long before) {
        long from = database.read(Retention::forgottenBefore);
        if (from >= before) {
            return;
        }
        VisitWalk walk = store.walkToChange(VisitRange.between(from, before), VisitFilter.ANY, null);
        boolean more = true;
        while (more) {
            more = database.write(handle -> {
                List<ClickRow> visits = walk.next(handle, store.unit());
                store.replace(
                        handle,
                        visits.stream()
                                .filter(ClickRow::hasDetails)
                                .map(ClickRow::withoutDetails)
                                .toList());
                boolean ended = visits.size() < store.unit();
                // What is before the last of them is done; of its own millisecond there may be more.
                long reached =
                        ended ? before : visits.get(visits.size() - 1).click().atMillis();
                StoredValues.setText(handle, PROGRESS, Long.toString(reached));
                return !ended;
            });
        }
    }

    /**
     * Deletes single visits, but for those that led to a conversion: they say what it is counted under. From when
     * on visits are complete is noted first, for who counts them.
     */
    private void deleteVisits(long before) {
        database.writeOnly((Handle handle) -> StoredValues.setText(handle, DELETED, Long.toString(before)));
        boolean going = true;
        for (VisitRange range : database.read(handle -> store.droppable(handle, before))) {
            going = going && drop(range);
        }
        deleteOneByOne(VisitRange.ALL.before(before));
    }

    /** Notes what is lost with the visits of a stretch of time, and has them deleted at once. */
    private boolean drop(VisitRange range) {
        long began = clock.millis();
        VisitWalk walk = store.walk(range, VisitFilter.ANY, VisitStore.Order.OLDEST_FIRST, null);
        Set<VisitKey> needed = new HashSet<>();
        long seen = 0;
        int found;
        do {
            found = database.<Integer>write(handle -> {
                List<Click> visits = next(handle, walk);
                needed.addAll(forget(handle, visits, false));
                return visits.size();
            });
            seen += found;
        } while (found == store.unit());
        return store.drop(database, range, seen, handle -> {
            needed.addAll(RetentionDao.listConvertedSince(handle, began - CLOCKS_DIFFER));
            return needed;
        });
    }

    private void deleteOneByOne(VisitRange range) {
        VisitWalk walk = store.walkToChange(range, VisitFilter.ANY, null);
        boolean more = true;
        while (more) {
            more = database.write(handle -> {
                List<Click> visits = next(handle, walk);
                forget(handle, visits, true);
                return visits.size() == store.unit();
            });
        }
    }

    private List<Click> next(Handle handle, VisitWalk walk) {
        return walk.next(handle, store.unit()).stream().map(ClickRow::click).toList();
    }

    /** @return those that are needed still */
    private Set<VisitKey> forget(Handle handle, List<Click> visits, boolean deleting) {
        Set<VisitKey> needed = RetentionDao.listConverted(handle, visits);
        List<Click> deletable = visits.stream()
                .filter(visit -> !needed.contains(VisitKey.of(visit)))
                .toList();
        RetentionDao.noteFirstClicks(handle, deletable);
        if (deleting) {
            store.delete(handle, deletable);
        }
        return needed;
    }
}
