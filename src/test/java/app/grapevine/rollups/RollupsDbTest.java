package app.grapevine.rollups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class RollupsDbTest {
    private static final Instant FROM = Instant.parse("2026-05-01T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-03T03:00:00Z");
    private static final long DAY = FROM.getEpochSecond() / 86400;

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
    void batchesAddUpToARecount() {
        RandomVisits visits = new RandomVisits(1, 5, FROM, TO);
        for (int batch = 0; batch < 20; batch++) {
            store(visits.next(100, 10));
        }
        assertThat(rollups.verify(DAY - 1, DAY + 3)).isEmpty();
        assertThat(rows()).isPositive();
    }

    @Test
    void aDifferenceIsFound() {
        List<Click> clicks = new RandomVisits(1, 5, FROM, TO).next(50, 3);
        store(clicks);
        database.writeOnly(handle -> handle.execute("DELETE FROM clicks WHERE sequence = 1"));
        assertThat(rollups.verify(DAY, DAY + 2))
                .extracting(Difference::linkId)
                .contains(0L, clicks.get(0).linkId());
        database.writeOnly(handle -> handle.execute("DELETE FROM count_runs"));
        assertThat(rollups.verify(DAY, DAY + 2)).extracting(Difference::stored).containsOnly("nothing");
    }

    @Test
    void aRolledBackBatchIsNotCounted() {
        List<Click> clicks = new RandomVisits(1, 5, FROM, TO).next(50, 3);
        assertThatThrownBy(() -> database.writeOnly(handle -> {
                    RandomVisits.insert(handle, clicks);
                    rollups.add(handle, clicks);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(rows()).isZero();
        store(clicks);
        assertThat(rollups.verify(DAY, DAY + 2)).isEmpty();
    }

    @Test
    void aRebuildCountsADayOfAllNodesAnew() {
        store(new RandomVisits(1, 5, FROM, TO).withRules().next(200, 5));
        store(new RandomVisits(2, 6, FROM, TO).next(200, 5));
        database.writeOnly(handle -> {
            handle.execute("DELETE FROM count_runs WHERE id = (SELECT MIN(id) FROM count_runs)");
            handle.execute("DELETE FROM clicks WHERE node = 5 AND sequence > 150");
            for (long day = DAY; day <= DAY + 2; day++) {
                rollups.rebuild(handle, 5, day);
            }
        });
        assertThat(rollups.verify(DAY, DAY + 2)).isEmpty();
    }

    @Test
    void aVisitJudgedAnewMovesFromOneChannelToTheOther() {
        Click before = new RandomVisits(3, 5, FROM, TO).visit(1, FROM.toEpochMilli());
        Verdict verdict =
                new Verdict(Kind.CLICK, "signal", null, Visibility.PRIVATE, Tier.OBSERVED, List.of(), null, 2);
        Click after = new Click(
                before.node(),
                before.sequence(),
                before.atMillis(),
                before.linkId(),
                Kind.CLICK,
                verdict,
                true,
                "DE",
                "de",
                before.agent(),
                null,
                false);
        store(List.of(before));
        database.writeOnly(handle -> {
            handle.execute("DELETE FROM clicks");
            RandomVisits.insert(handle, List.of(after));
            rollups.move(handle, List.of(before), List.of(after));
        });
        assertThat(rollups.verify(DAY, DAY)).isEmpty();
        database.writeOnly(handle -> {
            handle.execute("DELETE FROM clicks");
            rollups.move(handle, List.of(after), List.of());
        });
        mergeAll();
        assertThat(rows()).isZero();
        assertThat(test.count("count_parts")).isZero();
    }

    @Test
    void nodesAndReattributionAtOnceLoseNothing() {
        CompletableFuture<?>[] writers = new CompletableFuture<?>[6];
        for (int writer = 0; writer < writers.length; writer++) {
            // Three nodes, and for each a second writer of the same node's rows.
            RandomVisits visits = new RandomVisits(writer, writer % 3 * 100L + 1, FROM, FROM.plusSeconds(3600));
            long firstSequence = writer * 1_000_000L;
            writers[writer] = CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < 20; batch++) {
                    store(visits.next(50, 5).stream()
                            .map(click -> moved(click, firstSequence + click.sequence()))
                            .toList());
                }
            });
        }
        CompletableFuture.allOf(writers).join();
        assertThat(rollups.verify(DAY, DAY)).isEmpty();
    }

    private static Click moved(Click click, long sequence) {
        return new Click(
                click.node(),
                sequence,
                click.atMillis(),
                click.linkId(),
                click.kind(),
                click.verdict(),
                click.firstOfDay(),
                click.country(),
                click.language(),
                click.agent(),
                click.referrer(),
                click.shareAttempt());
    }

    private void store(List<Click> clicks) {
        database.writeOnly(handle -> {
            RandomVisits.insert(handle, clicks);
            rollups.add(handle, clicks);
        });
    }

    /** As if a day had gone by without visits. */
    private void mergeAll() {
        long later = TO.toEpochMilli() + 86_400_000;
        rollups.mergeSome(later);
        while (rollups.mergeSome(later + 60_000)) {
            // On to the next.
        }
    }

    private long rows() {
        return test.count("count_runs");
    }
}
