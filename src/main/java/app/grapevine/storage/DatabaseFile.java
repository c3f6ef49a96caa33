package app.grapevine.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file of the embedded database, had from {@link Database#file}; of PostgreSQL none. Safe for use by many threads. */
public final class DatabaseFile {
    private final @Nullable EmbeddedFile file;

    DatabaseFile(@Nullable EmbeddedFile file) {
        this.file = file;
    }

    /** What it is made of; empty where there is none, or it was not looked at yet. */
    public Optional<FileFigures> figures() {
        return Optional.ofNullable(file == null ? null : file.figures());
    }

    /**
     * Sees to it that what was deleted is no more in it, bytes and all. In short steps, between which others write; what was
     * written since the last time is most of the work.
     *
     * @return false if it was not done in time, as where somebody reads what was deleted, or not wholly: to be called again,
     *     and {@link Database#closeCompacted} for what is left then
     */
    public boolean wipeDeleted() {
        return file == null || file.wipeDeleted();
    }

    /** Why the file, which closed itself, cannot be opened yet; empty where it is open. */
    public Optional<String> outage() {
        return Optional.ofNullable(file == null ? null : file.outage());
    }

    /**
     * The file as it is at this moment; empty on PostgreSQL, and where the database is in memory. Until what is given is closed
     * the file grows by all that is written, and what is deleted meanwhile stays in it.
     *
     * @param then runs at that moment, while nobody writes
     */
    public Optional<FileSnapshot> snapshot(Runnable then) {
        if (file == null) {
            then.run();
            return Optional.empty();
        }
        return file.snapshot(then);
    }
}
