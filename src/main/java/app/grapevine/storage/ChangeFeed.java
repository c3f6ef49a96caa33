package app.grapevine.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The feed of changed links: who writes a link says so in the same transaction, and whoever remembers links
 * hears of it after the commit, on this node before {@link #write} returns, on the others within moments.
 * Safe for use by many threads.
 *
 * <p>On PostgreSQL the news travels by LISTEN/NOTIFY, which is sent at the commit and not without it. What
 * was said while the listening connection was away is unknown; so a new connection tells the listeners to
 * forget all ({@link ChangeListener#onAll}). H2 has one process, and no news to send.
 */
public final class ChangeFeed implements AutoCloseable {
    /** Collects what a unit of work changes. Not safe for use by many threads. */
    public static final class Changes {
        private final Map<LinkKey, LinkChange> links = new LinkedHashMap<>();

        /** What is remembered of a link is to be forgotten; the link itself is as it was, or gone without a trace. */
        public void add(LinkKey key) {
            add(key, LinkChange.NONE);
        }

        public void add(LinkKey key, LinkChange change) {
            links.merge(key, change, LinkChange::then);
        }

        private Map<LinkKey, LinkChange> ofLinks() {
            Map<LinkKey, LinkChange> changed = new LinkedHashMap<>(links);
            changed.values().removeIf(change -> change == LinkChange.NONE);
            return changed;
        }
    }

    private final Database database;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final List<ChangeWitness> witnesses = new CopyOnWriteArrayList<>();
    private final @Nullable PostgresNotifications notifications;

    /** Begins to listen at once where there are other nodes to listen to. */
    public ChangeFeed(Database database) {
        this.database = database;
        this.notifications =
                database.dialect() == Dialect.POSTGRESQL ? new PostgresNotifications(database, listeners) : null;
    }

    public void subscribe(ChangeListener listener) {
        listeners.add(listener);
    }

    /** Has {@code witness} see what becomes of links from now on, by this process. */
    public void witness(ChangeWitness witness) {
        witnesses.add(witness);
    }

    /** {@link Database#write} for work that changes links: {@code work} names them as it goes. */
    public <T extends @Nullable Object> T write(BiFunction<Handle, Changes, T> work) {
        Changes changes = new Changes();
        T result = database.write(handle -> {
            T value = work.apply(handle, changes);
            tell(handle, changes.ofLinks());
            if (notifications != null) {
                notifications.send(handle, changes.links.keySet());
            }
            return value;
        });
        if (!changes.links.isEmpty()) {
            List<LinkKey> keys = new ArrayList<>(changes.links.keySet());
            database.afterCommit(() -> listeners.forEach(listener -> listener.onChange(keys)));
        }
        return result;
    }

    private void tell(Handle handle, Map<LinkKey, LinkChange> changed) {
        if (!changed.isEmpty()) {
            witnesses.forEach(witness -> witness.changed(handle, changed));
        }
    }

    /** {@link #write} for work without a result. */
    public void writeOnly(BiConsumer<Handle, Changes> work) {
        write((handle, changes) -> {
            work.accept(handle, changes);
            return true;
        });
    }

    @Override
    public void close() {
        if (notifications != null) {
            notifications.close();
        }
    }
}
