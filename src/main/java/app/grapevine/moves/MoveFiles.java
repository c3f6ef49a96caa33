package app.grapevine.moves;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where files of moves are as long as they go on: a directory of the data directory's, with one for each. What a stop of the
 * machine left in it is taken away at the start, so that nothing of what was erased meanwhile lies on. Safe for use by many threads.
 */
final class MoveFiles {
    private final Path directory;

    /** @param data the data directory, which is this process's alone */
    MoveFiles(Path data) {
        directory = data.resolve("moves");
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                remove(directory);
            }
            OwnerOnly.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory for one. */
    Path make(String id) {
        Path made = directory.resolve(id);
        try {
            OwnerOnly.createDirectories(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    /** Bytes that can still be written there. */
    long usableBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Takes a file away, or a directory with all that is in it; nothing happens where there is none. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                for (Path one : inside) {
                    remove(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
