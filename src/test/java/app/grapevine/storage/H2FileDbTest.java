package app.grapevine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2 alone: how its file is looked after while it is written to. */
class H2FileDbTest {
    /** What may be written before whoever looks after the file gets the processor, on a machine that others keep busy. */
    private static final long ALLOWANCE = 40_000_000;

    private static final int SUM = 1_000_000;
    private static final Pattern NAME = Pattern.compile("name[0-9a-f]{16}");

    @TempDir
    Path directory;

    private final Random random = new Random(1);
    private Database database;

    @BeforeEach
    void open() {
        TestDatabase.layMigrated(directory);
        database = Database.open(DatabaseSettings.embedded(directory));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFileThatIsWrittenAndDeletedFromALotStaysSmallAndWhole() {
        long greatest = 0;
        for (int round = 0; round < 1000; round++) {
            write(100_000);
            greatest = Math.max(greatest, size());
        }
        assertThat(greatest).isLessThan(2 * 4_000_000 + ALLOWANCE);
        assertThat(database.<Long>read(handle -> count(handle))).isEqualTo(40);
        database.close();
        database = Database.open(DatabaseSettings.embedded(directory));
        assertThat(database.<Long>read(handle -> count(handle))).isEqualTo(40);
    }

    @Test
    void whatAFileNeedsNoMoreIsGivenBackWhileNobodyWrites() {
        for (int round = 0; round < 100; round++) {
            database.writeOnly(handle -> insert(handle, 100_000));
        }
        for (char digit : "0123456789abcdef".toCharArray()) {
            database.writeOnly(
                    handle -> handle.execute("DELETE FROM settings WHERE name LIKE ?", "test" + digit + "%"));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> size() < 4_000_000);
    }

    /** Each commit takes pages out of the chunk that was written last, whose text is made of them. */
    @Test
    void whatItIsMadeOfIsToldWhileOthersWrite() throws InterruptedException {
        H2File file = database.read(handle -> {
            try {
                return H2File.of(handle.getConnection()).orElseThrow();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int round = 0; round < 1000; round++) {
                write(200);
            }
            ended.set(true);
        });
        writer.start();
        try {
            while (!ended.get()) {
                assertThat(file.chunks()).isNotEmpty();
            }
        } finally {
            writer.join();
        }
    }

    @Test
    void whatWasDeletedIsNoMoreInTheFile() throws IOException {
        byte[] secret = "a-text-that-nobody-else-has-written".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 50; round++) {
            int number = round;
            database.writeOnly(handle -> {
                insert(handle, 3000 + 100 * number);
                byte[] content = new byte[500 * (number % 5) + secret.length];
                System.arraycopy(secret, 0, content, content.length - secret.length, secret.length);
                handle.execute("INSERT INTO settings (name, content) VALUES (?, ?)", "unheard" + number, content);
            });
        }
        assertThat(occurrences(secret)).isPositive();
        database.writeOnly(handle -> handle.execute("DELETE FROM settings WHERE name LIKE 'unheard%'"));
        assertThat(occurrences(secret)).as("deleted, and in the file").isPositive();
        assertThat(database.file().wipeDeleted()).isTrue();
        assertThat(occurrences(secret)).isZero();
        assertThat(occurrences("unheard".getBytes(StandardCharsets.US_ASCII))).isZero();
        for (int round = 0; round < 20; round++) {
            write(50 * round);
            assertThat(occurrences(secret)).isZero();
        }
        database.close();
        assertThat(occurrences(secret)).isZero();
        database = Database.open(DatabaseSettings.embedded(directory));
        assertThat(database.<Long>read(handle -> count(handle))).isEqualTo(50);
    }

    /** An index of several pages above its leaves, of which keys go in every order, while others stay and come. */
    @Test
    void keysThatWereDeletedAreNowhereInAnIndex() throws IOException {
        Random random = new Random(8);
        Set<String> there = new TreeSet<>();
        for (int round = 0; round < 6; round++) {
            List<String> added = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                added.add("name%016x-%s".formatted(random.nextLong(), "x".repeat(random.nextInt(40))));
            }
            there.addAll(added);
            database.writeOnly(handle -> {
                PreparedBatch batch = handle.prepareBatch("INSERT INTO settings (name, content) VALUES (?, X'00')");
                added.forEach(name -> batch.add(name));
                batch.execute();
            });
            Set<String> gone = new TreeSet<>();
            there.forEach(name -> {
                if (random.nextInt(3) > 0) {
                    gone.add(name);
                }
            });
            there.removeAll(gone);
            database.writeOnly(handle -> {
                PreparedBatch batch = handle.prepareBatch("DELETE FROM settings WHERE name = ?");
                gone.forEach(name -> batch.add(name));
                batch.execute();
            });
            assertThat(database.file().wipeDeleted()).isTrue();
            Set<String> found = new TreeSet<>();
            NAME.matcher(file()).results().map(MatchResult::group).forEach(found::add);
            assertThat(found)
                    .as("round " + round)
                    .containsExactlyElementsOf(
                            there.stream().map(name -> name.substring(0, 20)).toList());
            assertThat(TestDatabase.list(
                            database, String.class, "SELECT name FROM settings WHERE name LIKE 'name%' ORDER BY name"))
                    .containsExactlyElementsOf(there);
            for (String name : there) {
                assertThat(database.<Integer>read(
                                handle -> handle.createQuery("SELECT COUNT(*) FROM settings WHERE name = :name")
                                        .bind("name", name)
                                        .mapTo(Integer.class)
                                        .one()))
                        .isEqualTo(1);
            }
        }
        database.close();
        database = Database.open(DatabaseSettings.embedded(directory));
        assertThat(TestDatabase.list(
                        database, String.class, "SELECT name FROM settings WHERE name LIKE 'name%' ORDER BY name"))
                .containsExactlyElementsOf(there);
    }

    @Test
    void aBackupInTheMidstOfItIsWhole() throws Exception {
        database.writeOnly(handle -> {
            for (int i = 0; i < 100; i++) {
                handle.execute("INSERT INTO salts (epoch_day, salt, created_at) VALUES (?, X'00', ?)", i, SUM / 100);
            }
        });
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int round = 0; !ended.get(); round++) {
                write(5_000);
                database.writeOnly(this::shift);
            }
        });
        database.writeOnly(handle -> insert(handle, 1));
        writer.start();
        try {
            database.file().wipeDeleted();
            for (int i = 0; i < 2; i++) {
                Path backup = directory.resolve("backup" + i + ".zip");
                database.read(handle -> handle.execute("BACKUP TO '" + backup + "'"));
                assertIsWhole(backup, Files.createDirectory(directory.resolve("copy" + i)));
            }
        } finally {
            ended.set(true);
            writer.join();
        }
    }

    /** The accounts of the file's pages are right only while one writes: whoever opens it, and whatever it writes. */
    @Test
    void whoeverHasTheFileOpenWritesInTurn(@TempDir Path empty) throws Exception {
        try (Database other = Database.open(DatabaseSettings.embedded(directory))) {
            assertWaits(database, () -> other.writeOnly(handle -> insert(handle, 10)));
        }
        database.close();
        database = Database.open(DatabaseSettings.embedded(empty));
        assertWaits(database, database::migrate);
        assertThat(database.hasAllMigrations()).isTrue();
    }

    /** That something waits until a writer has ended, and then is done. */
    private static void assertWaits(Database written, Runnable work) throws InterruptedException {
        Thread second = new Thread(work);
        written.writeOnly(handle -> {
            second.start();
            Awaitility.await().until(() -> !second.isAlive() || isWaitingForItsTurn(second));
            assertThat(second.isAlive()).as("waits").isTrue();
        });
        second.join();
    }

    private static boolean isWaitingForItsTurn(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(ReentrantLock.class.getName()))
                && Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(Database.class.getName()));
    }

    /** What one day has more, another has less. */
    private void shift(Handle handle) {
        handle.execute("UPDATE salts SET created_at = created_at + 1 WHERE epoch_day = ?", random.nextInt(100));
        handle.execute("UPDATE salts SET created_at = created_at - 1 WHERE epoch_day = ?", random.nextInt(100));
    }

    private static void assertIsWhole(Path backup, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile());
                InputStream in = zip.getInputStream(zip.entries().nextElement())) {
            Files.copy(in, copy.resolve("grapevine.mv.db"));
        }
        try (Database restored = Database.open(DatabaseSettings.embedded(copy))) {
            assertThat(TestDatabase.one(restored, Long.class, "SELECT SUM(created_at) FROM salts"))
                    .isEqualTo(SUM);
            assertThat(restored.<Long>read(handle -> count(handle))).isBetween(0L, 40L);
        }
    }

    /** Adds a row, and takes away another; forty are there. */
    private void write(int bytes) {
        database.writeOnly(handle -> {
            while (count(handle) < 40) {
                insert(handle, bytes);
            }
            String first = handle.createQuery("SELECT MIN(name) FROM settings WHERE name LIKE 'test%'")
                    .mapTo(String.class)
                    .one();
            handle.execute("DELETE FROM settings WHERE name = ?", first);
            insert(handle, bytes);
        });
    }

    private void insert(Handle handle, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        byte[] name = new byte[8];
        random.nextBytes(name);
        handle.execute(
                "INSERT INTO settings (name, content) VALUES (?, ?)",
                "test" + HexFormat.of().formatHex(name),
                content);
    }

    private static long count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM settings WHERE name LIKE 'test%'")
                .mapTo(Long.class)
                .one();
    }

    private long size() {
        return directory.resolve("grapevine.mv.db").toFile().length();
    }

    /** How often a text stands in the file. */
    private String file() throws IOException {
        return new String(Files.readAllBytes(directory.resolve("grapevine.mv.db")), StandardCharsets.ISO_8859_1);
    }

    private int occurrences(byte[] text) throws IOException {
        String file = file();
        String wanted = new String(text, StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = file.indexOf(wanted); at >= 0; at = file.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }
}
