package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of YOURLS' tables, as mysqldump writes them. */
class YourlsDumpTest {
    private static final String DUMP = """
            -- MySQL dump 10.13  Distrib 8.0.36
            /*!40101 SET NAMES utf8mb4 */;
            CREATE TABLE `yourls_log` (
              `click_id` int NOT NULL AUTO_INCREMENT,
              `click_time` datetime NOT NULL,
              `shorturl` varchar(100) NOT NULL,
              `referrer` varchar(200) NOT NULL,
              `user_agent` varchar(255) NOT NULL,
              `ip_address` varchar(41) NOT NULL,
              `country_code` char(2) NOT NULL,
              PRIMARY KEY (`click_id`)
            ) ENGINE=InnoDB;
            LOCK TABLES `yourls_log` WRITE;
            INSERT INTO `yourls_log` VALUES (1,'2020-07-01 12:00:00','Ab','direct','Mozilla/5.0 (it\\'s; me)','192.0.2.7','IT'),\
            (2,'2020-07-01 12:00:01','gone','https://t.co/','x','198.51.100.2',''),(3,'2020-07-02 00:30:00','Ab','https://t.co/','y','2001:db8::1','de');
            UNLOCK TABLES;
            CREATE TABLE `yourls_options` (
              `option_id` bigint NOT NULL,
              `option_value` longtext
            );
            INSERT INTO `yourls_options` VALUES (1,NULL),(2,'a:1:{s:3:\\"(,)\\";}');
            CREATE TABLE `yourls_url` (
              `keyword` varchar(100) NOT NULL,
              `url` text,
              `title` text,
              `timestamp` timestamp NOT NULL,
              `ip` varchar(41) NOT NULL,
              `clicks` int unsigned NOT NULL
            );
            INSERT INTO `yourls_url` VALUES ('Ab','https://shop.example/?a=1&b=(2,3)','Caf\u00e9; it''s','2020-06-30 23:00:00','192.0.2.1',5);
            INSERT INTO `yourls_url` (`keyword`, `url`, `title`, `timestamp`, `ip`, `clicks`) VALUES
            (_binary 'x/y.z','https://shop.example/2','https://shop.example/2','2020-06-30 23:00:00','192.0.2.1',0);
            """;

    @TempDir
    private Path directory;

    private static BroughtSoFar having(Map<String, Long> ids) {
        return new BroughtSoFar() {
            @Override
            public List<Brought> after(long linkId) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Brought> find(String key) {
                return Optional.ofNullable(ids.get(key)).map(id -> new Brought(id, key, null, null));
            }
        };
    }

    private YourlsDump dump(String text) throws IOException {
        return new YourlsDump(Files.writeString(directory.resolve("yourls.sql"), text), ZoneId.of("Europe/Rome"));
    }

    @Test
    void linksComeWithWhatTheirCounterHasBeyondTheLog() throws IOException {
        try (YourlsDump dump = dump(DUMP)) {
            LinkPage page = dump.links("");

            assertThat(page.isLast()).isTrue();
            ForeignLink first = page.links().get(0);
            assertThat(first.code()).isEqualTo("Ab");
            assertThat(first.destination()).isEqualTo("https://shop.example/?a=1&b=(2,3)");
            assertThat(first.title()).isEqualTo("Caf\u00e9; it's");
            assertThat(first.createdAt()).isEqualTo(Instant.parse("2020-06-30T21:00:00Z"));
            assertThat(first.visits()).isEqualTo(5L);
            assertThat(first.singleVisits()).isEqualTo(2L);
            ForeignLink second = page.links().get(1);
            assertThat(second.code()).isEqualTo("x/y.z");
            assertThat(second.title()).isNull();
        }
    }

    @Test
    void whatOthersHaveInTheSameDatabaseIsPassedOver() throws IOException {
        String others = """
                INSERT INTO `wp_redirects_url` (`id`, `url`) VALUES (1,'https://other.example/');
                INSERT INTO `wp_mail_log` (`id`, `click_time`) VALUES (1,'2020-07-01 12:00:00');
                """;
        try (YourlsDump dump = dump(others + DUMP + others)) {
            assertThat(dump.links("").links()).extracting(ForeignLink::code).containsExactly("Ab", "x/y.z");
            assertThat(dump.visits(having(Map.of("/Ab", 9L)), Long.MAX_VALUE, "")
                            .visits())
                    .hasSize(2);
        }
    }

    @Test
    void aCodeThatIsWrittenInNumbersIsFoundAsItIsAskedFor() throws IOException {
        String numbers = DUMP.replace("'Ab'", "'%C3%BC'").replace("Mozilla/5.0 (it\\'s; me)", "-");
        try (YourlsDump dump = dump(numbers)) {
            ForeignLink link = dump.links("").links().get(0);
            VisitPage page = dump.visits(having(Map.of("/ü", 9L)), Long.MAX_VALUE, "");

            assertThat(link.code()).isEqualTo("ü");
            assertThat(link.singleVisits()).isEqualTo(2L);
            assertThat(page.visits()).hasSize(2);
            assertThat(page.visits().get(0).userAgent()).isEmpty();
        }
    }

    @Test
    void visitsComeFromTheLastOneOn() throws IOException {
        try (YourlsDump dump = dump(DUMP)) {
            BroughtSoFar brought = having(Map.of("/Ab", 9L));
            VisitPage page = dump.visits(brought, Long.MAX_VALUE, "");

            assertThat(page.visits()).extracting(ForeignVisit::linkId).containsExactly(9L, 9L);
            assertThat(page.unknown()).isEqualTo(1);
            ForeignVisit first = page.visits().get(0);
            assertThat(first.referrer()).isEmpty();
            assertThat(first.userAgent()).isEqualTo("Mozilla/5.0 (it's; me)");
            assertThat(first.country()).isEqualTo("IT");
            assertThat(first.address()).isNotNull();
            assertThat(first.toString()).doesNotContain("192.0.2");
            assertThat(page.visits().get(1).country()).isEqualTo("DE");
            assertThat(page.next()).isEqualTo("3");
            assertThat(dump.visits(brought, Long.MAX_VALUE, "1").visits()).hasSize(1);
            assertThat(dump.visits(brought, Long.MAX_VALUE, "3").visits()).isEmpty();
            long noon = Instant.parse("2020-07-01T12:00:00Z").toEpochMilli();
            assertThat(dump.visits(brought, noon, "").visits()).hasSize(1);
        }
    }

    /** Whoever brought a link with its sum has in it what the log has. */
    @Test
    void visitsThatASumHasAreNotBroughtSingly() throws IOException {
        try (YourlsDump dump = dump(DUMP)) {
            long noon = Instant.parse("2020-07-01T12:00:00Z").toEpochMilli();
            BroughtSoFar brought = new BroughtSoFar() {
                @Override
                public List<Brought> after(long linkId) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Optional<Brought> find(String key) {
                    return Optional.of(new Brought(9L, key, noon, 5L));
                }
            };

            assertThat(dump.visits(brought, Long.MAX_VALUE, "").visits())
                    .isNotEmpty()
                    .allSatisfy(visit -> assertThat(visit.at().toEpochMilli()).isGreaterThan(noon));
            assertThat(dump.visits(brought, noon, "").visits()).isEmpty();
        }
    }

    /** Of what is chosen by mistake, such as a film, no more is held than of a dump. */
    @Test
    void whatIsNoDumpIsReadWithoutBeingHeld() throws IOException {
        try (YourlsDump dump = dump("x".repeat(3_000_000))) {
            assertThat(dump.links("").links()).isEmpty();
        }
        try (YourlsDump dump = dump("INSERT INTO `yourls_url` VALUES (" + ",".repeat(100_000))) {
            assertThatThrownBy(() -> dump.links("")).hasMessageContaining("a row has no end");
        }
        try (YourlsDump dump = dump("INSERT INTO `yourls_url` VALUES (" + "x".repeat(3_000_000))) {
            assertThatThrownBy(() -> dump.links("")).hasMessageContaining("a value has no end");
        }
    }

    @Test
    void aCompressedDumpIsReadToo() throws IOException {
        Path file = directory.resolve("yourls.sql.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(DUMP.getBytes(StandardCharsets.UTF_8));
        }
        try (YourlsDump dump = new YourlsDump(file, ZoneId.of("UTC"))) {
            assertThat(dump.links("").links()).hasSize(2);
        }
    }

    @Test
    void whatIsCutOffIsRefusedAndNotTakenForTheEnd() throws IOException {
        try (YourlsDump dump = dump(DUMP.substring(0, DUMP.indexOf("198.51.100.2")))) {
            assertThatThrownBy(() -> dump.links(""))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("has no end");
        }
    }
}
