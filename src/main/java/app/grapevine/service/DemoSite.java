package app.grapevine.service;

import app.grapevine.demo.Crowd;
import app.grapevine.demo.Demonstration;
import app.grapevine.demo.DemonstrationException;
import app.grapevine.demo.MovableClock;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.ChangeFeed;
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
public record DemoSite(ChangeFeed feed, Recorder.Recording recording, Rollups rollups, Demonstration.Parts parts)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Opens it; what waits in the journal goes into the database. */
    public static DemoSite on(OpenDatabase open, Settings settings, Clock clock) {
        Recorder recorder = Recorder.on(open, settings, clock);
        LinkSettings domains = FeatureSettings.links(settings, settings.get(KnownSettings.PORT));
        MovableClock past = new MovableClock(clock.instant());
        ChangeFeed feed = new ChangeFeed(open.database());
        try {
            Issuing issuing = Issuing.on(open.database(), feed, domains, recorder.channels(), past);
            Recorder.Recording recording = recorder.open(
                    FeatureSettings.journal(settings, open.directory().path()), nanos -> {});
            PastVisits border = new PastVisits(recorder.attributor(), recording.pseudonyms(), Crowd::country);
            Demonstration.Parts parts = new Demonstration.Parts(
                    issuing.campaigns(),
                    issuing.shareSets(),
                    issuing.links(),
                    issuing.forwards(),
                    past,
                    border::visit,
                    recording.clicks(),
                    recording.ids(),
                    recording.conversions());
            return new DemoSite(feed, recording, recorder.rollups(), parts);
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    /** Waits until what was in the journal is in the database. */
    public void drain() throws InterruptedException {
        if (!recording.clicks().await(PATIENCE)) {
            throw new DemonstrationException("the database does not take the visits that wait in the journal");
        }
    }

    @Override
    public void close() {
        try {
            recording.close();
        } finally {
            feed.close();
        }
    }
}
