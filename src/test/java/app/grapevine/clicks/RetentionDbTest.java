package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class RetentionDbTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-06-01T12:00:00Z");
    private final long today = clock.millis() / DAY;
    private TestDatabase test;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void detailsAreForgottenAfterTheirDaysAndVisitsStay() {
        insertClicks(today - 91, 2500);
        insertClicks(today - 90, 3);
        insertClicks(today, 2);
        insertAgent(1, today - 91);
        insertAgent(2, today - 90);
        run(new RetentionSettings(90, 0));
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(2505L);
        assertThat(longs("SELECT COUNT(*) FROM clicks WHERE requested_with IS NOT NULL"))
                .containsExactly(5L);
        assertThat(longs("SELECT COUNT(*) FROM clicks WHERE markers IS NOT NULL"))
                .containsExactly(5L);
        assertThat(longs("SELECT id FROM user_agents")).containsExactly(2L);
        clock.advance(Duration.ofDays(1));
        run(new RetentionSettings(90, 0));
        assertThat(longs("SELECT COUNT(*) FROM clicks WHERE markers IS NOT NULL"))
                .containsExactly(2L);
        assertThat(longs("SELECT id FROM user_agents")).isEmpty();
    }

    @Test
    void manyVisitsInOneMillisecondAreForgottenToo() {
        test.database().writeOnly(handle -> {
            for (int i = 1; i <= 2300; i++) {
                insertClick(handle, i, 5000);
            }
        });
        run(new RetentionSettings(90, 0));
        assertThat(longs("SELECT COUNT(*) FROM clicks WHERE markers IS NOT NULL"))
                .containsExactly(0L);
    }

    @Test
    void visitsAreDeletedAfterTheirDaysIfTheOperatorWants() {
        insertClicks(today - 31, 1500);
        insertClicks(today - 30, 2);
        run(new RetentionSettings(90, 30));
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(2L);
    }

    @Test
    void byDefaultVisitsOfAnEarlierVersionStayForAWeekMore() {
        insertClicks(today - 91, 5);
        insertClicks(today - 80, 2);
        RetentionSettings byDefault = new RetentionSettings(90, 90, false);
        run(byDefault);
        clock.advance(Duration.ofDays(6));
        run(byDefault);
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(7L);
        clock.advance(Duration.ofDays(1));
        run(byDefault);
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(2L);
    }

    @Test
    void bytesThatCouldNotBeStoredAreForgottenToo() {
        long now = clock.millis();
        test.database().writeOnly(handle -> {
            for (long days : new long[] {92, 90, 0}) {
                handle.execute(
                        "INSERT INTO dead_letters (node, sequence, payload, error, failed_at)"
                                + " VALUES (1, ?, ?, 'unknown', ?)",
                        days,
                        new byte[] {1},
                        now - days * DAY);
            }
        });
        run(new RetentionSettings(90, 0));
        assertThat(longs("SELECT sequence FROM dead_letters ORDER BY sequence")).containsExactly(0L, 90L);
    }

    @Test
    void settingsThatForgetTooSoonAreRefused() {
        assertThatThrownBy(() -> new RetentionSettings(0, 0)).hasMessageContaining("retention.signals.days");
        assertThatThrownBy(() -> new RetentionSettings(90, -1)).hasMessageContaining("retention.clicks.days");
    }

    private void run(RetentionSettings settings) {
        new Retention(test.database(), clock, settings).run();
    }

    @Test
    void aClickThatLedToAConversionIsKept() {
        insertClicks(today - 31, 1100);
        test.database().writeOnly(handle -> handle.execute("""
                INSERT INTO conversions (id, node, sequence, link_id, event, occurred_at, created_at)
                SELECT CAST(sequence AS VARCHAR), node, sequence, link_id, 'sale', at, 0 FROM clicks"""));
        insertClicks(today - 32, 1200);
        run(new RetentionSettings(90, 30));
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(1100L);
    }

    /** As the writer adds them. */
    private void record(long day, int count) {
        VisitStore store = VisitStores.of(dialect);
        List<ClickRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new ClickRow(
                    new Click(
                            2,
                            day * 10_000 + i,
                            day * DAY + i,
                            1,
                            Kind.SUPPRESSED,
                            null,
                            false,
                            null,
                            null,
                            Agent.UNKNOWN,
                            null,
                            false),
                    null,
                    null,
                    null,
                    0,
                    null));
        }
        test.database().writeOnly(handle -> store.add(handle, rows));
    }

    @Test
    void onPostgresqlWholePartitionsAreDroppedButForWhatLedToAConversion() {
        if (dialect == Dialect.H2) {
            return; // it has none
        }
        run(new RetentionSettings(90, 30)); // it says how long visits are kept, by which partitions have their length
        for (long day = today - 33; day <= today - 28; day++) {
            record(day, 1100);
        }
        test.database().writeOnly(handle -> handle.execute("""
                INSERT INTO conversions (id, node, sequence, link_id, event, occurred_at, created_at)
                SELECT CAST(sequence AS VARCHAR), node, sequence, link_id, 'sale', at, 0 FROM visits
                WHERE sequence = ?""", (today - 32) * 10_000 + 7));
        insertClicks(today - 31, 3); // not taken over yet
        run(new RetentionSettings(90, 30));
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(3 * 1100L + 1);
        assertThat(longs("SELECT to_at FROM visit_partitions WHERE name = 'visits_before'"))
                .containsExactly((today - 31) * DAY);
        run(new RetentionSettings(90, 30));
        assertThat(longs("SELECT to_at FROM visit_partitions WHERE name = 'visits_before'"))
                .as("one with visits that were not taken over is emptied first, and goes then")
                .containsExactly((today - 30) * DAY);
        assertThat(longs("SELECT COUNT(*) FROM visits_before")).containsExactly(1L);
        assertThat(longs("SELECT COUNT(*) FROM clicks")).containsExactly(3 * 1100L + 1);
    }

    private void insertClicks(long day, int count) {
        test.database().writeOnly(handle -> {
            for (int i = 0; i < count; i++) {
                insertClick(handle, day * 10_000 + i, day * DAY + i);
            }
        });
    }

    private static void insertClick(org.jdbi.v3.core.Handle handle, long sequence, long at) {
        handle.execute("""
                INSERT INTO clicks (node, sequence, at, link_id, kind, rules_version, first_of_day, requested_with,
                  markers)
                VALUES (1, ?, ?, 1, 'CLICK', 1, FALSE, 'com.whatsapp', 'fbclid')""", sequence, at);
    }

    private void insertAgent(long id, long lastDay) {
        test.database()
                .writeOnly(handle -> handle.execute(
                        "INSERT INTO user_agents (id, user_agent, last_day) VALUES (?, 'agent', ?)", id, lastDay));
    }

    private List<Long> longs(String sql) {
        return test.list(Long.class, sql);
    }
}
