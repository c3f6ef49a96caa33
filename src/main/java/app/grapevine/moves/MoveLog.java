package app.grapevine.moves;

import app.grapevine.moving.MoveSums;
import app.grapevine.moving.Moves;
import app.grapevine.moving.Planned;
import app.grapevine.moving.Planned.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells while it goes on: the sums and the first links that are not as they were in memory, all of them in a report.
 * Written by the run's thread; what it tells may be asked by any.
 */
final class MoveLog implements Moves.Listener, AutoCloseable {
    private final Path file;
    /** Of the run's thread alone. */
    private @Nullable MoveReport writing;

    // All that follows is guarded by this.
    private @Nullable MoveReport report;
    private MoveSums sums = MoveSums.NONE;
    private long total;
    private List<Planned> changed = new ArrayList<>();
    private List<Planned> refused = new ArrayList<>();

    /** @param file where the report is to be */
    MoveLog(Path file) {
        this.file = file;
    }

    /** As a {@link Move} has it. */
    record Told(MoveSums sums, long total, List<Planned> changed, List<Planned> refused) {
        Told {
            changed = List.copyOf(changed);
            refused = List.copyOf(refused);
        }
    }

    synchronized Told told() {
        return new Told(sums, total, changed, refused);
    }

    /** What reads the report; null where there is none, or none any more. */
    synchronized MoveReport.@Nullable Reader reader() {
        return report == null ? null : report.reader();
    }

    /** Forgets what was told, but for how many links there are: that is what was counted. */
    synchronized void forget() {
        total = sums.links();
        sums = MoveSums.NONE;
        changed = new ArrayList<>();
        refused = new ArrayList<>();
    }

    /** That the links are counted. */
    synchronized void counted() {
        total = sums.links();
    }

    /** Begins another report in the place of the one that was. */
    void begin() {
        try {
            MoveReport before = writing;
            if (before != null) {
                before.close();
            }
            MoveReport next = new MoveReport(file);
            writing = next;
            synchronized (this) {
                report = next;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void link(Planned planned) {
        try {
            MoveReport to = writing;
            if (to != null) {
                to.add(planned);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (planned.outcome() == Outcome.CHANGED || planned.outcome() == Outcome.REFUSED) {
            tell(planned);
        }
    }

    private synchronized void tell(Planned planned) {
        List<Planned> told = planned.outcome() == Outcome.CHANGED ? changed : refused;
        if (told.size() < Move.TOLD) {
            told.add(planned);
        }
    }

    @Override
    public void sums(MoveSums now) {
        try {
            MoveReport to = writing;
            if (to != null) {
                to.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            sums = now;
            total = Math.max(total, now.expectedLinks());
        }
    }

    /** Tells nothing more of the report, whose file is to go. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            report = null;
        }
        MoveReport open = writing;
        if (open != null) {
            open.close();
        }
    }
}
