package app.grapevine.demo;

import app.grapevine.clicks.ClickSink;
import app.grapevine.clicks.VisitErasure;
import app.grapevine.conversions.Conversions;
import app.grapevine.links.LinkErasure;
import app.grapevine.sharing.SharedReports;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Takes the demonstration away: the links with its tag in its campaigns, whoever made them, and all that was recorded
 * of them. Everything else stays as it is. Can be broken off at any moment, and be done again. Used by one thread.
 */
public final class Removal {
    /** How long nodes may take to hear that a link is gone, and to write the visits that they have answered. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private final Database database;
    private final DemoMark mark;
    private final LinkErasure links;
    private final VisitErasure visits;
    private long removed;

    /** @param sink the rollups */
    public Removal(Database database, ChangeFeed feed, ClickSink sink, Clock clock) {
        this.database = database;
        this.mark = new DemoMark(database);
        this.links = new LinkErasure(database, feed, clock);
        this.visits = new VisitErasure(database, sink);
    }

    /**
     * @param progress told now and then how many visits are removed
     * @return how many visits were removed
     * @throws DemonstrationException if there is no demonstration
     */
    public long run(LongConsumer progress) throws InterruptedException {
        if (mark.state() == DemoMark.State.NONE) {
            throw new DemonstrationException("there is no demonstration to be removed");
        }
        mark.set(DemoMark.State.BEGUN);
        List<Long> ids = links.find(Story.TAG, Story.CAMPAIGNS);
        links.takeDown(ids);
        erase(ids, progress);
        if (database.dialect() == Dialect.POSTGRESQL) {
            TimeUnit.MILLISECONDS.sleep(LATE.toMillis());
            erase(ids, progress);
        }
        Story.CAMPAIGNS.forEach(campaign -> {
            Conversions.erase(database, campaign);
            SharedReports.erase(database, campaign);
        });
        links.erase(ids);
        links.eraseCampaigns(Story.CAMPAIGNS);
        mark.set(DemoMark.State.NONE);
        return removed;
    }

    private void erase(List<Long> ids, LongConsumer progress) {
        for (long id : ids) {
            Conversions.erase(database, id);
            int some = visits.eraseSome(id);
            while (some > 0) {
                removed += some;
                progress.accept(removed);
                some = visits.eraseSome(id);
            }
        }
    }
}
