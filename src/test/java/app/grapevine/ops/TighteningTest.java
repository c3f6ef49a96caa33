package app.grapevine.ops;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A data directory that an earlier version made as the umask had it. */
class TighteningTest {
    @TempDir
    Path directory;

    @BeforeEach
    void thereArePermissions() {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void whatOthersMayReadIsClosedToThemAndSaidInALineOnce() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data/journal/damaged"))
                .getParent()
                .getParent();
        Path some = Files.writeString(data.resolve("journal/damaged/some"), "some");
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "of another");
        permit(data, "rwxr-xr-x");
        permit(data.resolve("journal"), "rwxr-x---");
        permit(data.resolve("journal/damaged"), "rwx------");
        permit(some, "rw-rw-r--");
        permit(elsewhere, "rw-r--r--");
        Files.createSymbolicLink(data.resolve("link"), elsewhere);
        assertThat(logged(() -> DataDirectory.take(data).close()))
                .singleElement(as(STRING))
                .startsWith("INFO data.dir (GRAPEVINE_DATA_DIR): 3 files and directories in " + data + " ");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("journal"))).isEqualTo("rwx------");
        assertThat(permissions(some)).isEqualTo("rw-------");
        assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
        assertThat(logged(() -> DataDirectory.take(data).close())).isEmpty();
    }

    @Test
    void whatCannotBeClosedIsNamedAndTheStartGoesOn() {
        Path unchangeable = Path.of("/proc/self/attr"); // not even by root
        assumeThat(unchangeable).isDirectory();
        assertThat(logged(() -> Tightening.of(unchangeable).log()))
                .singleElement(as(STRING))
                .startsWith("WARN data.dir (GRAPEVINE_DATA_DIR): others on this machine may be able to read /proc/");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static List<String> logged(Work work) {
        Logger logger = (Logger) LoggerFactory.getLogger(Tightening.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
        try {
            work.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(null);
        }
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
