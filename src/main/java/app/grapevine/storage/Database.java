package app.grapevine.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: units of work that read, and units of work that write. Safe for use by many threads.
 *
 * <p>On H2 all writing goes through one connection behind one fair lock. That is no matter of taste: with
 * several writers, or without WRITE_DELAY=0, a killed process leaves lost commits and torn transactions
 * behind (h2database#2080); with both it left none in 60 kills. A unit that writes must therefore be
 * short, and must not wait for another thread that writes. PostgreSQL has no such lock.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** By the file: whoever opens it in this process takes turns with the others who have it open. */
    private static final Map<String, ReentrantLock> WRITE_LOCKS = new ConcurrentHashMap<>();

    /** By the file: how many read it as it was at a moment, for whom nothing of it is written over. */
    private static final Map<String, AtomicInteger> HOLDERS = new ConcurrentHashMap<>();
    /** How often the file was closed in order, by the same: others of this process may have it open too. */
    private static final Map<String, AtomicInteger> CLOSED = new ConcurrentHashMap<>();

    private static final Duration WIPING_AT_MOST = Duration.ofMinutes(10);
    /** While somebody reads what is to go. */
    private static final Duration WIPING_REST = Duration.ofMillis(50);

    /** From here on an error of H2's store is one of a transaction, and not of the file. */
    private static final int H2_TRANSACTIONS = DataUtils.ERROR_TRANSACTION_CORRUPT;

    private final Dialect dialect;
    private final HikariDataSource readPool;
    private final @Nullable HikariDataSource writePool;
    private final Jdbi readers;
    private final Jdbi writers;
    private final ReentrantLock writeLock;
    private final AtomicInteger holders;
    private final ThreadLocal<@Nullable JointUnit> joint = new ThreadLocal<>();
    private final AtomicInteger closedInOrder;
    private final @Nullable FileKeeper keeper;

    private Database(
            Dialect dialect,
            HikariDataSource readPool,
            @Nullable HikariDataSource writePool,
            UnaryOperator<DataSource> around) {
        this.dialect = dialect;
        this.writeLock = WRITE_LOCKS.computeIfAbsent(readPool.getJdbcUrl(), url -> new ReentrantLock(true));
        this.closedInOrder = CLOSED.computeIfAbsent(readPool.getJdbcUrl(), url -> new AtomicInteger());
        this.holders = HOLDERS.computeIfAbsent(readPool.getJdbcUrl(), url -> new AtomicInteger());
        this.readPool = readPool;
        this.writePool = writePool;
        this.readers = jdbi(around.apply(readPool));
        this.writers = writePool == null ? readers : jdbi(around.apply(writePool));
        this.keeper = dialect == Dialect.H2 ? new FileKeeper(new KeepersTurn()) : null;
    }

    /**
     * Opens the pools. The schema is left as it is, see {@link #migrate()}.
     *
     * @throws DatabaseUnavailableException if no connection can be had
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, UnaryOperator.identity());
    }

    /** {@link #open(DatabaseSettings)} for a test, which stands between the units of work and the pools. */
    static Database open(DatabaseSettings settings, UnaryOperator<DataSource> around) {
        Dialect dialect = Dialect.of(settings.url());
        if (dialect == Dialect.POSTGRESQL) {
            DriverParameters.inTheClear(settings.url()).ifPresent(Database::warn);
        }
        @Nullable HikariDataSource writePool = null;
        try {
            if (dialect == Dialect.H2) {
                writePool = pool("grapevine-write", settings, 1);
            }
            Database database =
                    new Database(dialect, pool("grapevine-read", settings, settings.readers()), writePool, around);
            if (database.keeper != null) {
                database.withFile(H2File::forgetLost);
                database.keeper.start();
            }
            return database;
        } catch (PoolInitializationException e) {
            if (writePool != null) {
                writePool.close();
            }
            throw new DatabaseUnavailableException(e.getCause() == null ? e : e.getCause());
        }
    }

    private static void warn(String hosts) {
        LOG.warn(
                "the way to the database at {} may be in the clear, and nobody's certificate is verified: unless nobody else is on"
                        + " that network, add sslmode=verify-full and sslrootcert to database.url",
                hosts);
    }

    private static HikariDataSource pool(String name, DatabaseSettings settings, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        // A second would be opened by a thread of the pool, which interrupts it where it is closed soon: in the midst
        // of
        // H2's reading that is an error of its file.
        config.setMinimumIdle(settings.url().startsWith("jdbc:h2:") ? 1 : Math.min(size, 2));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setValidationTimeout(Math.min(settings.patience().toMillis(), 2000));
        if (settings.url().startsWith("jdbc:postgresql:")) {
            // A server that vanished without a word must not hold a thread for ever.
            config.addDataSourceProperty("connectTimeout", "3");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("ApplicationName", "grapevine");
            // The driver's messages, which go to the log, would else quote the rows of a statement.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.setConnectionInitSql(settings.timeouts().ofSession());
        }
        return new HikariDataSource(config);
    }

    /** Left to itself Jdbi quotes in its exceptions, which go to the log, the values of a statement: hashes, names, what was searched. */
    private static Jdbi jdbi(DataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(e ->
                        e.getShortMessage() + " [" + e.getStatementContext().getRawSql() + "]");
        return jdbi;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Brings the schema to the version of this program; does nothing where it already is. To be called before
     * anything writes, for Flyway needs two connections, and H2 has one for writing.
     *
     * @throws org.flywaydb.core.api.FlywayException if the schema is damaged; one that is newer is left as it is, with a
     *     warning in the log
     */
    public void migrate() {
        if (hasAllMigrations()) {
            return;
        }
        writeLock.lock(); // it writes, and the keeper of the file is at work
        try {
            if (dialect != Dialect.H2 || !FirstSchema.layWhereEmpty(readPool)) {
                migrateAll();
            }
        } finally {
            writeLock.unlock();
        }
    }

    /** By Flyway, through every version that is missing. */
    void migrateAll() {
        FluentConfiguration flyway = Flyway.configure();
        if (dialect == Dialect.H2) {
            flyway.dataSource(readPool);
        } else {
            // Connections of its own: those of the pool have the timeouts of units that others wait for.
            flyway.dataSource(readPool.getJdbcUrl(), readPool.getUsername(), readPool.getPassword())
                    .jdbcProperties(Map.of("options", DatabaseTimeouts.ofMigration()));
        }
        flyway.locations("classpath:db/migration/common", "classpath:db/migration/" + folder())
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** Whether there is nothing to migrate. */
    boolean hasAllMigrations() {
        return SchemaHistory.isCurrent(readPool, dialect);
    }

    private String folder() {
        return dialect == Dialect.H2 ? "h2" : "postgresql";
    }

    /**
     * Runs {@code work} on a connection for reading, each statement a transaction of its own.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached
     */
    public <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
        JointUnit unit = joint.get();
        try {
            return unit != null && unit.hasBegun() ? unit.run(work) : readers.withHandle(work);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /**
     * Runs {@code work} on a connection for reading, all of which sees the database as it was at one moment. Nobody
     * waits for it, nor it for others.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached
     */
    public <T extends @Nullable Object> T snapshot(HandleCallback<T, RuntimeException> work) {
        // H2's REPEATABLE READ is that of each table from when it is first read; its SERIALIZABLE of all at once.
        TransactionIsolationLevel level = dialect == Dialect.H2
                ? TransactionIsolationLevel.SERIALIZABLE
                : TransactionIsolationLevel.REPEATABLE_READ;
        return read(handle -> handle.isInTransaction()
                ? work.withHandle(handle)
                : handle.inTransaction(level, unit -> {
                    if (dialect == Dialect.POSTGRESQL) {
                        unit.execute(DatabaseTimeouts.ofReader());
                    }
                    return work.withHandle(unit);
                }));
    }

    /**
     * Runs {@code work} in one transaction: all of it is kept, or none. On H2 one unit at a time, in the
     * order of arrival; a unit inside a unit is an error in the program.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached; nothing was kept, unless the
     *     connection broke during the commit itself, when that cannot be known
     */
    public <T extends @Nullable Object> T write(HandleCallback<T, RuntimeException> work) {
        JointUnit unit = joint.get();
        if (unit != null) {
            return joined(unit, work);
        }
        if (dialect == Dialect.POSTGRESQL) {
            return transaction(work);
        }
        if (writeLock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a unit of work that writes was begun inside another");
        }
        writeLock.lock();
        try {
            T result = transaction(work);
            withFile(H2File::nameLast);
            return result;
        } finally {
            writeLock.unlock();
        }
    }

    private <T extends @Nullable Object> T joined(JointUnit unit, HandleCallback<T, RuntimeException> work) {
        try {
            if (!unit.hasBegun()) {
                if (dialect == Dialect.H2) {
                    writeLock.lock();
                }
                unit.begin(writers);
            }
            return unit.run(work);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /**
     * Runs {@code work}, all of whose units that write are one on this thread: kept with its end, or none. The
     * transaction begins with the first of them; what is read after that sees what was written. If one fails,
     * so does the whole.
     *
     * @throws DatabaseUnavailableException as {@link #write}
     */
    public <T extends @Nullable Object> T together(Supplier<T> work) {
        if (joint.get() != null) {
            throw new IllegalStateException("units of work were put together inside others that are");
        }
        JointUnit unit = new JointUnit();
        joint.set(unit);
        T result;
        boolean committed = false;
        try {
            result = work.get();
            unit.commit();
            committed = true;
        } catch (RuntimeException e) {
            throw translated(e);
        } finally {
            joint.remove();
            try {
                unit.close();
                // Not behind work that failed, whose reason would be lost if the file cannot be reached either.
                if (committed && writeLock.isHeldByCurrentThread()) {
                    withFile(H2File::nameLast);
                }
            } finally {
                if (writeLock.isHeldByCurrentThread()) {
                    writeLock.unlock();
                }
            }
        }
        unit.runAfterCommit();
        return result;
    }

    /** Runs {@code action} on this thread once what it wrote is kept: now, or at the end of {@link #together}. */
    public void afterCommit(Runnable action) {
        JointUnit unit = joint.get();
        if (unit == null) {
            action.run();
        } else {
            unit.afterCommit(action);
        }
    }

    /** {@link #write} for work without a result. */
    public void writeOnly(HandleConsumer<RuntimeException> work) {
        write(handle -> {
            work.useHandle(handle);
            return true;
        });
    }

    /**
     * Runs work whose statements are each kept on their own, on PostgreSQL: such a statement ends without this process, so
     * that nobody waits for what it has locked, even where this process is stopped meanwhile.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached; some statements may have been kept
     */
    public void writeSingly(HandleConsumer<RuntimeException> work) {
        if (dialect != Dialect.POSTGRESQL || joint.get() != null) {
            throw new IllegalStateException("statements on their own are for PostgreSQL, outside of a unit of work");
        }
        try {
            writers.useHandle(work);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    private <T extends @Nullable Object> T transaction(HandleCallback<T, RuntimeException> work) {
        try {
            return writers.inTransaction(work);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /**
     * Makes what was committed survive a power cut as well: on H2 a commit is not fsynced, only this is. On
     * PostgreSQL a commit is, and nothing is done.
     */
    public void sync() {
        if (dialect == Dialect.H2) {
            writeLock.lock();
            try {
                writers.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
            } catch (RuntimeException e) {
                throw translated(e);
            } finally {
                writeLock.unlock();
            }
        }
    }

    /** What the file of the embedded database is made of; empty where there is none, or it was not looked at yet. */
    public Optional<FileFigures> fileFigures() {
        return Optional.ofNullable(keeper == null ? null : keeper.figures());
    }

    /**
     * Sees to it that what was deleted is no more in the embedded database's file, bytes and all. In short steps, between
     * which others write; what was written since the last time is most of the work.
     *
     * @return false if it was not done in time, as where somebody reads what was deleted, or not wholly: to be called again, and
     *     {@link #closeCompacted} for what is left then
     */
    public boolean wipeDeleted() {
        if (dialect != Dialect.H2) {
            return true;
        }
        FileSweep sweep = new FileSweep();
        long began = System.nanoTime();
        while (!sweep.isDone() && System.nanoTime() - began < WIPING_AT_MOST.toNanos()) {
            boolean held = !changeFile(sweep::step);
            if (held || sweep.isHeld()) {
                LockSupport.parkNanos(WIPING_REST.toNanos());
            }
        }
        return sweep.isDone() && sweep.isClean();
    }

    /** Runs {@code work} on H2's file while nobody writes; does nothing where the database is in memory. */
    private void withFile(Consumer<H2File> work) {
        writeLock.lock();
        try {
            writers.useHandle(handle -> H2File.of(handle.getConnection()).ifPresent(work));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(e);
        } catch (RuntimeException e) {
            throw translated(e);
        } finally {
            writeLock.unlock();
        }
    }

    private final class KeepersTurn implements FileKeeper.Turn {
        private int known = closedInOrder.get();

        @Override
        public boolean isClosedInOrder() {
            int now = closedInOrder.get();
            boolean inOrder = now != known;
            known = now;
            return inOrder;
        }

        @Override
        public boolean take(Consumer<H2File> work) {
            return changeFile(work);
        }

        @Override
        public void takeDown(H2File closed) {
            writeLock.lock();
            try {
                closed.takeDown();
                readPool.getHikariPoolMXBean().softEvictConnections();
                if (writePool != null) {
                    writePool.getHikariPoolMXBean().softEvictConnections();
                }
            } finally {
                writeLock.unlock();
            }
        }
    }

    /** Why the embedded database's file, which closed itself, cannot be opened yet; empty where it is open. */
    public Optional<String> outage() {
        return Optional.ofNullable(keeper == null ? null : keeper.outage());
    }

    /** {@link #withFile} for what gives up or writes over; false, and nothing is done, while somebody holds the file. */
    private boolean changeFile(Consumer<H2File> work) {
        writeLock.lock();
        try {
            boolean free = holders.get() == 0;
            if (free) {
                withFile(work);
            }
            return free;
        } finally {
            writeLock.unlock();
        }
    }

    /**
     * The embedded database's file as it is at this moment; empty on PostgreSQL, and where the database is in memory. Until it is
     * closed the file grows by all that is written, and what is deleted meanwhile stays in it.
     *
     * @param then runs at that moment, while nobody writes
     */
    public Optional<FileSnapshot> snapshotFile(Runnable then) {
        if (dialect != Dialect.H2) {
            then.run();
            return Optional.empty();
        }
        writeLock.lock();
        try {
            List<FileSnapshot> taken = new ArrayList<>();
            withFile(file -> {
                FileSnapshot snapshot = file.snapshot(holders::decrementAndGet);
                holders.incrementAndGet();
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
            writeLock.unlock();
        }
    }

    /** The greatest version of the schema that this program knows. */
    public static int newestSchema() {
        return Stream.of(Dialect.values())
                .flatMap(one -> SchemaHistory.migrations(one).stream())
                .mapToInt(migration -> Integer.parseInt(migration, 0, migration.indexOf(' '), 10))
                .max()
                .orElseThrow();
    }

    /** Whether a query is answered now. */
    public boolean isUp() {
        try {
            return read(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static RuntimeException translated(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isConnectionLoss(sql)) {
                return new DatabaseUnavailableException(sql);
            }
            if (cause instanceof MVStoreException store && store.getErrorCode() < H2_TRANSACTIONS) {
                return new DatabaseUnavailableException(store); // H2's file, which closes itself for that
            }
        }
        return e;
    }

    /**
     * SQLSTATE class 08, PostgreSQL's 57P0x (shutting down, starting up), 25P03 (ended, since it did nothing for too long)
     * and 53300, H2's closed database.
     */
    private static boolean isConnectionLoss(SQLException e) {
        if (e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException) {
            return true;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || state.equals("25P03")
                || e.getErrorCode() == 90098
                || e.getErrorCode() == 90121;
    }

    /** Closes the pools; H2 writes what it holds and closes its file. Does nothing where that was done. */
    @Override
    public void close() {
        close("SHUTDOWN");
    }

    /** {@link #close}, with H2's file written anew, as small as it can be; takes the longer the more it holds. */
    public void closeCompacted() {
        close("SHUTDOWN DEFRAG");
    }

    private void close(String shutdown) {
        if (readPool.isClosed()) {
            return;
        }
        if (keeper != null) {
            keeper.close(); // before the lock, for which it may wait
            giveUpDead();
        }
        if (dialect == Dialect.H2) {
            writeLock.lock();
            try {
                readPool.close();
                closedInOrder.incrementAndGet();
                if (writePool != null) {
                    shutDown(writePool, shutdown);
                }
            } finally {
                if (writePool != null) {
                    writePool.close();
                }
                writeLock.unlock();
            }
        } else {
            readPool.close();
        }
    }

    /** So that what H2 writes as it closes tells of nothing that was written over. */
    private void giveUpDead() {
        try {
            var unused = changeFile(H2File::free);
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

    /** Used by {@link ChangeFeed}, which needs a handle of its own for a listening connection. */
    Handle openHandle() {
        return readers.open();
    }
}
