package app.grapevine.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs while they are merged, summed and taken over. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RunsDbTest {
    private static final Instant FROM = Instant.parse("2026-04-29T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-02T03:00:00Z");
    private static final long LATER = TO.toEpochMilli() + 40L * 86_400_000;
    private static final String MONTHS = "SELECT COUNT(*) FROM count_runs WHERE days > 1";

    @Parameter
    Dialect dialect;

    private TestDatabase test;
    private Database database;
    private Rollups rollups;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        database = test.database();
        rollups = new Rollups(database);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whateverIsAddedMovedForgottenAndMergedNothingIsLostOrDoubled() {
        Random random = new Random(5);
        RandomVisits visits = new RandomVisits(4, 5, FROM, TO);
        List<Click> all = new ArrayList<>();
        // A day goes by in half an hour, so that merges of all sorts come between.
        for (int step = 0; step < 250; step++) {
            long now = FROM.toEpochMilli() + step * 1_800_000L;
            switch (random.nextInt(10)) {
                case 0 -> move(all, visits, random);
                case 1 -> forget(all, 1 + random.nextInt(8));
                case 2, 3, 4 -> rollups.mergeSome(now);
                default -> {
                    List<Click> some = visits.next(1 + random.nextInt(40), 8);
                    all.addAll(some);
                    store(some);
                }
            }
            if (step % 50 == 0) {
                assertThat(sums()).as("step %d", step).isEqualTo(naive(all));
            }
        }
        mergeAll();
        assertThat(sums()).isEqualTo(naive(all));
        assertThat(rollups.verify(0, 100_000)).isEmpty();
        assertThat(test.count("count_runs")).as("four days, and two months").isEqualTo(6);
    }

    private void move(List<Click> all, RandomVisits visits, Random random) {
        List<Click> before = new ArrayList<>();
        List<Click> after = new ArrayList<>();
        for (int i = 0; i < 10 && !all.isEmpty(); i++) {
            Click click = all.remove(random.nextInt(all.size()));
            before.add(click);
            after.add(RandomVisits.as(click, visits.visit(click.linkId(), click.atMillis())));
        }
        all.addAll(after);
        database.writeOnly(handle -> {
            before.forEach(click -> handle.execute("DELETE FROM clicks WHERE sequence = ?", click.sequence()));
            RandomVisits.insert(handle, after);
            rollups.move(handle, before, after);
        });
    }

    private void forget(List<Click> all, long link) {
        all.removeIf(click -> click.linkId() == link);
        database.writeOnly(handle -> {
            handle.execute("DELETE FROM clicks WHERE link_id = ?", link);
            rollups.forget(handle, link);
        });
    }

    @Test
    void whoReadsWhileOthersWriteAndMergeSeesEveryVisitOnce() {
        for (int node = 1; node <= 3; node++) {
            RandomVisits visits = new RandomVisits(node, node, FROM, TO);
            for (int batch = 0; batch < 20; batch++) {
                store(visits.next(20, 30));
            }
        }
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<?> merging = CompletableFuture.runAsync(() -> {
            for (long now = LATER; !done.get(); now += 60_000) {
                rollups.mergeSome(now);
            }
        });
        CompletableFuture<?> other = CompletableFuture.runAsync(() -> {
            Rollups second = new Rollups(database);
            RandomVisits visits = new RandomVisits(9, 9, FROM, TO);
            for (long now = LATER; !done.get(); now += 60_000) {
                store(visits.next(5, 30));
                second.mergeSome(now);
            }
        });
        for (int round = 0; round < 15; round++) {
            Map<Long, Long> links = sums();
            long all = links.remove(LinkSet.ALL_LINKS);
            assertThat(links.values().stream().mapToLong(Long::longValue).sum())
                    .as("round %d", round)
                    .isEqualTo(all)
                    .isGreaterThanOrEqualTo(1200);
            assertThat(rollups.verify(0, 100_000)).isEmpty();
        }
        done.set(true);
        CompletableFuture.allOf(merging, other).join();
        mergeAll();
        assertThat(rollups.verify(0, 100_000)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionCountedIsTakenOverDayByDay() {
        List<Click> before = new RandomVisits(1, 5, FROM, TO).next(400, 9);
        before.addAll(new RandomVisits(2, 6, FROM, TO).next(400, 9));
        database.writeOnly(handle -> {
            RandomVisits.insert(handle, before);
            BlockTally tally = new BlockTally();
            before.forEach(click -> tally.count(click, 1));
            tally.blocks().forEach((key, block) -> insert(handle, key, BlockMerge.encode(block)));
        });
        List<Click> all = new ArrayList<>(before);
        RandomVisits visits = new RandomVisits(3, 7, FROM, TO);
        int days = 0;
        for (; test.count("rollups") > 0; days++) {
            assertThat(sums()).isEqualTo(naive(all));
            assertThat(rollups.verify(0, 100_000)).isEmpty();
            List<Click> more = visits.next(30, 9);
            all.addAll(more);
            store(more);
            forget(all, days + 1);
            // Each time as after a start.
            assertThat(new Rollups(database).mergeSome(LATER)).isTrue();
        }
        assertThat(days).isEqualTo(4);
        mergeAll();
        assertThat(sums()).isEqualTo(naive(all));
        assertThat(rollups.verify(0, 100_000)).isEmpty();
    }

    private static void insert(Handle handle, RollupKey key, byte[] counts) {
        handle.execute(
                "INSERT INTO rollups (link_id, part, block, node, counts) VALUES (?, ?, ?, ?, ?)",
                key.linkId(),
                key.part(),
                key.block(),
                key.node(),
                counts);
    }

    @Test
    void aCountThatWasTamperedWithIsFoundInADayInItsSumsAndInThoseOfAMonth() {
        store(new RandomVisits(1, 5, FROM, TO).next(300, 4));
        mergeAll();
        store(new RandomVisits(2, 6, FROM, TO).next(3, 4));
        assertThat(rollups.verify(0, 100_000)).isEmpty();
        Run day = database.read(handle -> RunDao.list(handle, 0, 100_000)).stream()
                .filter(run -> run.isOfOneDay() && run.has(Part.TOTALS))
                .findFirst()
                .orElseThrow();
        Run month = database.read(handle -> RunDao.list(handle, 0, 100_000)).stream()
                .filter(run -> !run.isOfOneDay())
                .findFirst()
                .orElseThrow();
        tamper(day, Part.TOTALS, "the sums of the day");
        tamper(month, Part.TOTALS, "the sums of 30 days");
        tamper(day, Part.ALL_GROUPS, "the counts of the day");
    }

    /** Puts another's content in the place of a run's. */
    private void tamper(Run run, int kind, String what) {
        Facets facets = new Facets();
        Cells cells = new Cells();
        cells.addVisit(facets.number(new Facet(FacetGroup.MAIN, "x", null, "public", null, null)), 3, 1, false);
        RunWriter writer = RunWriter.merged(facets, 0);
        writer.link(2, cells);
        RunContent wrong = writer.end();
        int number = run.numbers(kind).get(0);
        int other = wrong.parts().get(0).has(kind) ? 0 : 1;
        byte[] right = database.read(handle -> RunDao.part(handle, run.id(), number));
        String update = "UPDATE count_parts SET content = ? WHERE run = ? AND number = ?";
        database.writeOnly(handle -> handle.execute(update, wrong.bytes(other), run.id(), number));
        assertThat(rollups.verify(0, 100_000)).extracting(Difference::what).contains(what);
        database.writeOnly(handle -> handle.execute(update, right, run.id(), number));
        assertThat(rollups.verify(0, 100_000)).isEmpty();
    }

    @Test
    void aMonthIsSummedAnewWhenADayOfItWasCorrected() {
        store(new RandomVisits(1, 5, FROM, TO).next(300, 4));
        mergeAll();
        assertThat(test.one(Long.class, MONTHS)).isEqualTo(2);
        long before = test.one(Long.class, "SELECT MIN(id) FROM count_runs WHERE days > 1");
        store(new RandomVisits(2, 6, FROM, TO).next(30, 4));
        mergeAll();
        assertThat(test.one(Long.class, MONTHS)).isEqualTo(2);
        assertThat(test.list(Long.class, "SELECT id FROM count_runs WHERE days > 1"))
                .doesNotContain(before);
        assertThat(rollups.verify(0, 100_000)).isEmpty();
    }

    @Test
    void runsStayFewWithoutAnybodyWhoMergesThemNowAndThen() {
        RandomVisits visits = new RandomVisits(1, 5, FROM, FROM.plusSeconds(3600));
        for (int batch = 0; batch < 600; batch++) {
            store(visits.next(2, 4));
        }
        assertThat(test.count("count_runs")).isLessThan(300);
        assertThat(rollups.verify(0, 100_000)).isEmpty();
    }

    /** As if days had gone by without visits. */
    private void mergeAll() {
        rollups.mergeSome(LATER);
        long now = LATER;
        do {
            now += 60_000;
        } while (rollups.mergeSome(now) || rollups.mergeSome(now + 60_000));
    }

    private void store(List<Click> clicks) {
        database.writeOnly(handle -> {
            RandomVisits.insert(handle, clicks);
            rollups.add(handle, clicks);
        });
    }

    private static Map<Long, Long> naive(List<Click> clicks) {
        Map<Long, Long> sums = new HashMap<>();
        for (Click click : clicks) {
            sums.merge(click.linkId(), 1L, Long::sum);
            sums.merge(LinkSet.ALL_LINKS, 1L, Long::sum);
        }
        return sums;
    }

    /** Visits of all kinds, by link; of all links together as of link 0. Each way of reading gives the same. */
    private Map<Long, Long> sums() {
        return database.snapshot(handle -> {
            Map<Long, Long> sums = read(handle, FacetGroup.MAIN, true);
            for (FacetGroup group : FacetGroup.values()) {
                assertThat(read(handle, group, false)).isEqualTo(sums);
            }
            return sums;
        });
    }

    private static Map<Long, Long> read(Handle handle, FacetGroup group, boolean totals) {
        Adding adding = new Adding();
        for (LinkSet links : List.of(LinkSet.EACH, LinkSet.SUM)) {
            CountReader.read(handle, new CountQuestion(0, 10_000_000, links, group, totals), adding);
        }
        adding.sums.values().removeIf(count -> count == 0);
        return adding.sums;
    }

    private static final class Adding implements CountTaker {
        private final Map<Long, Long> sums = new HashMap<>();
        private long link;

        @Override
        public boolean isOne(long firstQuarter, long lastQuarter) {
            return firstQuarter % 3 == 0 || lastQuarter - firstQuarter > 96;
        }

        @Override
        public void total(long link, long firstQuarter, long[] counts) {
            this.link = link;
            total(counts);
        }

        @Override
        public boolean link(long link, long firstQuarter, boolean one) {
            this.link = link;
            return true;
        }

        @Override
        public Detail facet(Facet facet) {
            return facet.hashCode() % 2 == 0 ? Detail.TOTAL : Detail.QUARTERS;
        }

        @Override
        public void total(long[] counts) {
            long all = counts[Measure.CLICKS.ordinal()]
                    + counts[Measure.PREVIEWS.ordinal()]
                    + counts[Measure.BOTS.ordinal()]
                    + counts[Measure.SUPPRESSED.ordinal()]
                    + counts[Measure.UNUSUAL.ordinal()];
            sums.merge(link, all, Long::sum);
        }

        @Override
        public void quarter(long quarter, long[] counts) {
            total(counts);
        }
    }
}
