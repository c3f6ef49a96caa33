package app.grapevine.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PseudonymsDbTest {
    private static final long TODAY = Instant.parse("2026-03-10T00:00:00Z").toEpochMilli() / 86_400_000;

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-03-10T08:00:00Z");

    @TempDir
    Path directories;

    private TestDatabase test;
    private SaltKeeper keeper;
    private Pseudonyms pseudonyms;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        keeper = keeper(1);
        pseudonyms = new Pseudonyms(test.database(), keeper, clock);
        pseudonyms.renewSalts();
    }

    /** Of a node of its own on PostgreSQL; with the embedded database there is one. */
    private SaltKeeper keeper(long node) {
        Path directory = directories.resolve(dialect == Dialect.H2 ? "only" : "node-" + node);
        try {
            return new SaltKeeper(test.database(), Files.createDirectories(directory), node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Pseudonyms node(long node) {
        return new Pseudonyms(test.database(), keeper(node), clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aVisitorHasOnePseudonymADayOnALink() {
        long known = visitor(7, "192.0.2.1", "Firefox");
        assertThat(visitor(7, "192.0.2.1", "Firefox")).isEqualTo(known).isNotZero();
        clock.advance(Duration.ofHours(15));
        assertThat(visitor(7, "192.0.2.1", "Firefox")).isEqualTo(known);
    }

    @Test
    void anotherLinkAddressAgentOrDayIsAnotherPseudonym() {
        Set<Long> seen = new HashSet<>();
        for (long link : List.of(1L, 2L, 256L)) {
            for (String address : List.of("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2")) {
                for (String agent : List.of("", "a", "b", "\u00e9", "\u6f22", "\ud83c\udf47", "x".repeat(600))) {
                    seen.add(visitor(link, address, agent));
                }
            }
        }
        assertThat(seen).hasSize(3 * 4 * 7);
        clock.advance(Duration.ofHours(24));
        pseudonyms.renewSalts();
        assertThat(seen).doesNotContain(visitor(1, "192.0.2.1", "a"));
    }

    @Test
    void aNetworkIsASlash24OrASlash48() {
        assertThat(network("192.0.2.1")).isEqualTo(network("192.0.2.254")).isNotZero();
        assertThat(network("192.0.2.1")).isNotEqualTo(network("198.51.100.1"));
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:ffff::9"));
        assertThat(network("2001:db8:1::1")).isNotEqualTo(network("2001:db8:2::1"));
    }

    @Test
    void nodesAgreeOnTheSaltOfADay() {
        Pseudonyms other = node(2);
        other.renewSalts();
        pseudonyms.shareSalts();
        other.shareSalts();
        assertThat(other.visitor(clock.millis(), 1, address("192.0.2.1"), "a")).isEqualTo(visitor(1, "192.0.2.1", "a"));
        Pseudonyms unrelated = node(3);
        assertThat(unrelated.visitor(clock.millis(), 1, address("192.0.2.1"), "a"))
                .isNotEqualTo(visitor(1, "192.0.2.1", "a"));
    }

    @Test
    void aNodeThatComesLaterHasTheSaltWhenAnotherHasComeByAndKeepsIt() {
        Pseudonyms later = node(2);
        later.renewSalts();
        long own = later.visitor(clock.millis(), 1, address("192.0.2.1"), "a");
        assertThat(later.improvised()).isEqualTo(dialect == Dialect.H2 ? 0 : 1);
        pseudonyms.shareSalts();
        later.shareSalts();
        long known = visitor(1, "192.0.2.1", "a");
        assertThat(later.visitor(clock.millis(), 1, address("192.0.2.1"), "a")).isEqualTo(known);
        assertThat(own == known).isEqualTo(dialect == Dialect.H2);
        Pseudonyms again = node(2);
        again.shareSalts();
        assertThat(again.visitor(clock.millis(), 1, address("192.0.2.1"), "a")).isEqualTo(known);
    }

    @Test
    void whereAllAreGoneWhoHadTheSaltAnotherIsMadeAfterAWhile() {
        if (dialect == Dialect.H2) {
            return; // there is one node, which has it as long as its file
        }
        Pseudonyms second = node(2);
        Pseudonyms third = node(3);
        second.renewSalts();
        third.renewSalts();
        clock.advance(SaltKeeper.PATIENCE.minusSeconds(1));
        second.shareSalts();
        third.shareSalts();
        assertThat(visitor(second)).isNotEqualTo(visitor(third));
        clock.advance(Duration.ofSeconds(1));
        second.shareSalts();
        third.shareSalts();
        assertThat(visitor(second)).isEqualTo(visitor(third)).isNotEqualTo(visitor(pseudonyms));
    }

    private long visitor(Pseudonyms of) {
        return of.visitor(clock.millis(), 1, address("192.0.2.1"), "a");
    }

    @Test
    void theSaltThatAnEarlierVersionKeptIsTakenOver() {
        byte[] former = new byte[Salt.BYTES];
        former[5] = 7;
        clock.advance(Duration.ofDays(2));
        long today = clock.millis() / 86_400_000;
        test.database()
                .writeOnly(handle -> handle.execute(
                        "INSERT INTO salts (epoch_day, salt, created_at) VALUES (?, ?, 0)", today, former));
        pseudonyms.renewSalts();
        assertThat(test.count("salts")).isZero();
        Salt expected = new Salt(today, former);
        byte[] message = new byte[] {2, 3, (byte) 192, 0, 2};
        assertThat(network("192.0.2.1")).isEqualTo(expected.hash(message, message.length));
    }

    @Test
    void noSaltIsInTheDatabaseNorInTheFileOnceItIsPast() throws IOException {
        Path file =
                directories.resolve(dialect == Dialect.H2 ? "only" : "node-1").resolve(SaltFile.NAME);
        byte[] salt =
                new SaltFile(file.getParent()).find(TODAY).orElseThrow().salt().clone();
        if (dialect == Dialect.POSTGRESQL) {
            node(2).renewSalts();
            pseudonyms.shareSalts();
            assertThat(test.list(byte[].class, "SELECT sealed FROM salt_shares"))
                    .hasSize(2)
                    .noneMatch(handed -> contains(handed, salt));
        }
        assertThat(test.count("salts")).isZero();
        assertThat(contains(Files.readAllBytes(file), salt)).isTrue();
        clock.advance(Duration.ofDays(1));
        pseudonyms.renewSalts();
        assertThat(contains(Files.readAllBytes(file), salt)).isFalse();
        assertThat(Files.size(file)).isEqualTo(2048);
    }

    private static boolean contains(byte[] where, byte[] what) {
        return new String(where, StandardCharsets.ISO_8859_1).contains(new String(what, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aDamagedFileCountsAsNone() throws IOException {
        Path file =
                directories.resolve(dialect == Dialect.H2 ? "only" : "node-1").resolve(SaltFile.NAME);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i += 37) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
        assertThat(saltDays()).isEmpty();
        pseudonyms.renewSalts();
        assertThat(saltDays()).containsExactly(TODAY);
    }

    @Test
    void tomorrowsSaltIsMadeFromNoonOn() {
        assertThat(saltDays()).containsExactly(TODAY);
        clock.set(Instant.parse("2026-03-10T11:59:59Z"));
        pseudonyms.renewSalts();
        assertThat(saltDays()).containsExactly(TODAY);
        clock.set(Instant.parse("2026-03-10T12:00:00Z"));
        pseudonyms.renewSalts();
        assertThat(saltDays()).containsExactly(TODAY, TODAY + 1);
    }

    @Test
    void everySaltIsDestroyedWithin48HoursOfItsMaking() {
        for (int hour = 0; hour < 24 * 5; hour++) {
            clock.advance(Duration.ofHours(1));
            pseudonyms.renewSalts();
            visitor(1, "192.0.2.1", "a");
            long today = clock.millis() / 86_400_000;
            assertThat(saltDays()).contains(today).allSatisfy(day -> {
                Duration age = Duration.between(Instant.EPOCH.plus(day, ChronoUnit.DAYS), clock.instant());
                assertThat(age).isBetween(Duration.ofHours(-12), Duration.ofHours(25));
            });
        }
        assertThat(pseudonyms.improvised()).isZero();
    }

    @Test
    void theSaltOfADayIsGoneFromMemoryAnHourAfterIt() {
        long day = clock.millis();
        long known = pseudonyms.visitor(day, 1, address("192.0.2.1"), "a");
        clock.set(Instant.parse("2026-03-11T00:59:59Z"));
        pseudonyms.renewSalts();
        assertThat(pseudonyms.visitor(day, 1, address("192.0.2.1"), "a")).isEqualTo(known);
        clock.set(Instant.parse("2026-03-11T01:00:00Z"));
        pseudonyms.renewSalts();
        assertThat(saltDays()).containsExactly(TODAY + 1);
        assertThat(pseudonyms.visitor(day, 1, address("192.0.2.1"), "a")).isNotEqualTo(known);
    }

    @Test
    void aClockThatIsPutForthAndBackLeavesNoSaltOfAFarDayAndRepeatsNone() {
        long day = clock.millis();
        List<Long> known = new ArrayList<>(List.of(pseudonyms.visitor(day, 1, address("192.0.2.1"), "a")));
        for (int days : List.of(30, 10, 1, 2)) {
            clock.advance(Duration.ofDays(days));
            pseudonyms.renewSalts();
            known.add(pseudonyms.visitor(clock.millis(), 1, address("192.0.2.1"), "a"));
            clock.advance(Duration.ofDays(-days));
            pseudonyms.renewSalts();
            assertThat(saltDays()).allMatch(kept -> kept == TODAY || kept == TODAY + 1);
            known.add(pseudonyms.visitor(day, 1, address("192.0.2.1"), "a"));
        }
        assertThat(known).doesNotHaveDuplicates();
    }

    @Test
    void aClockThatIsPutBackAndForthKeepsTheSaltOfTheDay() {
        long day = clock.millis();
        long known = pseudonyms.visitor(day, 1, address("192.0.2.1"), "a");
        clock.advance(Duration.ofDays(-1));
        pseudonyms.renewSalts();
        assertThat(pseudonyms.visitor(clock.millis(), 1, address("192.0.2.1"), "a"))
                .isNotEqualTo(known);
        clock.advance(Duration.ofDays(1));
        pseudonyms.renewSalts();
        assertThat(pseudonyms.visitor(day, 1, address("192.0.2.1"), "a")).isEqualTo(known);
    }

    @Test
    void aSaltThatWasDestroyedInTheMidstOfAHashGivesNothingThatCanBeRepeated() {
        Salt salt = new Salt(1, new byte[Salt.BYTES]);
        byte[] message = {1, 2, 3};
        assertThat(salt.hash(message, 3)).isEqualTo(salt.hash(message, 3));
        salt.destroy();
        assertThat(salt.hash(message, 3)).isNotEqualTo(salt.hash(message, 3));
    }

    @Test
    void whenTheDatabaseIsAwayAtMidnightTheSaltIsThere() {
        clock.set(Instant.parse("2026-03-10T13:00:00Z"));
        pseudonyms.renewSalts();
        clock.set(Instant.parse("2026-03-11T00:30:00Z"));
        visitor(1, "192.0.2.1", "a");
        assertThat(pseudonyms.improvised()).isZero();
    }

    @Test
    void withoutASaltANodeMakesOneCountsThatAndOffersItLater() {
        Pseudonyms cut = node(2);
        clock.set(Instant.parse("2026-03-12T08:00:00Z"));
        long improvised = cut.visitor(clock.millis(), 1, address("192.0.2.1"), "a");
        assertThat(cut.visitor(clock.millis(), 1, address("192.0.2.1"), "a")).isEqualTo(improvised);
        assertThat(cut.improvised()).isEqualTo(1);
        cut.renewSalts();
        pseudonyms.renewSalts();
        cut.shareSalts();
        pseudonyms.shareSalts();
        assertThat(visitor(1, "192.0.2.1", "a")).isEqualTo(improvised);
    }

    @Test
    void memoryForgetsEvenWhenTheTableCannotBeReached() {
        if (dialect == Dialect.H2) {
            return; // one process, whose database closes for all
        }
        Database other = Database.open(test.settings());
        Pseudonyms cut = new Pseudonyms(other, new SaltKeeper(other, directories, 2), clock);
        cut.renewSalts();
        long day = clock.millis();
        long known = cut.visitor(day, 1, address("192.0.2.1"), "a");
        other.close();
        clock.set(Instant.parse("2026-03-11T02:00:00Z"));
        assertThatThrownBy(cut::renewSalts).isInstanceOf(RuntimeException.class);
        assertThat(cut.visitor(day, 1, address("192.0.2.1"), "a")).isNotEqualTo(known);
    }

    @Test
    void whoWasCountedIsForgottenADayAfterTheSalt() {
        test.database().writeOnly(handle -> {
            for (long day = TODAY - 3; day <= TODAY; day++) {
                for (long visitor = 1; visitor <= 2500; visitor++) {
                    handle.execute(
                            "INSERT INTO daily_visitors (id, sequence) VALUES (?, 1)", (day & 3) << 61 | visitor);
                }
            }
        });
        if (dialect == Dialect.H2) {
            test.database().writeOnly(handle -> {
                for (long day = TODAY - 3; day <= TODAY; day++) {
                    VisitorRuns.insert(handle, day, 1, List.of(new DailyVisitor(7, 1, 1), new DailyVisitor(9, 1, 1)));
                }
            });
        }
        pseudonyms.renewSalts();
        if (dialect == Dialect.H2) {
            assertThat(test.list(Long.class, "SELECT epoch_day FROM visitor_runs ORDER BY 1"))
                    .containsExactly(TODAY - 1, TODAY);
        }
        List<Long> ids = test.list(Long.class, "SELECT id FROM daily_visitors");
        assertThat(ids).hasSize(5000);
        assertThat(ids.stream().map(id -> id >>> 61)).containsOnly(TODAY & 3, (TODAY - 1) & 3);
    }

    private long visitor(long link, String address, String agent) {
        return pseudonyms.visitor(clock.millis(), link, address(address), agent);
    }

    private long network(String address) {
        return pseudonyms.network(clock.millis(), address(address));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<Long> saltDays() {
        return keeper.days();
    }
}
