package app.grapevine.abuse;

import app.grapevine.abuse.AbuseReport.Closed;
import app.grapevine.abuse.AbuseReport.Reason;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Ids;
import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recipients report of links. A report does nothing to its link, however many there are: whoever wants a link away
 * could report it. That is for an admin, who closes reports. They go with their link, and some time after they were closed.
 * Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class AbuseReports {
    /** In characters. */
    public static final int MAX_WORDS = 500;
    /** In characters. */
    public static final int MAX_CONTACT = 200;

    /** How long closed reports are kept. */
    static final Duration KEPT = Duration.ofDays(180);
    /** Open reports of a link; what comes on top says nothing new, and is let go. */
    static final int MOST_OPEN = 100;

    private static final int MAX_NOTE = 500;

    private final Database database;
    private final Links links;
    private final Ids ids;
    private final Clock clock;

    public AbuseReports(Database database, Links links, Clock clock) {
        this.database = database;
        this.links = links;
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    /** How an admin closes a report. @param ofWholeLink whether with all others of its link */
    public record Closing(String by, @Nullable String note, boolean disablesLink, boolean ofWholeLink) {}

    /** Keeps a report. @throws RefusedException INVALID for texts that are too long */
    public void enter(long linkId, Reason reason, @Nullable String words, @Nullable String contact) {
        Faults faults = new Faults();
        AbuseReport report = new AbuseReport(
                ids.nextText(),
                linkId,
                reason,
                faults.prose("words", words, MAX_WORDS),
                faults.line("contact", contact, MAX_CONTACT),
                now(),
                null);
        faults.refuseIfAny();
        database.writeOnly(handle -> {
            if (AbuseReportDao.countOpen(handle, linkId) < MOST_OPEN) {
                AbuseReportDao.insert(handle, report);
            }
        });
    }

    /**
     * Newest first.
     *
     * @param open whether the open ones or the closed; null for both
     * @param linkId of one link alone; null for all
     * @param before the id of the last one before these; null at the beginning
     */
    public List<AbuseReport> list(@Nullable Boolean open, @Nullable Long linkId, @Nullable String before, int limit) {
        return database.read(handle -> AbuseReportDao.list(handle, open, linkId, before, limit));
    }

    /**
     * Closes a report, and disables its link, if that is not deleted, where it is asked for. One that is closed stays as it
     * is. To be called where units of work are put together.
     *
     * @throws RefusedException NOT_FOUND, or INVALID for a note that is too long
     */
    public AbuseReport close(String id, Closing closing) {
        Faults faults = new Faults();
        String note = faults.prose("note", closing.note(), MAX_NOTE);
        faults.refuseIfAny();
        Closed closed = new Closed(now(), closing.by(), note);
        AbuseReport report = get(id);
        database.writeOnly(handle -> {
            AbuseReportDao.close(handle, id, closed);
            if (closing.ofWholeLink()) {
                AbuseReportDao.closeAll(handle, report.linkId(), closed);
            }
        });
        if (closing.disablesLink()) {
            disable(report.linkId());
        }
        return get(id);
    }

    private AbuseReport get(String id) {
        return database.read(handle -> AbuseReportDao.find(handle, id))
                .orElseThrow(() -> RefusedException.notFound("there is no report " + id));
    }

    private void disable(long linkId) {
        for (Link link : links.listByIds(List.of(linkId))) {
            if (links.find(link.key()).isPresent()) {
                links.change(
                        link.key(),
                        present -> present.draft().but().disabled(true).draft());
            }
        }
    }

    /** Deletes what was closed long enough ago; to be called now and then. */
    public void forget() {
        Instant before = now().minus(KEPT);
        database.writeOnly(handle -> AbuseReportDao.forget(handle, before));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
