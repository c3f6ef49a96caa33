package app.grapevine.privacy;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The salts of the days as they are kept, and how nodes come to have the same. Each node keeps them in a {@link SaltFile}.
 * With the embedded database that is all. Nodes that share a database hand a day's salt on through it, each sealed for one
 * receiver ({@link SealedSalt}) under a key that only the receiver's file holds, and only until the day is past: what the
 * database keeps of it, in its logs and backups too, is worth nothing afterwards. Safe for use by many threads.
 *
 * <p>The first node that asks for a day makes its salt. A node that comes later leaves its key, and has the salt when another
 * node has come by. Where none does within {@link #PATIENCE}, they are gone that had it, and one makes another.
 */
public final class SaltKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SaltKeeper.class);
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Database database;
    private final SaltFile file;
    private final long node;

    /**
     * @param directory the data directory, which this process alone uses
     * @param node by which other nodes tell this one from others
     */
    public SaltKeeper(Database database, Path directory, long node) {
        this.database = database;
        this.file = new SaltFile(directory);
        this.node = node;
    }

    /**
     * The salt of a day, made of {@code proposed} where it is not there yet; empty where another node has it and has still
     * to hand it on. Hands it on to the nodes that wait.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     * @throws java.io.UncheckedIOException if the file cannot be used
     */
    Optional<byte[]> agree(long epochDay, byte[] proposed, long nowMillis) {
        Optional<DaySalt> kept = file.find(epochDay);
        if (database.dialect() == Dialect.H2) {
            return Optional.of(kept.orElseGet(() -> alone(epochDay, proposed)).salt());
        }
        DaySalt mine = kept.filter(salt -> salt.publicKey().length > 0).orElseGet(() -> withKeys(epochDay, kept));
        DaySalt found = database.write(handle -> agree(handle, mine, proposed, nowMillis));
        if (!found.hasSalt()) {
            return Optional.empty();
        }
        if (!mine.agreed()) {
            file.keep(found.with(found.salt(), true));
        }
        return Optional.of(found.salt());
    }

    private DaySalt alone(long epochDay, byte[] proposed) {
        DaySalt salt = DaySalt.alone(epochDay, former(epochDay).orElse(proposed));
        file.keep(salt);
        database.writeOnly(handle -> SaltDao.deleteFormer(handle, epochDay));
        return salt;
    }

    private Optional<byte[]> former(long epochDay) {
        return database.read(handle -> SaltDao.former(handle, epochDay));
    }

    private DaySalt withKeys(long epochDay, Optional<DaySalt> kept) {
        DaySalt keys = SealedSalt.newKeys(epochDay);
        DaySalt salt = kept.map(one -> keys.with(one.salt(), false)).orElse(keys);
        file.keep(salt);
        return salt;
    }

    private DaySalt agree(Handle handle, DaySalt kept, byte[] proposed, long nowMillis) {
        long day = kept.epochDay();
        SaltDao.ask(handle, day, node, kept.publicKey(), nowMillis);
        DaySalt mine = kept;
        if (!kept.agreed()) {
            mine = SaltDao.sealed(handle, day, node)
                    .flatMap(handed -> opened(handle, handed, kept))
                    .or(() -> made(handle, kept, proposed, nowMillis))
                    .orElse(kept.with(new byte[0], false));
        }
        if (mine.hasSalt()) {
            handOn(handle, mine);
        }
        return mine;
    }

    private Optional<DaySalt> opened(Handle handle, byte[] handed, DaySalt mine) {
        try {
            return Optional.of(mine.with(SealedSalt.open(handed, mine), true));
        } catch (GeneralSecurityException e) {
            LOG.warn("a salt that was handed on cannot be opened, and is asked for again: {}", e.toString());
            SaltDao.seal(handle, mine.epochDay(), node, null);
            return Optional.empty();
        }
    }

    /** Where this node is the first, or those before it are gone: a salt, which is kept before others hear of it. */
    private Optional<DaySalt> made(Handle handle, DaySalt kept, byte[] proposed, long nowMillis) {
        long day = kept.epochDay();
        boolean isFirst = SaltDao.begin(handle, day, node)
                || (SaltDao.isBegunBy(handle, day, node) && kept.hasSalt())
                || SaltDao.takeOver(handle, day, node, nowMillis - PATIENCE.toMillis());
        if (!isFirst) {
            return Optional.empty();
        }
        byte[] salt = SaltDao.former(handle, day).orElse(kept.hasSalt() ? kept.salt() : proposed);
        SaltDao.deleteFormer(handle, day);
        DaySalt made = kept.with(salt, false);
        file.keep(made);
        return Optional.of(made);
    }

    private static void handOn(Handle handle, DaySalt salt) {
        for (SaltDao.Waiting waiting : SaltDao.waiting(handle, salt.epochDay())) {
            try {
                byte[] sealed = SealedSalt.seal(salt.epochDay(), salt.salt(), waiting.publicKey());
                SaltDao.seal(handle, salt.epochDay(), waiting.node(), sealed);
            } catch (GeneralSecurityException e) {
                LOG.warn("a node's key cannot be used, and it gets no salt: {}", e.toString());
            }
        }
    }

    /**
     * Overwrites what is kept of other days than those from one to another, and deletes what the database has of those before;
     * of those after it may have what other nodes, whose clocks are right, have said.
     */
    void keepOnly(long firstDay, long lastDay) {
        file.keepOnly(firstDay, lastDay);
        database.writeOnly(handle -> SaltDao.deleteBefore(handle, database.dialect(), firstDay));
    }

    /** The days of which this node keeps something. */
    List<Long> days() {
        return file.days();
    }
}
