package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Kind;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.clicks.ClickIds;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisitsDbTest {
    private static final int LINKS = 150;
    private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");

    @Parameter
    Dialect dialect;

    private final List<Click> clicks = new ArrayList<>();
    private TestDatabase test;
    private ClickIds ids;
    private Visits visits;

    @BeforeAll
    void fill() {
        test = TestDatabase.fresh(dialect);
        ids = ClickIds.open(test.database());
        visits = new Visits(test.database(), ids);
        // A second holds many of them, so that the place in a list hangs on node and sequence as well.
        clicks.addAll(
                new RandomVisits(1, 5, FROM, FROM.plusMillis(900)).withRules().next(1500, LINKS));
        clicks.addAll(new RandomVisits(2, 6, FROM, FROM.plusMillis(900)).next(1500, LINKS));
        clicks.sort(Comparator.comparingLong(Click::atMillis)
                .thenComparingLong(Click::node)
                .thenComparingLong(Click::sequence)
                .reversed());
        test.database().writeOnly(handle -> {
            RandomVisits.add(handle, dialect, clicks);
            for (long link = 1; link <= LINKS; link++) {
                handle.execute("""
                        INSERT INTO links (id, domain, code, destination, campaign, forward_query, track_conversions,
                            disabled, uses, created_at, updated_at)
                        VALUES (?, 'go.example', ?, 'https://example.com/', ?, FALSE, FALSE, FALSE, 0, 0, 0)""", link, "code" + link, link % 10 == 0 ? "few" : "many");
            }
        });
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void pagesGoThroughAllVisitsFromTheNewestToTheOldest() {
        assertThat(paged("limit", "499")).isEqualTo(idsOf(click -> true));
    }

    @Test
    void pagesOfOneLinkOfSomeAndOfManyAreThoseOfTheLinks() {
        assertThat(paged("code", "code1")).isEqualTo(idsOf(click -> click.linkId() == 1));
        assertThat(paged("campaign", "few")).isEqualTo(idsOf(click -> click.linkId() % 10 == 0));
        assertThat(paged("campaign", "many")).isEqualTo(idsOf(click -> click.linkId() % 10 != 0));
        assertThat(paged("code", "nowhere")).isEmpty();
    }

    @Test
    void filtersHoldTogether() {
        assertThat(paged("kind", "suppressed")).isEqualTo(idsOf(click -> click.kind() == Kind.SUPPRESSED));
        assertThat(paged("country", "DE", "visibility", "private", "limit", "7"))
                .isEqualTo(idsOf(click -> "DE".equals(click.country())
                        && click.verdict() != null
                        && click.verdict().visibility().label().equals("private")));
        assertThat(paged("to", "2026-05-01T00:00:00Z")).isEmpty();
    }

    @Test
    void anExportIsTheSameAsAllPages() {
        assertThat(exported()).isEqualTo(idsOf(click -> true));
        assertThat(exported("campaign", "few")).isEqualTo(idsOf(click -> click.linkId() % 10 == 0));
    }

    @Test
    void aVisitIsShownWithWhatIsKnownOfIt() {
        for (RecordedVisit visit : page(parameters("limit", "500")).items()) {
            Click click = clicks.stream()
                    .filter(c -> ids.encode(c.node(), c.sequence()).equals(visit.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(visit.at().toEpochMilli()).isEqualTo(click.atMillis());
            assertThat(visit.code()).isEqualTo("code" + click.linkId());
            assertThat(visit.kind()).isEqualTo(click.kind());
            assertThat(visit.device()).isEqualTo(click.agent().device());
            assertThat(visit.referrerHost()).isEqualTo(click.referrer());
            assertThat(visit.channel())
                    .isEqualTo(click.verdict() == null ? null : click.verdict().channel());
            assertThat(visit.rulesVersion()).isEqualTo(click.kind() == Kind.SUPPRESSED ? null : (Integer) 1);
        }
    }

    @Test
    void aCursorFromElsewhereIsRefused() {
        String next = page(parameters("limit", "10")).next();
        assertThat(next).isNotNull();
        List<Map<String, List<String>>> strange = List.of(
                parameters("cursor", "abc"),
                // As a version gave them out that wrote them in another way.
                parameters("cursor", "AAABnMG4XgAAAAAAAAAAAQAAAQAAAAABd0wPZ5jFQ0E"),
                parameters("cursor", "not base 64!"),
                parameters("cursor", next.substring(1)),
                parameters("cursor", (next.charAt(0) == 'A' ? "B" : "A") + next.substring(1)),
                parameters("cursor", next, "code", "code1"));
        for (Map<String, List<String>> raw : strange) {
            assertThatThrownBy(() -> VisitQuery.page(new Parameters(raw))).hasMessageStartingWith("cursor ");
        }
    }

    @Test
    void whatAPageHasAnExportHasNot() {
        assertThatThrownBy(() -> VisitQuery.export(new Parameters(parameters("limit", "10"))))
                .hasMessageStartingWith("limit ");
        assertThatThrownBy(() -> VisitQuery.page(new Parameters(parameters("limit", "501"))))
                .hasMessageStartingWith("limit ");
        assertThatThrownBy(() -> VisitQuery.page(new Parameters(parameters("by", "time"))))
                .hasMessageStartingWith("by ");
    }

    private List<String> idsOf(Predicate<Click> filter) {
        return clicks.stream()
                .filter(filter)
                .map(click -> ids.encode(click.node(), click.sequence()))
                .toList();
    }

    private List<String> paged(String... namesAndValues) {
        Map<String, List<String>> raw = parameters(namesAndValues);
        List<String> found = new ArrayList<>();
        Page<RecordedVisit> page = page(raw);
        while (true) {
            page.items().forEach(visit -> found.add(visit.id()));
            if (page.next() == null) {
                assertThat(new HashSet<>(found)).hasSameSizeAs(found);
                return found;
            }
            raw.put("cursor", List.of(page.next()));
            page = page(raw);
        }
    }

    private Page<RecordedVisit> page(Map<String, List<String>> raw) {
        return visits.page(VisitQuery.page(new Parameters(raw)));
    }

    private List<String> exported(String... namesAndValues) {
        List<String> found = new ArrayList<>();
        Visits.Export export = visits.export(VisitQuery.export(new Parameters(parameters(namesAndValues))));
        List<RecordedVisit> some = export.some(2);
        while (!some.isEmpty()) {
            some.forEach(visit -> found.add(visit.id()));
            some = export.some(2);
        }
        return found;
    }

    private static Map<String, List<String>> parameters(String... namesAndValues) {
        Map<String, List<String>> raw = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return raw;
    }
}
