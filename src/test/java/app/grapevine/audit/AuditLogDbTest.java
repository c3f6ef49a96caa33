package app.grapevine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import app.grapevine.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AuditLogDbTest {
    private static final LinkKey LINK = new LinkKey("go.example", "boots");
    private static final Actor ANNA = new Actor(Actor.Kind.ACCOUNT, "a1", "Anna");

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private TestDatabase test;
    private AuditLog log;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        log = new AuditLog(test.database(), "chain", clock);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            log.add(new Deed(
                    ANNA, Action.LINK_CHANGED, Subject.link(LINK), new Change("status", "active", "disabled")));
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private ChainReport verify(Head... noted) {
        List<ChainReport> reports = log.verify(List.of(noted));
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private void assertFault(ChainReport.Fault fault, long at) {
        ChainReport report = verify();
        assertThat(report.fault()).isEqualTo(fault);
        assertThat(report.at()).isEqualTo(at);
    }

    private void tamper(String sql) {
        test.database().writeOnly(handle -> assertThat(handle.execute(sql)).isPositive());
    }

    private List<AuditEntry> list(String... parameters) {
        Map<String, List<String>> given = new java.util.LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], List.of(parameters[i + 1]));
        }
        return log.list(AuditQuery.page(new Parameters(given))).items();
    }

    @Test
    void anEntrySaysWhoDidWhatWhenToWhat() {
        log.add(new Deed(
                ANNA,
                Action.LINK_CHANGED,
                Subject.link(LINK),
                new Change("status", "active", "disabled"),
                Change.untold("title")));
        AuditEntry entry = list().get(0);
        assertThat(entry.actorName()).isEqualTo("Anna");
        assertThat(entry.action()).isEqualTo("link.changed");
        assertThat(entry.subject()).isEqualTo(Subject.link(LINK));
        assertThat(Instant.ofEpochMilli(entry.at())).isEqualTo(clock.instant());
        assertThat(entry.changes()).containsExactly(new Change("status", "active", "disabled"), Change.untold("title"));
        assertThat(verify().isWhole()).isTrue();
    }

    @Test
    void entriesAreFoundByWhoWhatToWhatAndWhen() {
        add(2);
        log.add(new Deed(Actor.command("key create"), Action.KEY_CREATED, Subject.key("k1")));
        assertThat(list("actor", "Anna")).hasSize(2);
        assertThat(list("actor", "a1", "subject", "boots", "action", "link.changed"))
                .hasSize(2);
        assertThat(list("actor", "grapevine key create")).hasSize(1);
        assertThat(list("subject", "nobody")).isEmpty();
        assertThat(list("from", "2026-05-01T12:01:00Z", "to", "2026-05-01T12:02:00Z"))
                .extracting(AuditEntry::sequence)
                .containsExactly(2L);
        assertThat(list("to", "2026-05-02")).hasSize(3);
        assertThat(list("from", "2026-05-02")).isEmpty();
    }

    @Test
    void pagesAndAnExportShowEachEntryOnceNewestFirst() {
        add(5);
        clock.set(Instant.parse("2026-05-01T12:03:00Z")); // of two entries with one time the later one comes first
        add(1);
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, List<String>> given = cursor == null
                    ? Map.of("limit", List.of("2"))
                    : Map.of("limit", List.of("2"), "cursor", List.of(cursor));
            Page<AuditEntry> page = log.list(AuditQuery.page(new Parameters(given)));
            page.items().forEach(entry -> seen.add(entry.sequence()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).containsExactly(5L, 6L, 4L, 3L, 2L, 1L);
        assertThat(log.export(AuditQuery.export(new Parameters(Map.of()))).some())
                .extracting(AuditEntry::sequence)
                .containsExactlyElementsOf(seen);
    }

    @Test
    void anEntryIsThereWithWhatWasDoneOrNeitherIs() {
        assertThatThrownBy(() -> test.database().together(() -> {
                    add(1);
                    throw new IllegalStateException("what was done fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(list()).isEmpty();
        add(1);
        assertThat(list()).extracting(AuditEntry::sequence).containsExactly(1L);
        assertThat(verify().isWhole()).isTrue();
    }

    @Test
    void manyAtOnceMakeOneChainWithoutAGapAndEveryDataDirectoryHasItsOwn() throws Exception {
        AuditLog other = new AuditLog(test.database(), "other", clock);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            AuditLog to = i % 3 == 0 ? other : log;
            done.add(threads.submit(() -> to.add(new Deed(ANNA, Action.LINK_DELETED, Subject.link(LINK)))));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();
        assertThat(log.verify(List.of()))
                .allMatch(ChainReport::isWhole)
                .extracting(report -> report.head().chain() + " " + report.entries())
                .containsExactly("chain 40", "other 20");
        assertThat(log.heads()).extracting(Head::sequence).containsExactly(40L, 20L);
    }

    @org.junit.jupiter.params.ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM audit_entries WHERE sequence = 3                                   | MISSING        | 3",
                "DELETE FROM audit_entries WHERE sequence <= 2                                  | BEGIN_MISSING  | 2",
                "DELETE FROM audit_entries WHERE sequence >= 4                                  | END_MISSING    | 4",
                "DELETE FROM audit_entries                                                      | END_MISSING    | 1",
                "UPDATE audit_entries SET actor_name = 'Ben' WHERE sequence = 3                 | CHANGED        | 3",
                "UPDATE audit_entries SET done_at = done_at + 1 WHERE sequence = 5              | CHANGED        | 5",
                "UPDATE audit_entries SET fields = 'title' WHERE sequence = 1                   | CHANGED        | 1",
                "UPDATE audit_entries SET subject_domain = NULL, subject_id = 'x' WHERE sequence = 2 | CHANGED   | 2",
                "UPDATE audit_entries SET detail = '6:status,6:active,6:active,' WHERE sequence = 2  | VALUES_CHANGED | 2",
                "UPDATE audit_chains SET sequence = 4                                           | END_MISSING    | 6",
                "DELETE FROM audit_chains                                                       | END_MISSING    | 6",
            })
    void whatWasDoneToTheChainIsSeen(String sql, ChainReport.Fault fault, long at) {
        add(5);
        assertThat(verify().isWhole()).isTrue();
        tamper(sql);
        assertFault(fault, at);
    }

    @Test
    void anEndThatIsCutOffWithItsHeadIsSeenByWhatWasNoted() {
        add(3);
        Head early = log.heads().get(0);
        add(2);
        Head late = log.heads().get(0);
        assertThat(Head.parse(late.text())).contains(late);
        assertThat(verify(early, late).isWhole()).isTrue();
        tamper("DELETE FROM audit_entries WHERE sequence > 3");
        test.database()
                .writeOnly(handle -> handle.createUpdate("UPDATE audit_chains SET sequence = 3, hash = :hash")
                        .bind("hash", java.util.HexFormat.of().parseHex(early.hash()))
                        .execute());
        assertThat(verify(early).isWhole()).as("by itself it looks whole").isTrue();
        ChainReport report = verify(early, late);
        assertThat(report.fault()).isEqualTo(ChainReport.Fault.NOTED_MISSING);
        assertThat(report.at()).isEqualTo(5);
        assertThat(log.verify(List.of(new Head("gone", 1, early.hash()))))
                .as("a chain that is gone with all that said of it")
                .anyMatch(one -> one.fault() == ChainReport.Fault.NOTED_MISSING);
    }

    @Test
    void retentionCutsTheBeginSaysSoInTheChainAndLeavesItWhole() {
        add(3);
        Head begin = log.heads().get(0);
        clock.advance(Duration.ofDays(10));
        add(2);
        assertThat(log.cut(clock.instant().minus(Duration.ofDays(5)))).isEqualTo(3);
        assertThat(log.cut(clock.instant().minus(Duration.ofDays(5)))).isZero();
        ChainReport report = verify(begin);
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.first()).isEqualTo(4);
        assertThat(list()).extracting(AuditEntry::sequence).containsExactly(6L, 5L, 4L);
        assertThat(list("action", "audit.cut")).hasSize(1);

        clock.advance(Duration.ofDays(10));
        add(1);
        assertThat(log.cut(clock.instant().minus(Duration.ofDays(5))))
                .as("the word of the cut before too")
                .isEqualTo(3);
        assertThat(verify(begin).isWhole()).isTrue();
        Head wrong = new Head("chain", 6, begin.hash());
        assertThat(verify(wrong).fault()).isEqualTo(ChainReport.Fault.NOTED_MISSING);

        tamper("DELETE FROM audit_entries WHERE sequence = 7");
        assertFault(ChainReport.Fault.BEGIN_MISSING, 7);
    }

    @Test
    void aChainOfANodeThatIsGoneIsCutByAnotherAndEndsWithThat() {
        AuditLog gone = new AuditLog(test.database(), "another", clock);
        gone.add(new Deed(ANNA, Action.LINK_DELETED, Subject.link(LINK)));
        clock.advance(Duration.ofDays(500));
        add(1);
        for (int year = 0; year < 3; year++) {
            log.cut(clock.instant().minus(Duration.ofDays(400)));
            clock.advance(Duration.ofDays(500));
        }
        assertThat(list("actor", "Anna")).hasSize(0);
        assertThat(log.verify(List.of())).hasSize(2).allMatch(ChainReport::isWhole);
        assertThat(log.verify(List.of()).get(0).entries()).isEqualTo(1);
    }

    @Test
    void whatIsErasedLeavesItsEntriesWithoutValuesAndTheChainWhole() {
        log.add(new Deed(ANNA, Action.LINK_CREATED, Subject.link(LINK), Change.to("destination", "shop.example")));
        log.add(new Deed(
                ANNA,
                Action.LINK_CREATED,
                Subject.link(new LinkKey("links.example", "boots")),
                Change.to("destination", "other.example")));
        test.database().writeOnly(handle -> AuditLog.forgetDetails(handle, Subject.link(LINK)));
        List<AuditEntry> entries = list("subject", "boots");
        assertThat(entries.get(1).isErased()).isTrue();
        assertThat(entries.get(1).changes()).containsExactly(Change.untold("destination"));
        assertThat(entries.get(0).changes()).containsExactly(Change.to("destination", "other.example"));
        ChainReport report = verify();
        assertThat(report.isWhole()).isTrue();
        assertThat(report.erased()).isEqualTo(1);
    }

    @Test
    void aValueThatIsLongIsCutAndWhatDoesNotFitIsLeftOut() {
        List<Change> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(Change.to("f" + i, "ü".repeat(5000)));
        }
        log.add(new Deed(Actor.SERVICE, Action.SERVICE_STARTED, Subject.NONE, many));
        List<Change> changes = list().get(0).changes();
        assertThat(changes).hasSize(200);
        assertThat(changes.get(0).after()).hasSize(Change.MOST).endsWith("…");
        assertThat(changes.get(199).after()).isNull();
        assertThat(verify().isWhole()).isTrue();
    }
}
