package app.grapevine.storage;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One transaction for several units of work of a thread, see {@link Database#together}. Of that thread alone. */
final class JointUnit implements AutoCloseable {
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable Handle handle;
    private boolean failed;

    boolean hasBegun() {
        return handle != null;
    }

    void begin(Jdbi writers) {
        Handle opened = writers.open();
        handle = opened;
        opened.begin();
    }

    <T extends @Nullable Object> T run(HandleCallback<T, RuntimeException> work) {
        if (handle == null) {
            throw new IllegalStateException("the transaction was not begun");
        }
        boolean done = false;
        try {
            T result = work.withHandle(handle);
            done = true;
            return result;
        } finally {
            failed |= !done;
        }
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void commit() {
        if (failed) {
            throw new IllegalStateException("a part of this work failed, and nobody minded");
        }
        if (handle != null) {
            handle.commit();
        }
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    /** Undoes what was not committed. */
    @Override
    public void close() {
        if (handle == null) {
            return;
        }
        try (Handle closing = handle) {
            if (closing.isInTransaction()) {
                closing.rollback();
            }
        } catch (RuntimeException e) {
            // A connection that is lost cannot be told to undo, and its transaction is undone for that.
        }
    }
}
