package app.grapevine.service;

import app.grapevine.ops.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * A data directory that was laid from a backup. What its journal holds goes into the database under the number of the node that
 * wrote it; then that node has ended here, and the next start is another. So the original may go on, or be restored twice,
 * and no two visits ever have the same identity.
 */
public final class RestoredNode {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private RestoredNode() {}

    /** Settles it; false if the database does not take what is in the journal: then all stays as it is. */
    public static boolean settle(OpenDatabase open, Settings settings, Clock clock) throws InterruptedException {
        Path directory = open.directory().path();
        open.database().migrate();
        try (Recorder.Recording recording =
                Recorder.on(open, settings, clock).open(FeatureSettings.journal(settings, directory), nanos -> {})) {
            if (!recording.clicks().await(PATIENCE)) {
                return false;
            }
        }
        open.database().sync();
        try {
            Files.deleteIfExists(directory.resolve("node"));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
