package app.grapevine.backup;

import app.grapevine.journal.JournalCopy;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.FileSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's data as they were at one moment, while it goes on: the embedded database and what the journal holds beyond it, taken
 * while nobody commits, so that together they have exactly the visits that were recorded by then, each once. Not in it: salts,
 * which are to be gone soon; settings, which have secrets; the node's id, for what is restored is another node. On PostgreSQL it
 * has the journal alone. To be closed soon, for until then nothing that it reads is given up. For one thread.
 */
public final class Backup implements AutoCloseable {
    /** Whoever takes longer does not keep the rest of the service from giving up what is deleted. */
    private static final Duration AT_MOST = Duration.ofHours(1);

    private final @Nullable FileSnapshot database;
    private final JournalCopy journal;
    private final String program;
    private final Dialect dialect;
    private final Instant taken;
    private final long begun = System.nanoTime();
    private final List<Manifest.Entry> files = new ArrayList<>();

    private Backup(
            @Nullable FileSnapshot database, JournalCopy journal, String program, Dialect dialect, Instant taken) {
        this.database = database;
        this.journal = journal;
        this.program = program;
        this.dialect = dialect;
        this.taken = taken;
    }

    /**
     * Begins one; what is recorded from now on is not in it.
     *
     * @param journal gives the journal as it is when it is asked
     * @param program the version of this program
     */
    public static Backup begin(Database database, Supplier<JournalCopy> journal, String program, Instant now) {
        List<JournalCopy> copied = new ArrayList<>();
        FileSnapshot file =
                database.file().snapshot(() -> copied.add(journal.get())).orElse(null);
        return new Backup(file, copied.get(0), program, database.dialect(), now);
    }

    /**
     * Writes it whole.
     *
     * @throws IOException where the place fails, or what is read; then there is no backup
     */
    public void writeTo(Place place) throws IOException {
        if (database != null) {
            write(place, Manifest.DATABASE_FILE, database::writeTo);
        }
        for (JournalCopy.Part part : journal.parts()) {
            write(place, "journal/" + part.name(), out -> copy(part, out));
        }
        Manifest manifest = new Manifest(
                program,
                Database.newestSchema(),
                dialect == Dialect.H2 ? Manifest.H2 : Manifest.POSTGRESQL,
                taken.toString(),
                journal.node(),
                files);
        try (OutputStream out = place.begin(Manifest.NAME)) {
            out.write(manifest.format().getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void write(Place place, String name, Content content) throws IOException {
        try (OutputStream out = place.begin(name);
                DigestingStream digested = new DigestingStream(out, this::watch)) {
            apart(() -> content.writeTo(digested));
            files.add(digested.entry(name));
        }
    }

    private void watch() throws IOException {
        if (System.nanoTime() - begun > AT_MOST.toNanos()) {
            throw new IOException("a backup must be taken within " + AT_MOST.toMinutes() + " minutes");
        }
    }

    private interface Reading {
        void run() throws IOException;
    }

    /** On a thread that nobody interrupts: to be interrupted while it reads would close the database's file. */
    private static void apart(Reading reading) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                "grapevine-backup");
        thread.setDaemon(true);
        thread.start();
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private static void copy(JournalCopy.Part part, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(part.path())) {
            long left = part.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("the journal's file " + part.name() + " has become shorter");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (UncheckedIOException e) {
            // What is left of the second names goes with the next start.
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }
}
