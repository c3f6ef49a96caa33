package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.VisitStore.Order;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The partitions of PostgreSQL's visits, and what visits share there. */
class PartitionsDbTest {
    private static final long NODE = 7;
    private static final long DAY =
            EpochDay.of(Instant.parse("2026-05-30T00:00:00Z").toEpochMilli());

    private static final Comparator<ClickRow> BY_PLACE = Comparator.comparing(row -> VisitPlace.of(row.click()));

    private final TestDatabase place = TestDatabase.fresh(Dialect.POSTGRESQL);
    private final Database database = place.database();
    private final VisitStore store = VisitStores.of(Dialect.POSTGRESQL);
    private long sequence;

    @AfterEach
    void close() {
        place.close();
    }

    private ClickRow row(long at, String country) {
        return new ClickRow(
                new Click(
                        NODE,
                        ++sequence,
                        at,
                        1,
                        Kind.SUPPRESSED,
                        null,
                        false,
                        country,
                        null,
                        Agent.UNKNOWN,
                        null,
                        false),
                null,
                null,
                null,
                0,
                null);
    }

    private List<ClickRow> add(long... times) {
        List<ClickRow> rows = new ArrayList<>();
        for (long at : times) {
            rows.add(row(at, "IT"));
        }
        database.writeOnly(handle -> store.add(handle, rows));
        return rows;
    }

    /** On another thread, and so on another connection. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    private List<ClickRow> all() {
        return database.read(handle -> store.walk(VisitRange.ALL, VisitFilter.ANY, Order.OLDEST_FIRST, null)
                .next(handle, 10_000));
    }

    private List<String> partitions() {
        return place.list(String.class, "SELECT name FROM visit_partitions ORDER BY from_at");
    }

    private void keepDays(int days) {
        database.writeOnly(handle -> store.deletedAfter(handle, days));
    }

    @Test
    void aVisitOfAnyTimeFindsAPlace() {
        long[] times = {
            Long.MIN_VALUE,
            -1,
            0,
            EpochDay.start(DAY),
            EpochDay.start(DAY + 40_000),
            4_102_444_800_000L,
            Long.MAX_VALUE - 1
        };
        List<ClickRow> rows = add(times);
        assertThat(all()).containsExactlyInAnyOrderElementsOf(rows).isSortedAccordingTo(BY_PLACE);
        assertThat(partitions())
                .startsWith("visits_before")
                .endsWith("visits_after")
                .contains("visits_20260501");
    }

    @Test
    void theyAreMonthsWhereVisitsAreKeptAndDaysWhereTheyAreDeleted() {
        add(EpochDay.start(DAY));
        keepDays(30);
        add(EpochDay.start(DAY + 1), EpochDay.start(DAY + 2), EpochDay.start(DAY + 5));
        keepDays(0);
        add(EpochDay.start(DAY + 4), EpochDay.start(DAY + 30));
        assertThat(partitions())
                .containsExactly(
                        "visits_before",
                        "visits_20260501",
                        "visits_20260601",
                        "visits_20260602",
                        "visits_20260604",
                        "visits_20260605",
                        "visits_after");
        assertThat(all()).hasSize(6);
    }

    @Test
    void theyAreMadeAheadOfNeed() {
        keepDays(30);
        add(EpochDay.start(DAY));
        assertThat(store.tidy(database)).isFalse();
        assertThat(partitions()).contains("visits_20260530", "visits_20260531", "visits_20260601");
    }

    @Test
    void makingOneWaitsForNobodyWhoReadsOrWritesAndLetsNobodyWait() {
        add(EpochDay.start(DAY));
        database.writeOnly(handle -> {
            store.each(handle, VisitRange.ALL, VisitFilter.ANY, visit -> {});
            store.add(handle, List.of(row(EpochDay.start(DAY), "IT")));
            // While this one has read and written.
            elsewhere(() -> add(EpochDay.start(DAY + 90)));
        });
        assertThat(all()).hasSize(3);
    }

    @Test
    void twoNodesThatNeedTheSameOneMakeItOnce() throws Exception {
        try (Database other = Database.open(place.settings())) {
            CountDownLatch both = new CountDownLatch(2);
            List<CompletableFuture<Void>> nodes = new ArrayList<>();
            for (Database node : List.of(database, other)) {
                List<ClickRow> rows = IntStream.range(0, 24)
                        .mapToObj(i -> row(EpochDay.start(DAY + 31L * i), "IT"))
                        .toList();
                nodes.add(CompletableFuture.runAsync(() -> {
                    both.countDown();
                    awaitAll(both);
                    rows.forEach(row -> node.writeOnly(handle -> store.add(handle, List.of(row))));
                }));
            }
            CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new)).get();
        }
        assertThat(all()).hasSize(48);
        assertThat(partitions()).doesNotHaveDuplicates();
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneThatIsDroppedLeavesWhatIsKeptAndAPlaceForWhatComesLate() {
        keepDays(30);
        List<ClickRow> rows = add(EpochDay.start(DAY), EpochDay.start(DAY) + 1, EpochDay.start(DAY + 1));
        VisitRange first = droppable(DAY + 1).get(0);
        assertThat(first).isEqualTo(VisitRange.between(EpochDay.start(DAY), EpochDay.start(DAY + 1)));
        assertThat(store.drop(database, first, 1, handle -> Set.of()))
                .as("visits came since it was looked at")
                .isFalse();
        assertThat(store.drop(
                        database,
                        first,
                        2,
                        handle -> Set.of(VisitKey.of(rows.get(1).click()))))
                .isTrue();
        assertThat(all()).isEqualTo(rows.subList(1, 3));
        assertThat(partitions()).doesNotContain("visits_20260530");
        add(EpochDay.start(DAY) + 2);
        assertThat(all()).hasSize(3);
        assertThat(partitions()).hasSize(3);
        assertThat(droppable(DAY + 1)).isEmpty();
    }

    private List<VisitRange> droppable(long day) {
        return database.read(handle -> store.droppable(handle, EpochDay.start(day)));
    }

    @Test
    void theOldestIsDroppedFirst() {
        keepDays(30);
        add(EpochDay.start(DAY), EpochDay.start(DAY + 1));
        List<VisitRange> both = droppable(DAY + 2);
        assertThat(both).hasSize(2);
        assertThat(store.drop(database, both.get(1), 1, handle -> Set.of())).isFalse();
        assertThat(all()).hasSize(2);
    }

    @Test
    void whoReadsForLongIsNotWaitedFor() {
        keepDays(30);
        add(EpochDay.start(DAY), EpochDay.start(DAY + 1));
        VisitRange first = droppable(DAY + 1).get(0);
        database.snapshot(handle -> {
            store.each(handle, VisitRange.ALL, VisitFilter.ANY, visit -> {});
            assertThat(elsewhere(() -> store.drop(database, first, 1, kept -> Set.of())))
                    .isFalse();
            return true;
        });
        assertThat(all()).hasSize(2);
        assertThat(store.drop(database, first, 1, kept -> Set.of())).isTrue();
    }

    @Test
    void whatNoVisitSharesAnyMoreIsDeleted() {
        List<ClickRow> rows = List.of(row(EpochDay.start(DAY), "IT"), row(EpochDay.start(DAY), "DE"));
        database.writeOnly(handle -> store.add(handle, rows));
        assertThat(store.sweep(database)).isTrue();
        assertThat(countries()).containsExactly("DE", "IT");
        database.writeOnly(handle -> store.delete(handle, List.of(rows.get(1).click())));
        assertThat(store.sweep(database)).isTrue();
        assertThat(countries()).containsExactly("IT");
        assertThat(all()).isEqualTo(rows.subList(0, 1));
    }

    private List<String> countries() {
        return place.list(String.class, "SELECT country FROM visit_requests ORDER BY country");
    }

    @Test
    void whatIsMarkedAsLooseIsTiedByAVisitThatNeedsIt() {
        List<ClickRow> rows = List.of(row(EpochDay.start(DAY), "IT"));
        database.writeOnly(handle -> store.add(handle, rows));
        database.writeOnly(handle -> store.delete(handle, List.of(rows.get(0).click())));
        database.writeOnly(handle -> {
            // As a sweep leaves it behind its first step.
            handle.execute("UPDATE visit_requests SET loose = 5");
            handle.execute("UPDATE visit_verdicts SET loose = 5");
        });
        add(EpochDay.start(DAY));
        assertThat(place.one(Long.class, "SELECT COUNT(*) FROM visit_requests WHERE loose IS NULL"))
                .isEqualTo(1);
        assertThat(place.one(Long.class, "SELECT COUNT(*) FROM visit_verdicts WHERE loose IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void whoSweepsMissesNoVisitThatIsBeingWritten() {
        List<ClickRow> rows = List.of(row(EpochDay.start(DAY), "IT"));
        database.writeOnly(handle -> store.add(handle, rows));
        database.writeOnly(handle -> store.delete(handle, List.of(rows.get(0).click())));
        List<ClickRow> later = List.of(row(EpochDay.start(DAY), "IT"));
        database.writeOnly(handle -> {
            store.add(handle, later);
            assertThat(elsewhere(() -> store.sweep(database)))
                    .as("it does not wait for long")
                    .isFalse();
        });
        assertThat(store.sweep(database)).isTrue();
        assertThat(all()).isEqualTo(later);
    }

    @Test
    void sweepsAndWritersAtOnceLeaveEveryVisitWhole() throws Exception {
        try (Database other = Database.open(place.settings())) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 60; i++) {
                    List<ClickRow> rows = List.of(row(EpochDay.start(DAY) + i, "C" + i % 3));
                    other.writeOnly(handle -> store.add(handle, rows));
                    if (i % 2 == 0) {
                        other.writeOnly(handle ->
                                store.delete(handle, List.of(rows.get(0).click())));
                    }
                }
            });
            while (!writing.isDone()) {
                store.sweep(database);
            }
            writing.get();
        }
        assertThat(all())
                .hasSize(30)
                .allSatisfy(row -> assertThat(row.click().country()).startsWith("C"));
    }

    @Test
    void aVisitWhosePartsWereTakenAwayIsAnErrorAndNoEndlessReading() {
        add(EpochDay.start(DAY));
        database.writeOnly(handle -> handle.execute("DELETE FROM visit_requests"));
        assertThatThrownBy(this::all).hasMessageContaining("visit_requests");
    }

    @Test
    void namesOfPartitionsAreTheirFirstDays() {
        keepDays(10);
        add(EpochDay.start(LocalDate.parse("2027-02-03").toEpochDay()));
        assertThat(partitions()).contains("visits_20270203");
    }
}
