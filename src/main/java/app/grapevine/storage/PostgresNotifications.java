package app.grapevine.storage;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed between nodes, over PostgreSQL's LISTEN/NOTIFY. A payload is lines of {@code domain/code}, cut
 * well below PostgreSQL's 8,000 bytes. One thread holds one connection; when that breaks it is opened anew
 * after a second, and the listeners are told to forget all.
 */
final class PostgresNotifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final String CHANNEL = "grapevine_links";
    private static final int PAYLOAD_BYTES = 7000;
    private static final int WAIT_MILLIS = 500;

    private final Database database;
    private final Collection<ChangeListener> listeners;
    private final Thread thread;
    private volatile boolean closed;

    PostgresNotifications(Database database, Collection<ChangeListener> listeners) {
        this.database = database;
        this.listeners = listeners;
        this.thread = new Thread(this::run, "grapevine-changes");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    void send(Handle handle, Collection<LinkKey> keys) {
        StringBuilder payload = new StringBuilder();
        int bytes = 0;
        for (LinkKey key : keys) {
            String line = key.domain() + "/" + key.code() + "\n";
            int more = line.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > PAYLOAD_BYTES) {
                notify(handle, payload);
                bytes = 0;
            }
            payload.append(line);
            bytes += more;
        }
        if (!payload.isEmpty()) {
            notify(handle, payload);
        }
    }

    private static void notify(Handle handle, StringBuilder payload) {
        handle.createQuery("SELECT CAST(pg_notify(:channel, :payload) AS VARCHAR)")
                .bind("channel", CHANNEL)
                .bind("payload", payload.toString())
                .mapTo(String.class)
                .list();
        payload.setLength(0);
    }

    private void run() {
        while (!closed) {
            try (Handle handle = database.openHandle()) {
                handle.execute("LISTEN " + CHANNEL);
                listeners.forEach(ChangeListener::onAll);
                PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
                while (!closed) {
                    deliver(connection.getNotifications(WAIT_MILLIS));
                }
                handle.execute("UNLISTEN *");
            } catch (SQLException | RuntimeException e) {
                if (!closed) {
                    LOG.warn("the feed of changed links is interrupted: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void deliver(PGNotification @Nullable [] notifications) {
        if (notifications == null || notifications.length == 0) {
            return;
        }
        List<LinkKey> keys = new ArrayList<>();
        for (PGNotification notification : notifications) {
            for (String line : notification.getParameter().split("\n", -1)) {
                int slash = line.indexOf('/');
                if (slash > 0) {
                    keys.add(new LinkKey(line.substring(0, slash), line.substring(slash + 1)));
                }
            }
        }
        listeners.forEach(listener -> listener.onChange(keys));
    }

    private void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
