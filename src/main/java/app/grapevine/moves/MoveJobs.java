package app.grapevine.moves;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.moving.Moves;
import app.grapevine.moving.Sources;
import app.grapevine.outgoing.CheckedAsker;
import app.grapevine.storage.Database;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The door of moving in while the service runs: one move at a time. What is under way is in memory; how far its source is brought is
 * in the database with each page, so that another move of the same source goes on where a stop of the service ended this one. Safe
 * for use by many threads.
 */
public final class MoveJobs implements AutoCloseable {
    private static final String AGENT = "Grapevine-Import";
    private static final Duration TO_ANSWER = Duration.ofMinutes(1);
    /** A page of some hundred links; what a hostile one is made into takes a multiple of it in memory. */
    private static final int MOST_BYTES_OF_AN_ANSWER = 8 << 20;
    /** What an upload leaves to the journal and the database of the disk that they share with it. */
    private static final long LEFT_TO_OTHERS = 512L << 20;

    /** The field of a fault that is of the whole. */
    private static final String WHOLE = "";

    private final Database database;
    private final Links links;
    private final LinkSettings domains;
    private final FetchSettings settings;
    private final MoveFiles files;
    private final Clock clock;
    private final @Nullable CheckedAsker asker;
    private final SecureRandom random = new SecureRandom();
    /** The job that is there, with its thread; guarded by this. */
    private @Nullable Running current;

    private record Running(String id, MoveJob job, Thread thread) {}

    /** @param data the data directory, whose directory {@code moves} is emptied */
    public MoveJobs(
            Database database, Links links, LinkSettings domains, FetchSettings settings, Path data, Clock clock) {
        this.database = database;
        this.links = links;
        this.domains = domains;
        this.settings = settings;
        this.files = new MoveFiles(data);
        this.clock = clock;
        this.asker = settings.asks()
                ? new CheckedAsker(settings::vouchesFor, AGENT, TO_ANSWER, MOST_BYTES_OF_AN_ANSWER)
                : null;
    }

    /** Whether other programs are asked for their links. */
    public boolean asks() {
        return settings.asks();
    }

    /** Whether an address may be asked, as far as can be said without asking. */
    public boolean isFit(URI address) {
        return CheckedAsker.isFit(address, settings::vouchesFor);
    }

    /** A directory for what comes with a move, by whose id it is called. */
    public record Place(String id, Path directory) {
        /** Where an upload goes. */
        public Path file() {
            return directory.resolve("source");
        }
    }

    /**
     * Makes one; whoever takes it begins a move with it, or {@link #leave leaves} it.
     *
     * @throws RefusedException INVALID while another move works
     */
    public Place place() {
        requireFree();
        String id = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        return new Place(id, files.make(id));
    }

    /** Takes away what was uploaded to a place with which nothing is begun. */
    public void leave(Place place) {
        MoveJob.removed(place.directory());
    }

    /** How many bytes may still be uploaded. */
    public long room() {
        return files.usableBytes() - LEFT_TO_OTHERS;
    }

    private synchronized void requireFree() {
        Running running = current;
        if (running != null && running.job.view().state().isWorking()) {
            throw RefusedException.invalid(WHOLE, FaultCode.MOVE_UNDER_WAY);
        }
    }

    /**
     * Begins to look at what would become of each link. A move that does not work takes its leave for it.
     *
     * @param place as {@link #place} gave it
     * @param told leaves in the audit log that it is begun; before it is
     * @throws RefusedException INVALID while another move works, or for an address where none is asked
     */
    public synchronized Move begin(Place place, MoveOrder order, MoveEntries entries, Runnable told) {
        if (asker == null && order.file() == null) {
            throw RefusedException.invalid("address", FaultCode.IMPORT_OFF);
        }
        requireFree();
        told.run();
        Running before = current;
        if (before != null) {
            before.job.close();
        }
        Moves moves = new Moves(database, links, domains, null, null, entries::made, clock);
        MoveJob job = new MoveJob(
                place.id(),
                place.directory(),
                order,
                (wanted, pause) -> Sources.open(wanted.source(), asker, clock, pause),
                moves,
                entries,
                clock);
        Thread thread = new Thread(job, "move");
        thread.setDaemon(true);
        current = new Running(place.id(), job, thread);
        thread.start();
        return job.view();
    }

    /** What is there: one, or none. */
    public synchronized List<Move> list() {
        return Stream.ofNullable(current).map(running -> running.job.view()).toList();
    }

    public synchronized Optional<Move> find(String id) {
        return job(id).map(MoveJob::view);
    }

    private Optional<MoveJob> job(String id) {
        return Optional.ofNullable(current)
                .filter(running -> running.id.equals(id))
                .map(Running::job);
    }

    /**
     * Has what was looked at brought.
     *
     * @throws RefusedException NOT_FOUND; INVALID where it is not at the point
     */
    public synchronized Move run(String id, Runnable told) {
        MoveJob job = job(id).orElseThrow(MoveJobs::unknown);
        if (job.view().state() != Move.State.REHEARSED) {
            throw notReady();
        }
        told.run();
        if (!job.begin()) {
            throw notReady();
        }
        return job.view();
    }

    private static RefusedException notReady() {
        return RefusedException.invalid(WHOLE, FaultCode.MOVE_NOT_READY);
    }

    private static RefusedException unknown() {
        return RefusedException.notFound("there is no such move");
    }

    /**
     * Ends one that works, with the page that is under way, and takes one that does not away.
     *
     * @return the move while it works; empty where it is gone
     * @throws RefusedException NOT_FOUND
     */
    public synchronized Optional<Move> end(String id, Runnable told) {
        MoveJob job = job(id).orElseThrow(MoveJobs::unknown);
        told.run();
        if (job.view().state().isWorking()) {
            job.cancel();
            return Optional.of(job.view());
        }
        job.close();
        current = null;
        return Optional.empty();
    }

    /** Reads what became of each link, as far as it is known: some lines whenever it is asked, and none at the end. */
    public synchronized Supplier<List<MoveLine>> report(String id) {
        MoveReport.Reader reader = job(id).map(MoveJob::report).orElseThrow(MoveJobs::unknown);
        return reader::next;
    }

    /** Ends what is under way with its page. */
    @Override
    public void close() {
        Running running;
        synchronized (this) {
            running = current;
            current = null;
        }
        if (running != null) {
            running.job.close();
        }
        if (asker != null) {
            asker.close();
        }
        if (running != null) {
            try {
                running.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
