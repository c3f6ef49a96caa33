package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.VisitStore.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that an earlier version left in the table of visits are taken over, piece by piece. */
@ParameterizedClass
@EnumSource(Dialect.class)
class TakeoverDbTest {
    @Parameter
    Dialect dialect;

    private final TreeMap<VisitPlace, ClickRow> model = new TreeMap<>();
    private TestDatabase place;
    private Database database;
    private VisitStore store;

    @BeforeEach
    void fillTheTable() {
        place = TestDatabase.fresh(dialect);
        database = place.database();
        store = VisitStores.of(dialect);
        TableVisits table = new TableVisits(dialect);
        RandomRows before = new RandomRows(1, 1);
        List<ClickRow> earlier = before.nextOfEarlier(20_000, 60);
        database.writeOnly(handle -> table.add(handle, earlier));
        List<ClickRow> later = before.next(500, 60);
        database.writeOnly(handle -> store.add(handle, later));
        List<ClickRow> other = new RandomRows(2, 2).nextOfEarlier(9000, 60);
        database.writeOnly(handle -> table.add(handle, other));
        for (List<ClickRow> rows : List.of(earlier, later, other)) {
            rows.forEach(row -> model.put(VisitPlace.of(row.click()), row));
        }
    }

    @AfterEach
    void close() {
        place.close();
    }

    private List<ClickRow> all(VisitWalk walk, Runnable between) {
        List<ClickRow> all = new ArrayList<>();
        List<ClickRow> next;
        do {
            next = database.read(handle -> walk.next(handle, 1500));
            all.addAll(next);
            between.run();
        } while (next.size() == 1500);
        return all;
    }

    @Test
    void atEveryMomentAllVisitsAreThere() {
        do {
            assertThat(all(store.walk(VisitRange.ALL, VisitFilter.ANY, Order.OLDEST_FIRST, null), () -> {}))
                    .isEqualTo(List.copyOf(model.values()));
        } while (store.tidy(database));
        assertThat(database.read(HandoverWalk::isTableInUse)).isFalse();
    }

    @Test
    void aWalkThroughItMissesNothingAndDoublesNothing() {
        for (Order order : Order.values()) {
            List<ClickRow> expected =
                    new ArrayList<>((order == Order.OLDEST_FIRST ? model : model.descendingMap()).values());
            assertThat(all(store.walk(VisitRange.ALL, VisitFilter.ANY, order, null), () -> store.tidy(database)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void visitsAreChangedAndDeletedWhereverTheyAre() {
        for (int round = 0; round < 6; round++) {
            List<ClickRow> all = List.copyOf(model.values());
            List<Click> deleted = new ArrayList<>();
            List<ClickRow> changed = new ArrayList<>();
            for (int i = round; i < all.size(); i += 97) {
                deleted.add(all.get(i).click());
                changed.add(all.get(i + 1 < all.size() ? i + 1 : 0).withoutDetails());
            }
            database.writeOnly(handle -> {
                store.replace(handle, changed);
                store.delete(handle, deleted);
            });
            changed.forEach(row -> model.put(VisitPlace.of(row.click()), row));
            deleted.forEach(visit -> model.remove(VisitPlace.of(visit)));
            store.tidy(database);
            assertThat(all(store.walk(VisitRange.ALL, VisitFilter.ANY, Order.NEWEST_FIRST, null), () -> {}))
                    .isEqualTo(List.copyOf(model.descendingMap().values()));
        }
    }

    @Test
    void olderSegmentsAreMergedAsTheyCome() {
        if (dialect == Dialect.POSTGRESQL) {
            return; // there are none
        }
        while (store.tidy(database)) {
            assertThat(model).isNotEmpty();
        }
        assertThat(TestDatabase.count(database, "visit_segments")).isLessThan(8);
        assertThat(database.read(store::oldest)).hasValue(model.firstKey().atMillis());
    }

    @Test
    void onPostgresqlSeveralNodesTakeOverAtOnceAndOneThatFailsLeavesItsRowsToTheOthers() throws Exception {
        if (dialect == Dialect.H2) {
            return; // there it is one process
        }
        assertThatThrownBy(() -> TableTakeover.some(database, (handle, rows) -> {
                    store.add(handle, rows);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        try (Database other = Database.open(place.settings())) {
            List<CompletableFuture<Void>> nodes = new ArrayList<>();
            for (Database node : List.of(database, other)) {
                nodes.add(CompletableFuture.runAsync(() -> {
                    while (node.read(HandoverWalk::isTableInUse)) {
                        store.tidy(node);
                    }
                }));
            }
            CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new)).get();
        }
        assertThat(all(store.walk(VisitRange.ALL, VisitFilter.ANY, Order.OLDEST_FIRST, null), () -> {}))
                .isEqualTo(List.copyOf(model.values()));
        assertThat(place.count("visits")).isEqualTo(model.size());
        // The name in two pieces, or the view of all visits would be asked.
        assertThat(place.one(Long.class, "SELECT pg_relation_size('click' || 's')"))
                .isZero();
    }
}
