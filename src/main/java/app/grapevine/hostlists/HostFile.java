package app.grapevine.hostlists;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a list of hosts ({@link HostLine}), in UTF-8. Lists of others have a bad line now and then; so up to one line
 * in a hundred that cannot be read is left out. With more it is something else, such as the page that a download got instead;
 * and one without a byte is a download that failed. Read by one thread at a time, asked by many.
 */
final class HostFile {
    private static final Logger LOG = LoggerFactory.getLogger(HostFile.class);
    private static final int LINES_FOR_ONE_BAD = 100;

    private final Path path;
    private volatile HostSet hosts = HostSet.EMPTY;
    /** What is wrong with the present version; null where that is the one in use. */
    private volatile @Nullable String fault;

    private @Nullable Version version;

    /** By what a file is known to have changed. */
    private record Version(FileTime changed, long size) {}

    /** That a file is no list. Its message says why, and names the file. */
    private static final class BadListException extends Exception {
        private static final long serialVersionUID = 1;

        BadListException(String message) {
            super(message);
        }
    }

    /** @throws IllegalArgumentException if it cannot be read as such a file, saying why */
    HostFile(Path path) {
        this.path = path;
        try {
            Version present = version();
            hosts = read();
            version = present;
        } catch (BadListException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    HostSet hosts() {
        return hosts;
    }

    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Reads the file anew if it has changed. A bad one leaves the last good one in use. @return whether another is in use */
    boolean refresh() {
        try {
            Version present = version();
            if (present.equals(version)) {
                return false;
            }
            version = present;
            hosts = read();
            fault = null;
            LOG.info("{} was read anew: {} hosts", path, hosts.size());
            return true;
        } catch (BadListException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(fault)) {
                fault = why;
                LOG.warn("the list is not read anew, the last good one stays in use: {}", why);
            }
            return false;
        }
    }

    private Version version() throws BadListException {
        try {
            return new Version(Files.getLastModifiedTime(path), Files.size(path));
        } catch (IOException e) {
            version = null;
            throw new BadListException(path + " cannot be read: " + e);
        }
    }

    private HostSet read() throws BadListException {
        HostSet.Builder found = new HostSet.Builder();
        int number = 0;
        int bad = 0;
        int firstBad = 0;
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                Optional<List<String>> hosts = HostLine.hosts(number == 1 ? withoutMark(line) : line);
                hosts.ifPresent(some -> some.forEach(found::add));
                if (hosts.isEmpty() && bad++ == 0) {
                    firstBad = number;
                }
            }
        } catch (CharacterCodingException e) {
            throw new BadListException(path + " is not in UTF-8");
        } catch (IOException e) {
            throw new BadListException(path + " cannot be read: " + e);
        }
        if (number == 0) {
            throw new BadListException(path + " is empty: a list without a host has a line with a # at least");
        }
        if ((long) bad * LINES_FOR_ONE_BAD > number) {
            throw new BadListException(
                    path + ": line " + firstBad + " is no host, as are " + bad + " of its " + number + " lines");
        }
        if (bad > 0) {
            LOG.warn("{}: {} lines are no hosts and left out, the first is line {}", path, bad, firstBad);
        }
        return found.set();
    }

    /** The mark that some editors put before the first byte. */
    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
