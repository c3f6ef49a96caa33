package app.grapevine.service;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.conversions.Conversions;
import app.grapevine.demo.Crowd;
import app.grapevine.demo.Demonstration;
import app.grapevine.demo.DemonstrationException;
import app.grapevine.demo.MovableClock;
import app.grapevine.links.Campaigns;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.web.visit.PastVisits;
import java.time.Clock;
import java.time.Duration;

/**
 * As much of the service as the demonstration goes through, on an open database: all of {@link App} that records,
 * without the web.
 *
 * <p>Two things differ. The clock of links can be put back, so that they are as old as their story. And pseudonyms
 * have an object of their own: its salts of past days, which a service has destroyed, are in no table and end with it.
 */
public record DemoSite(ChangeFeed feed, Clicks clicks, Rollups rollups, Demonstration.Parts parts)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Opens it; what waits in the journal goes into the database. */
    public static DemoSite on(OpenDatabase open, Settings settings, Clock clock) {
        Database database = open.database();
        ChannelCatalogue channels = App.catalogue(settings);
        Attributor attributor = new Attributor(channels.all());
        LinkSettings domains = new LinkSettings(settings.publicUrl(settings.port()), settings.domains());
        Rollups rollups = new Rollups(database);
        MovableClock past = new MovableClock(clock.instant());
        ClickIds clickIds = ClickIds.open(database);
        PastVisits border = new PastVisits(attributor, new Pseudonyms(database, clock), Crowd::country);
        ChangeFeed feed = new ChangeFeed(database);
        try {
            Links links = new Links(database, feed, domains, channels, past);
            Clicks clicks = Clicks.open(
                    App.journal(settings, open.directory()), database, attributor, channels.all(), rollups, clock);
            ShareSets shareSets = new ShareSets(database, feed, domains, channels, links, past);
            Demonstration.Parts parts = new Demonstration.Parts(
                    new Campaigns(database, channels, past),
                    shareSets,
                    links,
                    new Forwards(database, feed, channels, links, shareSets, past),
                    past,
                    border::visit,
                    clicks,
                    clickIds,
                    new Conversions(database, clickIds, clock));
            return new DemoSite(feed, clicks, rollups, parts);
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    /** Waits until what was in the journal is in the database. */
    public void drain() throws InterruptedException {
        if (!clicks.await(PATIENCE)) {
            throw new DemonstrationException("the database does not take the visits that wait in the journal");
        }
    }

    @Override
    public void close() {
        try {
            clicks.close();
        } finally {
            feed.close();
        }
    }
}
