package app.grapevine.service;

import app.grapevine.clicks.AgentSweep;
import app.grapevine.erasure.Erasures;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** As much of the service as it takes to erase what was recorded while the service is stopped. */
public final class ErasureSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Database database;
    private final LinkSettings domains;
    private final ChangeFeed feed;
    private final Recorder.Recording recording;
    private final Erasures erasures;

    private ErasureSite(
            Database database, LinkSettings domains, ChangeFeed feed, Recorder.Recording recording, Erasures erasures) {
        this.database = database;
        this.domains = domains;
        this.feed = feed;
        this.recording = recording;
        this.erasures = erasures;
    }

    /** Opens it; what waits in the journal goes into the database. */
    public static ErasureSite on(OpenDatabase open, Settings settings, Clock clock) {
        Recorder recorder = Recorder.on(open, settings, clock);
        ChangeFeed feed = new ChangeFeed(open.database());
        try {
            Recorder.Recording recording = recorder.open(
                    FeatureSettings.journal(settings, open.directory().path()), nanos -> {});
            return new ErasureSite(
                    open.database(),
                    FeatureSettings.links(settings, settings.get(KnownSettings.PORT)),
                    feed,
                    recording,
                    recorder.erasures(feed, recording.ids()));
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    /** Waits until what was in the journal is in the database; false if it does not take it. */
    public boolean drain() throws InterruptedException {
        return recording.clicks().await(PATIENCE);
    }

    /** The key of a link. @param domain null for the default one */
    public LinkKey link(String code, @Nullable String domain) {
        return new LinkKey(domains.domain(domain), code);
    }

    public Erasures erasures() {
        return erasures;
    }

    /** Sees to it that the bytes of what was erased are gone as well; false if that was not possible wholly. */
    public boolean wipe() {
        return new AgentSweep(database).run() & database.file().wipeDeleted();
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
