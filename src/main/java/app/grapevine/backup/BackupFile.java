package app.grapevine.backup;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a backup is to be: a zip archive where the name ends in {@code .zip}, a directory else. It is written under another name,
 * looked through, and only then has its own; so what has its name is whole. For one thread.
 */
public final class BackupFile {
    private final Path target;
    private final Path part;

    /** @throws BackupException if there is something already */
    public BackupFile(Path target) {
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling(this.target.getFileName() + ".part");
        if (Files.exists(this.target)) {
            throw new BackupException("there is something already at " + target);
        }
    }

    /** Writes the files of a backup. */
    public interface Writing {
        void to(Place place) throws IOException;
    }

    /**
     * Writes it, and gives it its name.
     *
     * @return what was written
     * @throws BackupException where it cannot be written, or what was written is not whole; then nothing is left of it
     */
    public Written write(Writing writing) {
        try {
            delete(part);
            OwnerOnly.createDirectories(Objects.requireNonNull(target.getParent()));
            try (Place place = place()) {
                writing.to(place);
            }
            Written written;
            try (SavedBackup saved = SavedBackup.open(part)) {
                written = new Written(saved.files(), saved.bytes());
            }
            force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            force(Objects.requireNonNull(target.getParent()));
            return written;
        } catch (IOException e) {
            discard();
            throw new BackupException("the backup was not taken", e);
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
    }

    /** @param bytes of the files, before they are compressed */
    public record Written(int files, long bytes) {}

    private Place place() throws IOException {
        boolean zip = target.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        return zip
                ? new ZipPlace(Channels.newOutputStream(
                        OwnerOnly.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))
                : new DirectoryPlace(part);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void discard() {
        try {
            delete(part);
        } catch (IOException e) {
            throw new BackupException(part + " cannot be deleted", e);
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
