package app.grapevine.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The database: units of work that read, and units of work that write. Safe for use by many threads.
 *
 * <p>On H2 all writing goes through one connection behind one fair lock. That is no matter of taste: with
 * several writers, or without WRITE_DELAY=0, a killed process leaves lost commits and torn transactions
 * behind (h2database#2080); with both it left none in 60 kills. A unit that writes must therefore be
 * short, and must not wait for another thread that writes. PostgreSQL has no such lock.
 */
public final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final ConnectionPools pools;
    private final Migrations migrations;
    private final Jdbi readers;
    private final Jdbi writers;
    /** Null on PostgreSQL, where nobody waits for a turn to write. */
    private final @Nullable EmbeddedFile file;

    private final ThreadLocal<@Nullable JointUnit> joint = new ThreadLocal<>();

    private Database(Dialect dialect, ConnectionPools pools, UnaryOperator<DataSource> around) {
        this.dialect = dialect;
        this.pools = pools;
        this.migrations = new Migrations(pools.readers(), dialect);
        this.readers = DatabaseFaults.quotingNoValues(around.apply(pools.readers()));
        HikariDataSource writer = pools.writer();
        this.writers = writer == null ? readers : DatabaseFaults.quotingNoValues(around.apply(writer));
        this.file = writer == null ? null : new EmbeddedFile(pools, writer, writers);
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
            DriverParameters.warnInTheClear(settings.url());
        }
        Database database = new Database(dialect, ConnectionPools.open(settings, dialect), around);
        if (database.file != null) {
            database.file.keep();
        }
        return database;
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
        if (file == null) {
            migrations.make();
            return;
        }
        file.turn().lock(); // it writes, and the keeper of the file is at work
        try {
            migrations.make();
        } finally {
            file.turn().unlock();
        }
    }

    /** Whether there is nothing to migrate. */
    boolean hasAllMigrations() {
        return migrations.areMade();
    }

    /** For tests of them. */
    Migrations migrations() {
        return migrations;
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
            throw DatabaseFaults.translated(e);
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
        if (file == null) {
            return transaction(work);
        }
        if (file.turn().isHeldByCurrentThread()) {
            throw new IllegalStateException("a unit of work that writes was begun inside another");
        }
        file.turn().lock();
        try {
            T result = transaction(work);
            file.with(H2File::nameLast);
            return result;
        } finally {
            file.turn().unlock();
        }
    }

    private <T extends @Nullable Object> T joined(JointUnit unit, HandleCallback<T, RuntimeException> work) {
        try {
            if (!unit.hasBegun()) {
                if (file != null) {
                    file.turn().lock();
                }
                unit.begin(writers);
            }
            return unit.run(work);
        } catch (RuntimeException e) {
            throw DatabaseFaults.translated(e);
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
            throw DatabaseFaults.translated(e);
        } finally {
            joint.remove();
            try {
                unit.close();
                // Not behind work that failed, whose reason would be lost if the file cannot be reached either.
                if (committed && file != null && file.turn().isHeldByCurrentThread()) {
                    file.with(H2File::nameLast);
                }
            } finally {
                if (file != null && file.turn().isHeldByCurrentThread()) {
                    file.turn().unlock();
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
            throw DatabaseFaults.translated(e);
        }
    }

    private <T extends @Nullable Object> T transaction(HandleCallback<T, RuntimeException> work) {
        try {
            return writers.inTransaction(work);
        } catch (RuntimeException e) {
            throw DatabaseFaults.translated(e);
        }
    }

    /**
     * Makes what was committed survive a power cut as well: on H2 a commit is not fsynced, only this is. On
     * PostgreSQL a commit is, and nothing is done.
     */
    public void sync() {
        if (file != null) {
            file.sync();
        }
    }

    /** The file of the embedded database, to be looked at and kept; on PostgreSQL there is nothing to be done with it. */
    public DatabaseFile file() {
        return new DatabaseFile(file);
    }

    /** The greatest version of the schema that this program knows. */
    public static int newestSchema() {
        return Migrations.newest();
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
        if (pools.readers().isClosed()) {
            return;
        }
        if (file == null) {
            pools.readers().close();
        } else {
            file.close(shutdown);
        }
    }

    /** Used by {@link ChangeFeed}, which needs a handle of its own for a listening connection. */
    Handle openHandle() {
        return readers.open();
    }
}
