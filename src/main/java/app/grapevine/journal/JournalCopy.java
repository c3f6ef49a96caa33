package app.grapevine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journal as it was at one moment: files that grow no more as far as {@link Part#length} goes, and stay until this is closed,
 * for they have a second name each in a directory of their own. Where the file system knows no second names they are copied.
 */
public final class JournalCopy implements AutoCloseable {
    /** The directories that a crash has left are known by it. */
    private static final String NAME = "copy-";

    /**
     * A file.
     *
     * @param name in the journal's directory
     * @param path where it is to be read
     * @param length how much of it was written completely by then
     */
    public record Part(String name, Path path, long length) {}

    private final long node;
    private final List<Part> parts;
    private final @Nullable Path directory;

    private JournalCopy(long node, List<Part> parts, @Nullable Path directory) {
        this.node = node;
        this.parts = List.copyOf(parts);
        this.directory = directory;
    }

    /** Of files that nobody changes, and that stay as long as they are needed. */
    static JournalCopy of(long node, List<Segment> segments) {
        return new JournalCopy(
                node,
                segments.stream()
                        .map(segment -> new Part(segment.toString(), segment.path, segment.end()))
                        .toList(),
                null);
    }

    /** Of files that are written to and deleted; one that is deleted meanwhile is left out, for the database has all of it. */
    static JournalCopy linked(long node, Path journal, List<Segment> segments) {
        try {
            Path directory = Files.createTempDirectory(journal, NAME);
            List<Part> parts = new ArrayList<>();
            for (Segment segment : segments) {
                long length = segment.end();
                Path second = directory.resolve(segment.toString());
                if (link(second, segment.path)) {
                    parts.add(new Part(segment.toString(), second, length));
                }
            }
            return new JournalCopy(node, parts, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return false if the file is gone */
    private static boolean link(Path second, Path file) throws IOException {
        try {
            Files.createLink(second, file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, second);
            return true;
        }
    }

    /** The node that has written it. */
    public long node() {
        return node;
    }

    /** In order. */
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void close() {
        if (directory != null) {
            try {
                delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes what a crash has left of copies. */
    static void deleteLeft(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(NAME) && Files.isDirectory(file)) {
                    delete(file);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
