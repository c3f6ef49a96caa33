package app.grapevine.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and directories that nobody but their owner may read, from their first moment on, whatever the umask says.
 * Where the file system knows no POSIX permissions they are made as any other.
 */
public final class OwnerOnly {
    private static final FileAttribute<?>[] NONE = new FileAttribute<?>[0];
    private static final FileAttribute<?>[] FILE = attributes("rw-------");
    private static final FileAttribute<?>[] DIRECTORY = attributes("rwx------");

    private OwnerOnly() {}

    private static FileAttribute<?>[] attributes(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /** Whether files there may have POSIX permissions. */
    public static boolean isKnownTo(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Opens a file; where {@code options} make it, it is made its owner's alone. One that exists stays as it is. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), isKnownTo(file) ? FILE : NONE);
    }

    /** Makes an empty file. @throws FileAlreadyExistsException if there is one */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, isKnownTo(file) ? FILE : NONE);
    }

    /** Makes a directory, and those above it that are missing. */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, isKnownTo(directory) ? DIRECTORY : NONE);
    }
}
