package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.TestAgents;
import app.grapevine.base.EpochDay;
import app.grapevine.moving.FakeShlink.ShortUrl;
import app.grapevine.moving.FakeShlink.Visit;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.ImportSite;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are broken off, and begun again, on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class MovesDbTest {
    private static final Instant MADE = Instant.parse("2026-02-03T08:00:00Z");
    private static final int LINKS = 7;

    private final Dialect dialect;
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");

    @TempDir
    private Path directory;

    private TestDatabase postgres;
    private FakeShlink shlink;
    private Settings settings;

    MovesDbTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void prepare() {
        Map<String, String> given = new HashMap<>(Map.of(
                "data.dir", directory.toString(), "public.url", "https://go.example", "domains", "links.example"));
        if (dialect == Dialect.POSTGRESQL) {
            postgres = TestDatabase.fresh(dialect);
            given.put("database.url", postgres.settings().url());
            given.put("database.user", String.valueOf(postgres.settings().user()));
            given.put("database.password", String.valueOf(postgres.settings().password()));
        } else {
            TestDatabase.layMigrated(directory);
        }
        settings = Settings.of(given);
        shlink = new FakeShlink();
        for (int i = 0; i < LINKS; i++) {
            shlink.add(ShortUrl.to("code" + i, "https://shop.example/" + i, MADE.plusSeconds(i)));
            for (int j = 0; j < i; j++) {
                shlink.add(new Visit("code" + i, MADE.plusSeconds(3600L * j + i), "", TestAgents.IPHONE, "IT"));
            }
        }
    }

    @AfterEach
    void clean() {
        shlink.close();
        if (postgres != null) {
            postgres.close();
        }
    }

    /** Shlink in the smallest pages, of which the connection breaks after some. */
    private final class Breaking implements Source {
        private final Source source = new ShlinkSource(
                shlink.address(),
                new SourceClient(shlink.address(), Map.of("X-Api-Key", FakeShlink.KEY), clock, pause -> {}),
                new ShlinkSource.Sizes(2, 2, 2));
        private int left;

        Breaking(int pages) {
            left = pages;
        }

        private void use() {
            if (left-- == 0) {
                throw new SourceException("broken off");
            }
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public boolean hasVisits() {
            return true;
        }

        @Override
        public LinkPage links(String cursor) throws InterruptedException {
            use();
            return source.links(cursor);
        }

        @Override
        public VisitPage visits(BroughtSoFar brought, long untilMillis, String cursor) throws InterruptedException {
            use();
            return source.visits(brought, untilMillis, cursor);
        }
    }

    /** What a run told. */
    private static final class Heard implements Moves.Listener {
        private final List<Planned> links = new ArrayList<>();

        @Override
        public void link(Planned planned) {
            links.add(planned);
        }

        @Override
        public void sums(MoveSums sums) {}
    }

    private MoveSums run(Source source, MoveSettings how) throws InterruptedException {
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            try (ImportSite site = ImportSite.on(open, settings, true, clock)) {
                return site.moves().run(source, how, new Heard());
            }
        }
    }

    private static MoveSettings usual() {
        return new MoveSettings(Map.of(), null, true);
    }

    private <T> List<T> rows(Class<T> type, String sql) {
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            return TestDatabase.list(open.database(), type, sql);
        }
    }

    private void assertThatAllIsThereOnce() {
        assertThat(rows(String.class, "SELECT code FROM links ORDER BY code"))
                .containsExactlyElementsOf(
                        IntStream.range(0, LINKS).mapToObj(i -> "code" + i).toList());
        assertThat(rows(
                        String.class,
                        "SELECT l.code || ' ' || COUNT(*) FROM clicks c JOIN links l ON l.id = c.link_id"
                                + " GROUP BY l.code ORDER BY l.code"))
                .containsExactlyElementsOf(IntStream.range(1, LINKS)
                        .mapToObj(i -> "code" + i + " " + i)
                        .toList());
        assertThat(rows(Long.class, "SELECT COUNT(*) FROM opening_balances")).containsExactly(0L);
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            assertThat(new Rollups(open.database())
                            .verify(
                                    EpochDay.of(MADE.toEpochMilli()),
                                    EpochDay.of(clock.instant().toEpochMilli())))
                    .isEmpty();
        }
    }

    @Test
    void whereverARunIsBrokenOffTheNextGoesOnAndNothingIsTwice() throws InterruptedException {
        int runs = 0;
        boolean isWhole = false;
        while (!isWhole) {
            runs++;
            try {
                run(new Breaking(1), usual());
                isWhole = true;
            } catch (SourceException e) {
                assertThat(e).hasMessage("broken off");
            }
            clock.set(clock.instant().plusSeconds(30));
        }

        assertThat(runs).isGreaterThan(LINKS);
        assertThatAllIsThereOnce();
    }

    @Test
    void aRunThatWasWholeFindsWhatIsNew() throws InterruptedException {
        run(new Breaking(1000), usual());
        assertThatAllIsThereOnce();
        MoveSums again = run(new Breaking(1000), usual());
        assertThat(again.there()).isEqualTo(LINKS);
        assertThat(again.visits()).isZero();
        assertThatAllIsThereOnce();

        clock.set(clock.instant().plusSeconds(7200));
        shlink.add(ShortUrl.to(
                "later", "https://shop.example/later", clock.instant().minusSeconds(3600)));
        shlink.add(new Visit("later", clock.instant().minusSeconds(1800), "", TestAgents.IPHONE, null));
        shlink.add(new Visit("code0", clock.instant().minusSeconds(1800), "", TestAgents.IPHONE, null));
        shlink.add(new Visit("code0", clock.instant(), "", TestAgents.IPHONE, null));

        MoveSums third = run(new Breaking(1000), usual());

        assertThat(third.made()).isEqualTo(1);
        assertThat(third.visits()).isEqualTo(2);
        clock.set(clock.instant().plusSeconds(120));
        assertThat(run(new Breaking(1000), usual()).visits()).isEqualTo(1);
    }

    @Test
    void sumsAreAnOpeningBalanceAndNeverCountedTwice() throws InterruptedException {
        run(new Breaking(1000), new MoveSettings(Map.of(), null, false));
        assertThat(rows(Long.class, "SELECT visits FROM opening_balances ORDER BY visits"))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

        assertThat(run(new Breaking(1000), usual()).visits()).isZero();
    }

    /** As the page brings it while the service runs: without single visits. Then the command, with another name of the same dump. */
    @Test
    void whatThePageBroughtTheCommandDoesNotBringAgain() throws Exception {
        String links = "INSERT INTO `yourls_url` (`keyword`, `url`, `title`, `timestamp`, `ip`, `clicks`) VALUES"
                + " ('Ab','https://shop.example/','','2026-02-03 08:00:00','192.0.2.1',2);\n";
        String log = "INSERT INTO `yourls_log` (`click_id`, `click_time`, `shorturl`, `referrer`, `user_agent`,"
                + " `ip_address`, `country_code`) VALUES"
                + " (1,'2026-03-01 08:00:00','Ab','direct','Mozilla/5.0','192.0.2.2','IT'),"
                + " (2,'2026-03-02 08:00:00','Ab','direct','Mozilla/5.0','192.0.2.3','IT')";
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            try (ImportSite site = ImportSite.on(open, settings, false, clock);
                    Source uploaded = dump("uploaded.sql", links + log + ";\n")) {
                MoveSums sums = site.moves().run(uploaded, new MoveSettings(Map.of(), null, false), new Heard());
                assertThat(sums.made()).isEqualTo(1);
            }
        }
        try (Source dump = dump("yourls.sql", links + log + ";\n")) {
            assertThat(run(dump, usual()).visits()).isZero();
        }
        clock.set(clock.instant().plusSeconds(7200));
        String later = ", (3,'2026-05-01 13:00:00','Ab','direct','Mozilla/5.0','192.0.2.2','IT');\n";
        try (Source dump = dump("yourls.sql", links + log + later)) {
            assertThat(run(dump, usual()).visits()).isEqualTo(1);
            assertThat(run(dump, usual()).visits()).isZero();
        }
        assertThat(rows(Long.class, "SELECT visits FROM opening_balances")).containsExactly(2L);
    }

    private Source dump(String name, String text) throws IOException {
        String file = Files.writeString(directory.resolve(name), text).toString();
        return Sources.open(
                new SourceSettings("yourls", file, null, null, ZoneOffset.UTC, Map.of()), clock, pause -> {});
    }

    @Test
    void aCodeThatIsTakenIsRefusedWithTheWaysOut() throws InterruptedException {
        run(new Breaking(1000), usual());
        try (FakeShlink other = new FakeShlink()) {
            other.add(ShortUrl.to("code1", "https://other.example/", MADE))
                    .add(ShortUrl.to("dashboard", "https://other.example/d", MADE));
            Source source = new ShlinkSource(
                    other.address(),
                    new SourceClient(other.address(), Map.of("X-Api-Key", FakeShlink.KEY), clock, pause -> {}),
                    ShlinkSource.Sizes.USUAL);
            Heard heard = new Heard();
            try (OpenDatabase open = OpenDatabase.of(settings);
                    ImportSite site = ImportSite.on(open, settings, true, clock)) {
                MoveSums sums = site.moves().rehearse(source, usual(), heard);
                assertThat(sums.refused()).isEqualTo(2);
                assertThat(heard.links)
                        .allSatisfy(link -> assertThat(link.waysOut())
                                .contains("--prefix TEXT")
                                .contains("--domain s.example=HOST"));
            }
            MoveSums prefixed = run(source, new MoveSettings(Map.of(), "old-", true));
            assertThat(prefixed.changed()).isEqualTo(2);
        }
        assertThat(rows(String.class, "SELECT code FROM links WHERE code LIKE 'old-%' ORDER BY code"))
                .containsExactly("old-code1", "old-dashboard");
    }

    @Test
    void aDomainThatIsNoneOfOursIsRefused() {
        assertThatThrownBy(() -> {
                    try (OpenDatabase open = OpenDatabase.of(settings)) {
                        open.database().migrate();
                        try (ImportSite site = ImportSite.on(open, settings, false, clock)) {
                            MoveSettings.domains(List.of("s.example=else.example"), site.domains());
                        }
                    }
                })
                .hasMessageContaining("--domain: no links are issued on else.example");
    }
}
