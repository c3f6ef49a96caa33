package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Attributor;
import app.grapevine.journal.Disk;
import app.grapevine.journal.JournalDirectory;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.JournalSettings.Sync;
import app.grapevine.journal.SampleVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.CrashingDatabase;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.SimulatedDisk;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process ends at each step of taking visits from the journal into the database; the next one goes on with what is there. */
class CrashStepsDbTest {
    private static final int VISITS = 400;
    private static final int SEGMENT = 64 << 10;
    private static final int STEPS_AT_LEAST = 12;
    private static final Duration A_MOMENT = Duration.ofMillis(5);
    private static final Attributor ATTRIBUTOR = new Attributor(TestClicks.CHANNELS);

    @TempDir
    Path root;

    private final Set<Long> answered = new ConcurrentSkipListSet<>();

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aCrashAtEachStatementLosesNothingAndDoublesNothing(Dialect dialect) throws Exception {
        boolean crashed = true;
        int step = 0;
        for (; crashed; step++) {
            answered.clear();
            try (TestDatabase test = TestDatabase.fresh(dialect)) {
                Path data = Files.createDirectory(root.resolve("at-" + step));
                Path left = root.resolve("left-" + step);
                Path database = dialect == Dialect.H2 ? Path.of(file(test.settings())) : null;
                Set<Long> safe = new ConcurrentSkipListSet<>();
                CrashingDatabase crashing = new CrashingDatabase(step, () -> {
                    safe.addAll(answered); // what is answered from now on, nobody was
                    copy(data, database, left);
                });
                try (Database process = crashing.open(test.settings())) {
                    record(process, data, Disk.REAL, crashing::hasCrashed);
                } catch (DatabaseUnavailableException e) {
                    assertThat(crashing.hasCrashed()).isTrue();
                }
                crashed = crashing.hasCrashed();
                if (crashed) {
                    answered.retainAll(safe);
                } else {
                    copy(data, database, left);
                }
                DatabaseSettings again = dialect == Dialect.H2 ? DatabaseSettings.embedded(left) : test.settings();
                look(again, left, "step " + step);
            }
        }
        assertThat(step).isGreaterThan(STEPS_AT_LEAST);
    }

    /** What a kill leaves is all that was written; what a power cut leaves, all that was forced, and some of the rest. */
    @Test
    void aCrashAtEachWriteOfTheFileLosesNothingAndDoublesNothing() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        TestDatabase.layMigrated(data);
        List<Path> left = new ArrayList<>();
        List<Set<Long>> answers = new ArrayList<>();
        AtomicInteger operations = new AtomicInteger();
        try (SimulatedDisk disk = new SimulatedDisk(data, 7)) {
            try (Database process = Database.open(disk.database())) {
                disk.before(() -> {
                    int operation = operations.incrementAndGet();
                    Set<Long> safe = new ConcurrentSkipListSet<>(answered);
                    try {
                        Path killed = root.resolve("killed-" + operation);
                        copy(data, null, killed);
                        left.add(killed);
                        answers.add(safe);
                        Path cut = Files.createDirectory(root.resolve("cut-" + operation));
                        disk.cut(cut);
                        left.add(cut);
                        answers.add(safe);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                record(process, data, disk, () -> false);
                disk.before(() -> {});
            }
        }
        assertThat(operations.get()).isGreaterThan(STEPS_AT_LEAST);
        for (int i = 0; i < left.size(); i++) {
            answered.clear();
            answered.addAll(answers.get(i));
            look(
                    DatabaseSettings.embedded(left.get(i)),
                    left.get(i),
                    left.get(i).toString());
        }
    }

    private Clicks open(Database database, Path data, Disk disk) {
        JournalSettings settings = new JournalSettings(data, Sync.ALWAYS, 1 << 30, SEGMENT, Duration.ZERO);
        return Clicks.open(
                JournalDirectory.open(settings, disk),
                settings,
                database,
                ATTRIBUTOR,
                TestClicks.CHANNELS,
                UnusualSettings.DEFAULT,
                new Rollups(database),
                TestClicks.CLOCK,
                nanos -> {});
    }

    /** Visits to a link each, of persons, of apps, and of some who are not to be tracked, over two days. */
    private void record(Database database, Path data, Disk disk, BooleanSupplier hasEnded) throws InterruptedException {
        try (Clicks clicks = open(database, data, disk)) {
            for (long link = 1; link <= VISITS; link++) {
                long at = NOON + (link % 2 == 0 ? DAY : 0) + link;
                long id = link;
                clicks.record(
                        link % 5 == 0 ? SampleVisits.preview(at, link) : SampleVisits.of(at, link, link % 7),
                        receipt -> {
                            if (receipt.refusal() == null) {
                                answered.add(id);
                            }
                        });
            }
            // Where the process has ended there is nothing to wait for.
            while (!hasEnded.getAsBoolean() && !clicks.await(A_MOMENT)) {
                // Once more.
            }
        }
    }

    private void look(DatabaseSettings settings, Path data, String where) throws InterruptedException {
        try (Database database = Database.open(settings)) {
            try (Clicks clicks = open(database, data, Disk.REAL)) {
                assertThat(clicks.await(TestClicks.PATIENCE)).as(where).isTrue();
            }
            List<Long> links = TestDatabase.list(database, Long.class, "SELECT link_id FROM clicks ORDER BY link_id");
            assertThat(links).as(where).doesNotHaveDuplicates().containsAll(answered);
            assertThat(new Rollups(database).verify(0, Integer.MAX_VALUE))
                    .as(where)
                    .isEmpty();
        }
    }

    private static String file(DatabaseSettings settings) {
        return settings.url().replaceAll("^jdbc:h2:owner:|;.*$", "") + ".mv.db";
    }

    /** As a kill leaves them: all that was written. */
    private static void copy(Path data, Path database, Path target) {
        try {
            Files.createDirectories(target.resolve("journal"));
            if (database != null) {
                Files.copy(database, target.resolve("grapevine.mv.db"));
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = data.relativize(file).toString();
                    if (!name.contains("lock")) {
                        Files.copy(file, target.resolve(name));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
