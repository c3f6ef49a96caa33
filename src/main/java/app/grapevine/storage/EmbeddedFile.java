package app.grapevine.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an embedded database: whose turn it is to write, what is done to it while nobody does, and its end.
 *
 * <p>The turn is one for all of this process who have the same file open. It is fair, and whoever has it may take it again.
 */
final class EmbeddedFile {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);

    /** By the file: whoever opens it in this process takes turns with the others who have it open. */
    private static final Map<String, Shared> SHARED = new ConcurrentHashMap<>();

    private static final Duration WIPING_AT_MOST = Duration.ofMinutes(10);
    /** While somebody reads what is to go. */
    private static final Duration WIPING_REST = Duration.ofMillis(50);

    private final ConnectionPools pools;
    private final HikariDataSource writePool;
    private final Jdbi writer;
    private final Shared shared;
    private final FileKeeper keeper;
    /** The file's version from which on its indexes may have keys of rows that are gone where they lead to others. */
    private volatile long separatorsSince;

    /**
     * What all share who have the file open.
     *
     * @param turn to write
     * @param holders how many read it as it was at a moment, for whom nothing of it is written over
     * @param closedInOrder how often it was
     */
    private record Shared(ReentrantLock turn, AtomicInteger holders, AtomicInteger closedInOrder) {
        Shared() {
            this(new ReentrantLock(true), new AtomicInteger(), new AtomicInteger());
        }
    }

    /** @param writer on the pool that writes, which {@code pools} has */
    EmbeddedFile(ConnectionPools pools, HikariDataSource writePool, Jdbi writer) {
        this.pools = pools;
        this.writePool = writePool;
        this.writer = writer;
        shared = SHARED.computeIfAbsent(pools.readers().getJdbcUrl(), url -> new Shared());
        keeper = new FileKeeper(new KeepersTurn());
    }

    /** To be called once, when it is opened. */
    void keep() {
        with(H2File::forgetLost);
        keeper.start();
    }

    /** Who has it writes alone. */
    ReentrantLock turn() {
        return shared.turn();
    }

    /** Runs {@code work} while nobody writes; does nothing where the database is in memory. */
    void with(Consumer<H2File> work) {
        turn().lock();
        try {
            writer.useHandle(handle -> H2File.of(handle.getConnection()).ifPresent(work));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(e);
        } catch (RuntimeException e) {
            throw DatabaseFaults.translated(e);
        } finally {
            turn().unlock();
        }
    }

    /** {@link #with} for what gives up or writes over; false, and nothing is done, while somebody holds the file. */
    private boolean change(Consumer<H2File> work) {
        turn().lock();
        try {
            boolean free = shared.holders().get() == 0;
            if (free) {
                with(work);
            }
            return free;
        } finally {
            turn().unlock();
        }
    }

    /** Makes what was committed survive a power cut as well. */
    void sync() {
        turn().lock();
        try {
            writer.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
        } catch (RuntimeException e) {
            throw DatabaseFaults.translated(e);
        } finally {
            turn().unlock();
        }
    }

    /** {@link DatabaseFile#wipeDeleted}. */
    boolean wipeDeleted() {
        Separators separators = new Separators(separatorsSince);
        FileSweep sweep = new FileSweep(separators);
        long began = System.nanoTime();
        while (!sweep.isDone() && System.nanoTime() - began < WIPING_AT_MOST.toNanos()) {
            boolean held = !change(sweep::step);
            if (held || sweep.isHeld()) {
                LockSupport.parkNanos(WIPING_REST.toNanos());
            }
        }
        if (separators.isDone()) {
            separatorsSince = separators.began();
        }
        return sweep.isDone() && sweep.isClean();
    }

    /** {@link DatabaseFile#snapshot}. */
    Optional<FileSnapshot> snapshot(Runnable then) {
        turn().lock();
        try {
            List<FileSnapshot> taken = new ArrayList<>();
            with(file -> {
                FileSnapshot snapshot = file.snapshot(shared.holders()::decrementAndGet);
                shared.holders().incrementAndGet();
                taken.add(snapshot);
            });
            try {
                then.run();
            } catch (RuntimeException e) {
                taken.forEach(FileSnapshot::close);
                throw e;
            }
            return taken.stream().findFirst();
        } finally {
            turn().unlock();
        }
    }

    /** What it is made of; null where it was not looked at yet. */
    @Nullable
    FileFigures figures() {
        return keeper.figures();
    }

    /** Why it closed itself and cannot be opened yet; null where it is open. */
    @Nullable
    String outage() {
        return keeper.outage();
    }

    /** Closes the pools, and has H2 write what it holds. @param shutdown H2's statement for it */
    void close(String shutdown) {
        keeper.close(); // before the lock, for which it may wait
        giveUpDead();
        turn().lock();
        try {
            pools.readers().close();
            shared.closedInOrder().incrementAndGet();
            shutDown(writePool, shutdown);
        } finally {
            writePool.close();
            turn().unlock();
        }
    }

    /** So that what H2 writes as it closes tells of nothing that was written over. */
    private void giveUpDead() {
        try {
            var unused = change(H2File::free);
        } catch (DatabaseUnavailableException e) {
            // Closed already, as by another who had it open.
        } catch (RuntimeException e) {
            LOG.warn("the database's file was not tidied before it was closed: {}", e.toString());
        }
    }

    /**
     * Has H2 close its file, by its own connection: what Jdbi and the pool ask of one when it is given back would be
     * an error by then, which H2 writes to a file beside it. The pool is to be closed next.
     */
    private static void shutDown(HikariDataSource pool, String statement) {
        // Closed by us, for the pool only aborts what was not given back, which H2 does not heed: it would report the
        // connection as forgotten, once it is collected, in the trace of whatever database is opened next.
        try (Connection connection = pool.getConnection().unwrap(Connection.class)) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            // The connection is gone with the database; the file was closed before.
        }
    }

    private final class KeepersTurn implements FileKeeper.Turn {
        private int known = shared.closedInOrder().get();

        @Override
        public boolean isClosedInOrder() {
            int now = shared.closedInOrder().get();
            boolean inOrder = now != known;
            known = now;
            return inOrder;
        }

        @Override
        public boolean take(Consumer<H2File> work) {
            return change(work);
        }

        @Override
        public void takeDown(H2File closed) {
            turn().lock();
            try {
                closed.takeDown();
                separatorsSince = 0; // of what was committed last, some may be gone, and its versions are given anew
                pools.renew();
            } finally {
                turn().unlock();
            }
        }
    }
}
