package app.grapevine.backup;

import app.grapevine.storage.Database;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A backup that was taken: a directory, or a zip archive. For one thread. */
public final class SavedBackup implements Closeable {
    private static final int LONGEST_MANIFEST = 16 << 20;

    private final Path root;
    private final AutoCloseable archive;
    private final Manifest manifest;

    private SavedBackup(Path root, AutoCloseable archive, Manifest manifest) {
        this.root = root;
        this.archive = archive;
        this.manifest = manifest;
    }

    /**
     * Opens one, and compares every file of it with what the manifest says.
     *
     * @throws BackupException if it is none, not whole, damaged, or of a later version of this program
     */
    public static SavedBackup open(Path source) {
        try {
            if (Files.isDirectory(source)) {
                return checked(source, source, () -> {});
            }
            if (!Files.isRegularFile(source)) {
                throw new BackupException("there is no backup at " + source);
            }
            FileSystem archive = FileSystems.newFileSystem(source);
            try {
                return checked(source, archive.getPath("/"), archive);
            } catch (IOException | RuntimeException e) {
                archive.close();
                throw e;
            }
        } catch (ProviderNotFoundException e) {
            throw new BackupException(source + " is neither a directory nor a zip archive");
        } catch (IOException e) {
            throw new BackupException(source + " cannot be read, or is not whole", e);
        }
    }

    private static SavedBackup checked(Path source, Path root, AutoCloseable archive) throws IOException {
        Path file = root.resolve(Manifest.NAME);
        if (!Files.exists(file) || Files.size(file) > LONGEST_MANIFEST) {
            throw new BackupException(source + " is no backup, or not whole: it has no manifest");
        }
        Manifest manifest = Manifest.parse(Files.readString(file, StandardCharsets.UTF_8));
        if (manifest.schema() > Database.newestSchema()) {
            throw new BackupException(source + " was taken by a later version of this program, " + manifest.program()
                    + ": restore it with that");
        }
        SavedBackup saved = new SavedBackup(root, archive, manifest);
        for (Manifest.Entry entry : manifest.files()) {
            try {
                saved.copy(entry, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new BackupException(source + " is damaged", e);
            }
        }
        return saved;
    }

    private void copy(Manifest.Entry entry, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(entry.name()));
                DigestingStream digested = new DigestingStream(out, () -> {})) {
            in.transferTo(digested);
            if (!digested.entry(entry.name()).equals(entry)) {
                throw new IOException(entry.name() + " is not as it was written");
            }
        }
    }

    /** Whether the database is in it; else it is that of a node on PostgreSQL. */
    public boolean hasDatabase() {
        return manifest.database().equals(Manifest.H2);
    }

    /** The moment of which it is, as ISO 8601 has it. */
    public String taken() {
        return manifest.taken();
    }

    public int files() {
        return manifest.files().size();
    }

    public long bytes() {
        return manifest.files().stream().mapToLong(Manifest.Entry::length).sum();
    }

    /** Lays its files into an empty directory, and the node's id, by which the journal is read. */
    public void layInto(Path directory) {
        try (DirectoryPlace place = new DirectoryPlace(directory)) {
            for (Manifest.Entry entry : manifest.files()) {
                try (OutputStream out = place.begin(entry.name())) {
                    copy(entry, out);
                }
            }
            try (OutputStream out = place.begin("node")) {
                out.write((manifest.node() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new BackupException("it cannot be written to " + directory, e);
        }
    }

    /** Takes what {@link Backup} wrote to a {@link ZipPlace} apart again; whether it is whole, {@link #open} says. */
    public static void unpack(InputStream zip, Place place) throws IOException {
        ZipInputStream in = new ZipInputStream(zip);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = entry.getName();
            if (!name.equals(Manifest.NAME) && !Manifest.isFile(name)) {
                throw new IOException("what came is no backup");
            }
            try (OutputStream out = place.begin(name)) {
                in.transferTo(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            archive.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
