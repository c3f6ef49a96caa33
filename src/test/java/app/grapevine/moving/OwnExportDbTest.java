package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.EpochDay;
import app.grapevine.demo.DemoMark;
import app.grapevine.demo.DemoSettings;
import app.grapevine.demo.Demonstration;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.DemoSite;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken along, and brought into another database. */
class OwnExportDbTest {
    private final MutableClock clock = new MutableClock("2026-05-20T21:30:00Z");

    @TempDir
    private Path directory;

    /** A campaign with costs, sets, links that were passed on, previews, conversions and visits. */
    private void fill(Path data) throws InterruptedException {
        TestDatabase.layMigrated(data);
        Settings settings = Settings.of(Map.of("data.dir", data.toString(), "public.url", "https://go.example"));
        try (OpenDatabase open = OpenDatabase.of(settings);
                DemoSite site = DemoSite.on(open, settings, clock)) {
            new Demonstration(new DemoMark(open.database()), site.parts(), new DemoSettings(400, 5, 1, "EUR"), clock)
                    .fill(visits -> {});
        }
    }

    /** The lines of each file, sorted: databases sort texts each in its own way. */
    private static Map<String, List<String>> lines(Path export) {
        try (Stream<Path> files = Files.list(export)) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), OwnExportDbTest::sorted, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sorted(Path file) {
        try {
            return Files.readAllLines(file).stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path export(Database database, String name) {
        Path to = directory.resolve(name);
        new Export(database, clock).write(to);
        return to;
    }

    /** Brings an export, which is broken off after each transaction, and begun again. */
    private static void bringInPieces(Path export, Database database) {
        boolean isWhole = false;
        int pieces = 0;
        while (!isWhole) {
            try {
                new OwnExport(database).bring(export, (file, lines) -> {
                    throw new IllegalStateException("broken off");
                });
                isWhole = true;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("broken off");
                assertThat(++pieces).isLessThan(100);
            }
        }
        assertThat(pieces).isGreaterThan(5);
    }

    @Test
    void allIsEqualOnPostgresqlAndBackOnTheEmbeddedDatabase() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        fill(data);
        Path first;
        try (OpenDatabase open =
                OpenDatabase.of(Settings.of(Map.of("data.dir", data.toString(), "public.url", "https://go.example")))) {
            first = export(open.database(), "first");
        }
        Map<String, List<String>> taken = lines(first);
        assertThat(taken.get("visits.ndjson")).hasSizeGreaterThan(300);
        assertThat(taken.get("conversions.ndjson")).isNotEmpty();
        assertThat(taken.get("campaign_costs.ndjson")).isNotEmpty();

        try (TestDatabase postgres = TestDatabase.fresh(Dialect.POSTGRESQL);
                TestDatabase embedded = TestDatabase.fresh(Dialect.H2)) {
            bringInPieces(first, postgres.database());
            Path second = export(postgres.database(), "second");
            assertThat(lines(second)).isEqualTo(taken);
            bringInPieces(second, embedded.database());
            assertThat(lines(export(embedded.database(), "third"))).isEqualTo(taken);
            long today = EpochDay.of(clock.millis());
            assertThat(new Rollups(postgres.database()).verify(today - 30, today))
                    .isEmpty();
            assertThat(new Rollups(embedded.database()).verify(today - 30, today))
                    .isEmpty();

            assertThatThrownBy(() -> new OwnExport(embedded.database()).bring(first, (file, lines) -> {}))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("an empty database alone");
        }
    }

    @Test
    void anExportThatIsNotWholeAndADirectoryInUseAreRefused() throws IOException {
        try (TestDatabase embedded = TestDatabase.fresh(Dialect.H2)) {
            Path export = export(embedded.database(), "first");
            assertThatThrownBy(() -> export(embedded.database(), "first")).hasMessageContaining("is not empty");
            Files.delete(export.resolve(Export.ABOUT));
            assertThatThrownBy(() -> new OwnExport(embedded.database()).bring(export, (file, lines) -> {}))
                    .hasMessageContaining("is no whole export");
        }
    }
}
