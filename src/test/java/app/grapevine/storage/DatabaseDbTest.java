package app.grapevine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class DatabaseDbTest {
    @Parameter
    Dialect dialect;

    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        database = test.database();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aUnitOfWorkThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> database.writeOnly(handle -> {
                    insertSalt(handle, 1);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(salts()).isZero();
    }

    @Test
    void aSecondMigrationChangesNothing() {
        database.writeOnly(handle -> insertSalt(handle, 1));
        database.migrate();
        assertThat(salts()).isEqualTo(1);
    }

    @Test
    void aDatabaseWithAllMigrationsIsKnownByTheirChecksums() {
        assertThat(database.hasAllMigrations())
                .as("SchemaHistory names each file's version and checksum, which are %s", history())
                .isTrue();
    }

    @Test
    void whatDiffersFromTheMigrationsIsFlywaysToJudge() {
        history("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '002'");
        assertThat(database.hasAllMigrations()).isFalse();
        assertThatThrownBy(database::migrate).isInstanceOf(FlywayException.class);
        history("UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '002'");
        assertThatThrownBy(database::migrate).isInstanceOf(FlywayException.class);
    }

    @Test
    void whatIsMissingIsMigrated() {
        history("DELETE FROM \"flyway_schema_history\" WHERE \"version\" >= '002'");
        history("DROP TABLE IF EXISTS visit_segments, visit_groups, visitor_runs");
        List.of("grapevine_return", "grapevine_links", "grapevine_daily")
                .forEach(view -> history("DROP VIEW IF EXISTS " + view));
        history("DROP TABLE IF EXISTS daily_counts, daily_days, feeds, shared_reports, saved_views, invitations");
        history("DROP TABLE shlink_links");
        List.of("links", "share_sets", "campaigns")
                .forEach(table -> history("ALTER TABLE " + table + " DROP COLUMN archived"));
        history("DROP TABLE IF EXISTS card_pictures");
        history("DROP INDEX links_card_picture");
        history("ALTER TABLE links DROP COLUMN card_picture");
        history("DROP INDEX api_keys_owner");
        history("ALTER TABLE api_keys DROP COLUMN owner");
        history("ALTER TABLE accounts DROP COLUMN campaign");
        history("DROP VIEW IF EXISTS grapevine_visits");
        history("DROP VIEW IF EXISTS recorded_visits");
        history("DROP VIEW IF EXISTS visit_rows");
        history("DROP TABLE IF EXISTS visits, visit_partitions, visit_verdicts, visit_requests");
        history("ALTER TABLE user_agents DROP COLUMN loose");
        history("ALTER TABLE daily_visitors DROP COLUMN IF EXISTS link_id");
        history("ALTER TABLE daily_visitors DROP COLUMN IF EXISTS node");
        history("DROP TABLE IF EXISTS journal_epochs, preview_claims");
        history("DROP TABLE IF EXISTS salt_days, salt_shares");
        history("DROP TABLE audit_entries, audit_chains");
        history("DROP TABLE imported_links, imports, past_epochs");
        history("DROP TABLE link_aliases, opening_balances");
        history("DROP TABLE erasures, erasure_links");
        history("DROP TABLE link_budgets, link_reports");
        history("DROP TABLE reattribution_moves");
        List.of("dry_run", "superseded", "catalogue", "other_moves")
                .forEach(column -> history("ALTER TABLE reattributions DROP COLUMN " + column));
        history("DROP TABLE tags");
        history("ALTER TABLE links DROP COLUMN destination_words");
        history("DELETE FROM settings WHERE name = 'words'");
        history("DROP INDEX api_keys_former");
        List.of("campaign", "expires_at", "used_at", "former_hash", "former_until")
                .forEach(column -> history("ALTER TABLE api_keys DROP COLUMN " + column));
        List.of("creator_kind", "creator_id", "creator_name")
                .forEach(column -> history("ALTER TABLE links DROP COLUMN " + column));
        history("ALTER TABLE links DROP COLUMN people");
        history("ALTER TABLE links DROP COLUMN utm_off");
        history("ALTER TABLE links DROP COLUMN utm_slug");
        List.of("rules", "rule_words", "rule_hosts")
                .forEach(column -> history("ALTER TABLE links DROP COLUMN " + column));
        history("ALTER TABLE campaigns DROP COLUMN utm");
        history("ALTER TABLE links DROP COLUMN password_hash");
        history("ALTER TABLE links DROP COLUMN placeholders");
        history("DROP TABLE conversion_cancels");
        history("DROP INDEX conversions_campaign");
        List.of("reason", "campaign", "heard_from", "clicked_at", "candidates")
                .forEach(column -> history("ALTER TABLE conversions DROP COLUMN " + column));
        history("DROP TABLE notice_alerts, notice_messages, notices");
        history("DROP TABLE campaign_notes");
        costsOfChannels();
        history("DROP TABLE webhook_subscriptions, webhook_lines, webhook_messages, webhook_positions");
        history("DROP INDEX links_valid_until");
        history("DROP TABLE domains");
        history("DROP INDEX links_folded");
        List.of("folded", "forward_ids", "forwarded_wins")
                .forEach(column -> history("ALTER TABLE links DROP COLUMN " + column));
        history("DROP TABLE count_parts");
        history("DROP TABLE count_runs");
        history("ALTER TABLE share_sets DROP COLUMN name");
        history("ALTER TABLE share_sets DROP COLUMN deleted_at");
        List.of("1, 'Sale'", "2, 'SALE'", "3, 'abcDEFg'", "4, 'Spring-Sale'", "5, 'webinar-1'")
                .forEach(this::linkOfBefore);
        assertThat(database.hasAllMigrations()).isFalse();
        database.migrate();
        assertThat(database.hasAllMigrations()).isTrue();
        assertThat(foldedCodes())
                .as("of what was chosen, and of two that differ in case alone the first")
                .containsExactly("1 sale", "2 null", "3 null", "4 spring-sale", "5 webinar-1");
        assertThat(TestDatabase.list(
                        database,
                        String.class,
                        "SELECT CONCAT_WS(' ', campaign, place, channel, audience, sent, amount, currency) FROM campaign_costs"
                                + " ORDER BY campaign, place"))
                .as("costs of channels are of no audience, and nobody said to how many")
                .containsExactly("may 0 email 80.0000 EUR", "may 1 whatsapp 120.5000 CHF", "spring 0 email 0.0000 EUR");
    }

    /** Costs as they were before audiences had any, with some in them. */
    private void costsOfChannels() {
        List.of(
                        "currency",
                        "conversion_window_days",
                        "conversion_rule",
                        "baseline_kind",
                        "baseline_audience",
                        "baseline_sent",
                        "baseline_conversions")
                .forEach(column -> history("ALTER TABLE campaigns DROP COLUMN " + column));
        history("DROP TABLE campaign_costs");
        history("CREATE TABLE campaign_costs (campaign VARCHAR(64) NOT NULL REFERENCES campaigns (slug),"
                + " channel VARCHAR(40) NOT NULL, amount DECIMAL(18, 4) NOT NULL, currency VARCHAR(3) NOT NULL,"
                + " PRIMARY KEY (campaign, channel))");
        List.of("may", "spring")
                .forEach(slug -> history("INSERT INTO campaigns (slug, name, created_at, updated_at) VALUES ('" + slug
                        + "', 'Of before', 0, 0)"));
        List.of("'may', 'whatsapp', 120.5, 'CHF'", "'may', 'email', 80, 'EUR'", "'spring', 'email', 0, 'EUR'")
                .forEach(row -> history(
                        "INSERT INTO campaign_costs (campaign, channel, amount, currency) VALUES (" + row + ")"));
    }

    private void linkOfBefore(String idAndCode) {
        history("INSERT INTO links (id, code, domain, destination, forward_query, track_conversions, disabled, uses,"
                + " created_at, updated_at) VALUES (" + idAndCode
                + ", 'go.example', 'https://example.com/', FALSE, FALSE, FALSE, 0, 0, 0)");
    }

    private List<String> foldedCodes() {
        return TestDatabase.list(
                database, String.class, "SELECT CONCAT(id, ' ', COALESCE(folded, 'null')) FROM links ORDER BY id");
    }

    @Test
    void aFirstStartLeavesNoTraceOfAnError(@TempDir Path directory) throws IOException {
        if (dialect == Dialect.POSTGRESQL) {
            return; // its log is not ours
        }
        try (Database empty = Database.open(DatabaseSettings.embedded(directory))) {
            empty.migrate();
        }
        Path trace = directory.resolve("grapevine.trace.db");
        assertThat(Files.exists(trace) ? Files.readString(trace) : "").isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("grapevine.mv.db");
        }
    }

    @Test
    void aDatabaseThatIsClosedForgetsNoConnection(@TempDir Path directory) throws Exception {
        if (dialect == Dialect.POSTGRESQL) {
            return; // it keeps no account of them
        }
        for (int times = 0; times < 3; times++) {
            Database.open(DatabaseSettings.embedded(directory)).close();
            System.gc();
            // Another one's opening is when H2 looks for those that were collected unclosed, and tells its trace.
            Database.open(DatabaseSettings.embedded(directory)).close();
        }
        assertThat(directory.resolve("grapevine.trace.db")).doesNotExist();
    }

    private List<String> history() {
        return TestDatabase.list(
                database,
                String.class,
                "SELECT CONCAT(\"version\", ' ', \"checksum\") FROM \"flyway_schema_history\" ORDER BY 1");
    }

    private void history(String sql) {
        database.writeOnly(handle -> handle.execute(sql));
    }

    @Test
    void listenersHearOfAChangeBeforeTheWriterGoesOnAndNeverOfARollback() {
        try (ChangeFeed feed = new ChangeFeed(database)) {
            Set<LinkKey> heard = ConcurrentHashMap.newKeySet();
            feed.subscribe(remember(heard));
            LinkKey key = new LinkKey("example.com", "abc");
            feed.writeOnly((handle, changes) -> changes.add(key));
            assertThat(heard).contains(key);
            assertThatThrownBy(() -> feed.writeOnly((handle, changes) -> {
                        changes.add(new LinkKey("example.com", "rolled-back"));
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(heard).doesNotContain(new LinkKey("example.com", "rolled-back"));
        }
    }

    @Test
    void anotherNodeHearsOfAChange() {
        if (dialect == Dialect.H2) {
            return; // one process
        }
        try (ChangeFeed here = new ChangeFeed(database);
                Database other = Database.open(test.settings());
                ChangeFeed there = new ChangeFeed(other)) {
            Set<LinkKey> heard = ConcurrentHashMap.newKeySet();
            there.subscribe(remember(heard));
            Awaitility.await().untilAsserted(() -> {
                here.writeOnly((handle, changes) -> {
                    for (int i = 0; i < 1000; i++) {
                        changes.add(new LinkKey("example.com", "code-" + i));
                    }
                });
                assertThat(heard)
                        .contains(new LinkKey("example.com", "code-0"), new LinkKey("example.com", "code-999"));
            });
        }
    }

    @Test
    void unitsThatArePutTogetherAreKeptTogetherOrNotAtAll() {
        assertThatThrownBy(() -> database.together(() -> {
                    database.writeOnly(handle -> insertSalt(handle, 1));
                    database.writeOnly(handle -> insertSalt(handle, 2));
                    assertThat(salts()).as("what is read sees what was written").isEqualTo(2);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(salts()).isZero();
        database.together(() -> {
            database.writeOnly(handle -> insertSalt(handle, 1));
            database.writeOnly(handle -> insertSalt(handle, 2));
            return true;
        });
        assertThat(salts()).isEqualTo(2);
    }

    @Test
    void aUnitThatFailsAmongOthersLetsAllFail() {
        assertThatThrownBy(() -> database.together(() -> {
                    database.writeOnly(handle -> insertSalt(handle, 1));
                    assertThatThrownBy(() -> database.writeOnly(handle -> {
                                throw new IllegalStateException("on purpose");
                            }))
                            .hasMessage("on purpose");
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(salts()).isZero();
    }

    @Test
    void listenersHearOfChangesThatArePutTogetherWhenAllIsKept() {
        try (ChangeFeed feed = new ChangeFeed(database)) {
            Set<LinkKey> heard = ConcurrentHashMap.newKeySet();
            feed.subscribe(remember(heard));
            LinkKey key = new LinkKey("example.com", "abc");
            database.together(() -> {
                feed.writeOnly((handle, changes) -> changes.add(key));
                assertThat(heard).isEmpty();
                return true;
            });
            assertThat(heard).contains(key);
        }
    }

    private static ChangeListener remember(Set<LinkKey> heard) {
        return new ChangeListener() {
            @Override
            public void onChange(Collection<LinkKey> keys) {
                heard.addAll(keys);
            }

            @Override
            public void onAll() {}
        };
    }

    private static void insertSalt(org.jdbi.v3.core.Handle handle, long day) {
        handle.execute("INSERT INTO salts (epoch_day, salt, created_at) VALUES (?, ?, 0)", day, new byte[] {1});
    }

    private long salts() {
        return test.count("salts");
    }
}
