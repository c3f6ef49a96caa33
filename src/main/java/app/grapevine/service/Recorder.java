package app.grapevine.service;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.clicks.PastClicks;
import app.grapevine.clicks.UnusualSettings;
import app.grapevine.conversions.Conversions;
import app.grapevine.erasure.Erasures;
import app.grapevine.journal.JournalSettings;
import app.grapevine.links.LinkStates;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.privacy.SaltKeeper;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.webhooks.ConversionEvents;
import app.grapevine.webhooks.HookErasure;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What judges visits, records them, and judges them anew: composed here for the service, the demonstration and the
 * command {@code reattribute}, so that all of them judge by the same rules and count in the same rollups. It holds
 * nothing open; what {@link #open} gives is its caller's to close.
 */
public final class Recorder {
    private final Database database;
    private final ChannelCatalogue channels;
    private final UnusualSettings unusual;
    private final Clock clock;
    private final LinkStates links;
    private final Attributor attributor;
    private final Rollups rollups;

    Recorder(Database database, ChannelCatalogue channels, UnusualSettings unusual, Clock clock) {
        this.database = database;
        this.channels = channels;
        this.unusual = unusual;
        this.clock = clock;
        links = new LinkStates(channels);
        attributor = new Attributor(channels.all());
        rollups = new Rollups(database);
    }

    /** On an open database, with the channels that the settings name. */
    public static Recorder on(OpenDatabase open, Settings settings, Clock clock) {
        return new Recorder(
                open.database(), FeatureSettings.channels(settings), FeatureSettings.unusual(settings), clock);
    }

    /**
     * What was opened of it, the third step.
     *
     * @param pseudonyms of visitors; without a salt until they are renewed
     * @param conversions what clicks led to
     */
    record Recording(Pseudonyms pseudonyms, ClickIds ids, Clicks clicks, Conversions conversions)
            implements AutoCloseable {
        @Override
        public void close() {
            clicks.close();
        }
    }

    /**
     * Opens the journal; what waits in it goes into the database from now on.
     *
     * @param commits takes how long each commit of a batch took, in nanoseconds
     */
    Recording open(JournalSettings journal, LongConsumer commits) {
        ClickIds ids = ClickIds.open(database);
        Conversions conversions = new Conversions(database, ids, channels, new ConversionEvents(links, clock), clock);
        Clicks clicks = Clicks.open(journal, database, attributor, channels.all(), unusual, rollups, clock, commits);
        SaltKeeper salts = new SaltKeeper(database, journal.dataDir(), clicks.node());
        return new Recording(new Pseudonyms(database, salts, clock), ids, clicks, conversions);
    }

    /**
     * What records visits that were elsewhere before.
     *
     * @param pseudonyms of visitors; those of past days have salts that are in no table and end with this
     */
    record PastRecording(Pseudonyms pseudonyms, PastClicks clicks) implements AutoCloseable {
        @Override
        public void close() {
            clicks.close();
        }
    }

    /** Opens it, once what waits in the journal is in the database; empty where that does not take it in time. */
    Optional<PastRecording> openPast(JournalSettings journal, Duration patience) throws InterruptedException {
        try (Recording waiting = open(journal, nanos -> {})) {
            if (!waiting.clicks().await(patience)) {
                return Optional.empty();
            }
        }
        PastClicks clicks = PastClicks.open(journal, database, attributor, channels.all(), unusual, rollups, clock);
        SaltKeeper salts = new SaltKeeper(database, journal.dataDir(), clicks.node());
        return Optional.of(new PastRecording(new Pseudonyms(database, salts, clock), clicks));
    }

    public Reattributions reattributions() {
        return new Reattributions(database, attributor, channels.all(), rollups, clock);
    }

    Erasures erasures(ChangeFeed feed, ClickIds ids) {
        return new Erasures(database, feed, ids, rollups, new HookErasure(database, links, ids, clock), clock);
    }

    LinkStates links() {
        return links;
    }

    ChannelCatalogue channels() {
        return channels;
    }

    Attributor attributor() {
        return attributor;
    }

    Rollups rollups() {
        return rollups;
    }
}
