package app.grapevine.daily;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code src/docs/SQL-VIEWS.md} as it stands there: its columns, and its statements, run by the role that it makes. */
class SqlViewsDocumentDbTest {
    private static final Path DOCUMENT = Path.of("src/docs/SQL-VIEWS.md");
    private static final Pattern SQL = Pattern.compile("(?ms)^```sql\\R(.*?)^```$");
    private static final Pattern VIEW = Pattern.compile("(?ms)^### (grapevine_\\w+)$(.*?)(?=^##)");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([a-z ]+) \\|");
    private static final Map<String, String> TYPES = Map.of(
            "date", "date",
            "text", "character varying",
            "integer", "integer",
            "number", "numeric",
            "time with zone", "timestamp with time zone",
            "true or false", "boolean");

    private static String document;
    private static List<String> statements;
    private static TestDatabase test;

    @BeforeAll
    static void fill() throws IOException {
        document = Files.readString(DOCUMENT);
        statements =
                SQL.matcher(document).results().map(found -> found.group(1)).toList();
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
        Instant now = Instant.now();
        RandomVisits visits = new RandomVisits(3, 4, now.minus(Duration.ofDays(3)), now);
        List<Click> recorded = visits.next(400, 3);
        test.database().writeOnly(handle -> {
            for (int id = 1; id <= 4; id++) {
                link(handle, id);
            }
            RandomVisits.add(handle, Dialect.POSTGRESQL, recorded);
            new Rollups(test.database()).add(handle, recorded);
            handle.execute(
                    "INSERT INTO campaigns (slug, name, baseline_kind, baseline_audience, created_at, updated_at)"
                            + " VALUES ('may', 'May', 'audience', 'out', 0, 0)");
            handle.execute("INSERT INTO campaign_costs VALUES ('may', 0, NULL, 'press', 400, 40, 'EUR')");
            handle.execute("UPDATE links SET audience = 'press' WHERE id = 1");
            handle.execute("UPDATE links SET audience = 'out' WHERE id = 3");
            sale(handle, 1, 100);
            sale(handle, 2, 1000);
            sale(handle, 3, 500);
        });
        new DailyCounts(test.database()).refresh(Duration.ofMinutes(1));
        test.database().writeOnly(handle -> handle.execute(statements.get(0)));
    }

    private static void sale(Handle handle, int link, int amount) {
        handle.execute(
                "INSERT INTO conversions (id, node, sequence, link_id, event, amount, currency, occurred_at, created_at)"
                        + " VALUES (?, 4, 1, ?, 'sale', ?, 'EUR', 0, 0)",
                "c" + link,
                link,
                amount);
    }

    private static void link(Handle handle, int id) {
        handle.execute(
                "INSERT INTO links (id, domain, code, destination, campaign, forward_query, track_conversions, disabled, uses,"
                        + " created_at, updated_at)"
                        + " VALUES (?, 'go.example', ?, 'https://example.com/', 'may', FALSE, TRUE, FALSE, 0, 0, 0)",
                id,
                "code" + id);
    }

    @AfterAll
    static void close() {
        test.database().writeOnly(handle -> {
            handle.execute("DROP OWNED BY figures");
            handle.execute("DROP ROLE figures");
        });
        test.close();
    }

    @Test
    void itSaysWhichColumnsThereAre() {
        Map<String, List<String>> said = new LinkedHashMap<>();
        for (MatchResult view : VIEW.matcher(document).results().toList()) {
            List<String> columns = new ArrayList<>();
            COLUMN.matcher(view.group(2))
                    .results()
                    .forEach(column -> columns.add(column.group(1) + " " + TYPES.get(column.group(2))));
            said.put(view.group(1), columns);
        }
        assertThat(said.keySet())
                .containsExactly("grapevine_daily", "grapevine_links", "grapevine_return", "grapevine_visits");
        said.forEach((view, columns) -> assertThat(columns).as(view).isEqualTo(there(view)));
    }

    private static List<String> there(String view) {
        return test.database()
                .read(handle -> handle.createQuery("""
                        SELECT CONCAT(column_name, ' ', CASE WHEN data_type IN ('bigint', 'smallint') THEN 'integer'
                            WHEN data_type = 'text' THEN 'character varying' ELSE data_type END)
                        FROM information_schema.columns WHERE table_name = :view ORDER BY ordinal_position""")
                        .bind("view", view)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void itsQuestionsAreAnsweredToTheRoleThatItMakes() {
        assertThat(statements).hasSize(7);
        for (String statement : statements.subList(1, 7)) {
            // Of single visits the document grants only where they are wanted.
            boolean ofVisits = statement.contains("FROM grapevine_visits");
            if (ofVisits) {
                assertThat(document).contains("GRANT SELECT ON grapevine_visits TO figures;");
            }
            assertThat(rows(statement, ofVisits)).as(statement).isNotEmpty();
        }
    }

    private static List<Map<String, Object>> rows(String statement, boolean ofVisits) {
        return test.database().write(handle -> {
            if (ofVisits) {
                handle.execute("GRANT SELECT ON grapevine_visits TO figures");
            }
            handle.execute("SET LOCAL ROLE figures");
            handle.execute("SET TRANSACTION READ ONLY");
            return handle.createQuery(asGrafanaSendsIt(statement)).mapToMap().list();
        });
    }

    /** What its macros become, for the last seven days; see "Macros" in the documentation of its PostgreSQL data source. */
    private static String asGrafanaSendsIt(String statement) {
        Instant to = Instant.now();
        Instant from = to.minus(Duration.ofDays(7));
        return statement
                .replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 BETWEEN '" + from + "' AND '" + to + "'")
                .replaceAll("\\$__time\\((\\w+)\\)", "$1 AS \"time\"")
                .replace("$__from", Long.toString(from.toEpochMilli()))
                .replace("$__to", Long.toString(to.toEpochMilli()))
                .replaceAll(";\\s*$", "");
    }

    @Test
    void theReturnIsWhatOneReckons() {
        String statement = statements.stream()
                .filter(sql -> sql.contains("return_percent"))
                .findFirst()
                .orElseThrow();
        assertThat(rows(statement, false)).singleElement().satisfies(row -> {
            assertThat(row.get("revenue").toString())
                    .as("without that of people who were kept out")
                    .isEqualTo("1100.0000");
            assertThat(row.get("revenue_of_cost").toString())
                    .as("nor that of where nobody said what it cost")
                    .isEqualTo("100.0000");
            assertThat(row.get("return_percent").toString()).isEqualTo("150.0");
        });
    }
}
