package app.grapevine.visits;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.VisitStore.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The store of visits against a list of them, on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class VisitStoreDbTest {
    private static final int LINKS = 30;
    private static final long NODE = 1;
    private static final long OTHER_NODE = 2;

    private final Dialect dialect;
    private final Random random = new Random(11);
    private final RandomRows rows = new RandomRows(1, NODE);
    private final RandomRows others = new RandomRows(2, OTHER_NODE);
    /** What there is, in the order of time. */
    private final TreeMap<VisitPlace, ClickRow> model = new TreeMap<>();

    private TestDatabase place;
    private Database database;
    private VisitStore store;

    VisitStoreDbTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        place = TestDatabase.fresh(dialect);
        database = place.database();
        store = VisitStores.of(dialect);
    }

    @AfterEach
    void close() {
        place.close();
    }

    private void add(int count) {
        for (RandomRows some : List.of(rows, others)) {
            List<ClickRow> batch = some.next(count, LINKS);
            database.writeOnly(handle -> store.add(handle, batch));
            remember(batch);
        }
    }

    private void remember(List<ClickRow> batch) {
        batch.forEach(row -> model.put(VisitPlace.of(row.click()), row));
    }

    private void tidy() {
        while (store.tidy(database)) {
            assertThat(model).isNotEmpty();
        }
    }

    private void fill() {
        for (int i = 0; i < 40; i++) {
            add(1 + random.nextInt(90));
            if (i % 7 == 0) {
                store.tidy(database);
            }
        }
    }

    private List<ClickRow> some(int count) {
        List<ClickRow> all = new ArrayList<>(model.values());
        List<ClickRow> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some.stream().distinct().toList();
    }

    private List<ClickRow> expected(VisitRange range, Predicate<Click> filter, Order order) {
        List<ClickRow> all = new ArrayList<>();
        for (ClickRow row : (order == Order.OLDEST_FIRST ? model : model.descendingMap()).values()) {
            if (range.holds(row.click()) && filter.test(row.click())) {
                all.add(row);
            }
        }
        return all;
    }

    private List<ClickRow> walked(VisitWalk walk, int piece) {
        List<ClickRow> all = new ArrayList<>();
        List<ClickRow> next;
        do {
            next = database.read(handle -> walk.next(handle, piece));
            all.addAll(next);
        } while (next.size() == piece);
        return all;
    }

    private void assertHoldsTheModel() {
        assertThat(walked(store.walk(VisitRange.ALL, VisitFilter.ANY, Order.OLDEST_FIRST, null), 977))
                .isEqualTo(List.copyOf(model.values()));
    }

    @Test
    void itGivesWhatWasAddedInBothOrdersAndInPiecesOfAnySize() {
        fill();
        for (Order order : Order.values()) {
            for (int piece : new int[] {1000, 77, 3000, 100_000}) {
                assertThat(walked(store.walk(VisitRange.ALL, VisitFilter.ANY, order, null), piece))
                        .as("%s by %d", order, piece)
                        .isEqualTo(expected(VisitRange.ALL, any -> true, order));
            }
        }
        tidy();
        assertHoldsTheModel();
    }

    @Test
    void aRangeAndAFilterNarrowIt() {
        fill();
        VisitPlace middle = VisitPlace.of(some(1).get(0).click());
        Set<Long> many = Set.of(1L, 2L, 3L, 17L, 99L);
        Set<String> wanted = new java.util.HashSet<>();
        wanted.add("whatsapp");
        wanted.add(null);
        VisitFilter channels = new VisitFilter(Map.of(VisitFilter.Property.CHANNEL, wanted));
        for (Order order : Order.values()) {
            for (VisitRange range : List.of(
                    VisitRange.ofLink(4),
                    VisitRange.ofLinks(many),
                    VisitRange.ofLinks(many).since(middle.atMillis()).by(OTHER_NODE),
                    VisitRange.ALL.before(middle.atMillis()).by(NODE))) {
                assertThat(walked(store.walk(range, VisitFilter.ANY, order, null), 50))
                        .as("%s %s", order, range)
                        .isEqualTo(expected(range, any -> true, order));
                assertThat(walked(store.walk(range, channels, order, null), 50))
                        .isEqualTo(expected(range, channels::accepts, order));
                List<Click> each = new ArrayList<>();
                database.writeOnly(handle -> store.each(handle, range, VisitFilter.CLICKS, each::add));
                assertThat(each.stream().map(VisitKey::of))
                        .containsExactlyInAnyOrderElementsOf(
                                expected(range, VisitFilter.CLICKS::accepts, order).stream()
                                        .map(row -> VisitKey.of(row.click()))
                                        .toList());
            }
        }
        List<ClickRow> behind = walked(store.walk(VisitRange.ALL, VisitFilter.ANY, Order.NEWEST_FIRST, middle), 500);
        assertThat(behind)
                .isEqualTo(
                        List.copyOf(model.headMap(middle, false).descendingMap().values()));
    }

    @Test
    void everyPropertyIsFoundAsItIsRead() {
        add(300);
        for (VisitFilter.Property property : VisitFilter.Property.values()) {
            for (ClickRow row : some(6)) {
                Set<String> values = new java.util.HashSet<>();
                values.add(property.of(row.click()));
                VisitFilter filter = new VisitFilter(Map.of(property, values));
                assertThat(walked(store.walk(VisitRange.ALL, filter, Order.OLDEST_FIRST, null), 1000))
                        .as("%s %s", property, values)
                        .isEqualTo(expected(VisitRange.ALL, filter::accepts, Order.OLDEST_FIRST))
                        .contains(row);
            }
        }
    }

    @Test
    void whatWasRecordedBetweenTwoSequencesComesInTheirOrder() {
        fill();
        List<ClickRow> ofNode = model.values().stream()
                .filter(row -> row.click().node() == NODE)
                .sorted(Comparator.comparingLong(row -> row.click().sequence()))
                .toList();
        long after = ofNode.get(40).click().sequence();
        long upTo = ofNode.get(900).click().sequence();
        assertThat(recorded(after, upTo, 100_000)).isEqualTo(ofNode.subList(41, 901));
        assertThat(recorded(after, upTo, 60)).isEqualTo(ofNode.subList(41, 101));
    }

    private List<ClickRow> recorded(long after, long upTo, int limit) {
        return database.read(
                handle -> store.recorded(handle, NODE, after, upTo, VisitRange.ALL, VisitFilter.ANY, limit));
    }

    @Test
    void visitsAreFoundByTheirIdentity() {
        fill();
        List<ClickRow> wanted = some(50);
        List<VisitKey> keys = new ArrayList<>(
                wanted.stream().map(row -> VisitKey.of(row.click())).toList());
        keys.add(new VisitKey(NODE, 12));
        Map<VisitKey, Long> found = new HashMap<>();
        database.read(handle -> store.find(handle, keys, null))
                .forEach((key, visit) -> found.put(key, visit.atMillis()));
        Map<VisitKey, Long> expected = new HashMap<>();
        wanted.forEach(row -> expected.put(VisitKey.of(row.click()), row.click().atMillis()));
        assertThat(found).isEqualTo(expected);
        Set<Long> links =
                Set.copyOf(wanted.stream().map(row -> row.click().linkId()).toList());
        assertThat(database.read(handle -> store.find(handle, keys, links)).keySet())
                .isEqualTo(expected.keySet());
    }

    @Test
    void changesDeletionsAndMergesLeaveTheRestAsItWas() {
        fill();
        for (int round = 0; round < 12; round++) {
            List<ClickRow> judged = some(40).stream()
                    .map(row -> row.with(rows.row(row.click().linkId()).click()).with(judged(row.click())))
                    .toList();
            database.writeOnly(handle -> store.replace(handle, judged));
            remember(judged);
            List<Click> deleted = some(60).stream().map(ClickRow::click).toList();
            database.writeOnly(handle -> store.delete(handle, deleted));
            deleted.forEach(visit -> model.remove(VisitPlace.of(visit)));
            add(20);
            store.tidy(database);
            assertHoldsTheModel();
            assertThat(database.read(store::oldest)).hasValue(model.firstKey().atMillis());
        }
        List<Click> all = model.values().stream().map(ClickRow::click).toList();
        database.writeOnly(handle -> store.delete(handle, all));
        model.clear();
        assertHoldsTheModel();
        assertThat(database.read(store::oldest)).isEmpty();
    }

    private static Click judged(Click visit) {
        if (visit.verdict() == null) {
            return visit;
        }
        return new Click(
                visit.node(),
                visit.sequence(),
                visit.atMillis(),
                visit.linkId(),
                visit.kind(),
                Objects.requireNonNull(visit.verdict()),
                visit.firstOfDay(),
                visit.country(),
                visit.language(),
                visit.agent(),
                visit.referrer(),
                !visit.shareAttempt());
    }

    @Test
    void onPostgresqlPeopleLookAtVisitsWithSql() {
        if (dialect == Dialect.H2) {
            return; // there it is one process that reads them
        }
        add(200);
        database.writeOnly(handle -> handle.execute("""
                INSERT INTO links (id, domain, code, destination, campaign, forward_query, track_conversions, disabled,
                    uses, created_at, updated_at)
                VALUES (3, 'go.example', 'spring', 'https://example.com/', 'boots', FALSE, FALSE, FALSE, 0, 0, 0)"""));
        List<String> expected = expected(VisitRange.ofLink(3), any -> true, Order.OLDEST_FIRST).stream()
                .map(row -> String.join(
                        "|",
                        "spring",
                        "boots",
                        VisitFilter.Property.KIND.of(row.click()),
                        String.valueOf(VisitFilter.Property.CHANNEL.of(row.click())),
                        VisitFilter.Property.VISIBILITY.of(row.click()),
                        String.valueOf(row.click().atMillis())))
                .toList();
        assertThat(place.list(String.class, """
                        SELECT CONCAT(code, '|', campaign, '|', kind, '|', COALESCE(channel, 'null'), '|', visibility, '|',
                            CAST(EXTRACT(EPOCH FROM at) * 1000 AS BIGINT))
                        FROM grapevine_visits WHERE domain = 'go.example' ORDER BY at, node, sequence""")).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void textOfEveryKindIsKeptAsItIs() {
        List<ClickRow> odd = rows.next(1, 1).stream()
                .map(row -> new ClickRow(row.click(), 5L, "a\tb\nc\\N\r\\", "\u00e9\ud83c\udf47 \\t \u007f", 3, "a\tb"))
                .toList();
        database.writeOnly(handle -> store.add(handle, odd));
        remember(odd);
        assertHoldsTheModel();
    }

    @Test
    void nothingIsDoneByHalves() {
        add(100);
        List<ClickRow> never = rows.next(50, LINKS);
        try {
            database.writeOnly(handle -> {
                store.add(handle, never);
                store.delete(handle, some(30).stream().map(ClickRow::click).toList());
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no");
        }
        assertHoldsTheModel();
    }

    @Test
    void aWalkIsNotDisturbedByMergesAndChanges() {
        fill();
        for (Order order : Order.values()) {
            List<ClickRow> expected = expected(VisitRange.ALL, any -> true, order);
            VisitWalk walk = store.walk(VisitRange.ALL, VisitFilter.ANY, order, null);
            List<ClickRow> all = new ArrayList<>();
            List<ClickRow> next;
            do {
                next = database.read(handle -> walk.next(handle, 113));
                all.addAll(next);
                store.tidy(database);
                // Written anew as it is: it has another place in the database.
                database.writeOnly(handle -> store.replace(handle, some(3)));
            } while (next.size() == 113);
            assertThat(all).isEqualTo(expected);
            List<ClickRow> more = rows.next(40, LINKS);
            database.writeOnly(handle -> store.add(handle, more));
            remember(more);
        }
    }

    @Test
    void thePeriodsInWhichVisitsWereAreAmongThoseItNames() {
        fill();
        Set<VisitStore.Period> periods = database.read(handle -> store.periods(handle, 60_000));
        model.keySet()
                .forEach(at -> assertThat(periods)
                        .contains(new VisitStore.Period(at.node(), Math.floorDiv(at.atMillis(), 60_000))));
    }

    @Test
    void aQuestionThatSeesOneStateIsNotDisturbedByAMerge() {
        fill();
        long count = database.snapshot(handle -> {
            long[] counted = {0};
            store.each(handle, VisitRange.ALL, VisitFilter.ANY, visit -> {
                if (counted[0]++ % 500 == 0) {
                    Thread merging = new Thread(() -> store.tidy(database));
                    merging.start();
                    join(merging);
                }
            });
            return counted[0];
        });
        assertThat(count).isEqualTo(model.size());
        assertHoldsTheModel();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
