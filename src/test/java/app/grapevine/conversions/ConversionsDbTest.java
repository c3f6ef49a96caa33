package app.grapevine.conversions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.grapevine.MutableClock;
import app.grapevine.base.Fault;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsQuery;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ConversionsDbTest {
    private static final long NODE = 5;
    private static final long STORED = 10;
    private static final long WAITING = 11;

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private TestDatabase test;
    private ClickIds ids;
    private Conversions conversions;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        ids = ClickIds.open(test.database());
        conversions = new Conversions(test.database(), ids, clock);
        test.database().writeOnly(handle -> {
            handle.execute("""
                    INSERT INTO links (id, domain, code, destination, forward_query, track_conversions, disabled, uses,
                        created_at, updated_at)
                    VALUES (1, 'go.example', 'abc', 'https://example.com/', FALSE, TRUE, FALSE, 0, 0, 0)""");
            handle.execute(
                    "INSERT INTO journal_positions (node, epoch, sequence, updated_at) VALUES (?, 1, ?, 0)",
                    NODE,
                    STORED);
        });
        store(STORED);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void store(long sequence) {
        test.database().writeOnly(handle -> handle.execute("""
                        INSERT INTO clicks (node, sequence, at, link_id, kind, channel, visibility, tier, rules_version,
                            first_of_day)
                        VALUES (?, ?, ?, 1, 'CLICK', 'whatsapp', 'PRIVATE', 'OBSERVED', 1, TRUE)""", NODE, sequence, clock.millis()));
    }

    @Test
    void aConversionIsReportedUnderItsClicksChannel() {
        clock.advance(Duration.ofHours(1));
        Conversions.Outcome outcome = conversions.record(draft(STORED, "order-1", null));
        assertThat(outcome.created()).isTrue();
        assertThat(outcome.conversion().value()).isEqualTo(new Money(new BigDecimal("49.90"), "EUR"));
        assertThat(outcome.conversion().occurredAt()).isEqualTo(clock.instant());
        assertThat(figures(Map.of("channel", List.of("whatsapp"))).conversions())
                .isEqualTo(1);
        assertThat(figures(Map.of("code", List.of("abc"))).revenue())
                .isEqualTo(new Money(new BigDecimal("49.90"), "EUR"));
        assertThat(figures(Map.of("channel", List.of("telegram"))).conversions())
                .isZero();
    }

    @Test
    void theSameExternalIdCountsOnce() {
        Conversion first = conversions.record(draft(STORED, "order-1", null)).conversion();
        Conversions.Outcome again = conversions.record(draft(STORED, "order-1", null));
        assertThat(again.created()).isFalse();
        assertThat(again.conversion()).isEqualTo(first);
        conversions.record(draft(STORED, null, null));
        conversions.record(draft(STORED, null, null));
        assertThat(figures(Map.of()).conversions()).isEqualTo(3);
    }

    @Test
    void theSameExternalIdAtOnceCountsOnce() {
        List<CompletableFuture<Boolean>> attempts = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> conversions.record(draft(STORED, "order-1", null)).created()))
                .toList();
        assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(figures(Map.of()).conversions()).isEqualTo(1);
    }

    @Test
    void aClickThatWaitsInTheJournalIsKnownByItsId() {
        assertThat(conversions.record(draft(WAITING, "order-2", null)).created())
                .isTrue();
        assertThat(figures(Map.of()).conversions()).isZero();
        store(WAITING);
        assertThat(figures(Map.of("channel", List.of("whatsapp"))).conversions())
                .isEqualTo(1);
        assertThat(figures(Map.of("code", List.of("abc"))).conversions()).isEqualTo(1);
        assertThat(conversions.settle()).isEqualTo(1);
        assertThat(conversions.settle()).isZero();
        assertThat(figures(Map.of("code", List.of("abc"))).conversions()).isEqualTo(1);
    }

    @Test
    void anUnknownClickIsRefused() {
        String otherNode = ids.encode(NODE + 1, WAITING);
        String neverStored = ids.encode(NODE, STORED - 1);
        for (String clickId : List.of("", "abc", "0".repeat(22), "~".repeat(22), otherNode, neverStored)) {
            assertThat(faults(new ConversionDraft(clickId, "sale", null, null, null, null)))
                    .containsExactly("clickId");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        String id = ids.encode(NODE, STORED);
        Instant now = clock.instant();
        assertThat(faults(new ConversionDraft(null, null, null, null, null, null)))
                .containsExactly("clickId", "event");
        assertThat(faults(new ConversionDraft(id, " ", new BigDecimal("-1"), "XYZ", "", now.plusSeconds(301))))
                .containsExactly("event", "externalId", "value.amount", "value.currency", "occurredAt");
        assertThat(faults(new ConversionDraft(id, "a".repeat(101), new BigDecimal("0.00001"), null, null, null)))
                .containsExactly("event", "value.currency", "value.amount");
        assertThat(faults(new ConversionDraft(id, "a\u0000", new BigDecimal("1e14"), "EUR", "\ud800", null)))
                .containsExactly("event", "externalId", "value.amount");
        assertThat(faults(new ConversionDraft(id, "a", null, null, null, now.minusSeconds(301))))
                .containsExactly("occurredAt");
        assertThat(faults(new ConversionDraft(id, "a", null, null, null, Instant.MIN)))
                .containsExactly("occurredAt");
    }

    private List<String> faults(ConversionDraft draft) {
        return catchThrowableOfType(RefusedException.class, () -> conversions.record(draft)).faults().stream()
                .map(Fault::field)
                .toList();
    }

    private ConversionDraft draft(long sequence, String externalId, Instant occurredAt) {
        return new ConversionDraft(
                ids.encode(NODE, sequence), "sale", new BigDecimal("49.9"), "EUR", externalId, occurredAt);
    }

    private Figures figures(Map<String, List<String>> raw) {
        Stats stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        return stats.answer(StatsQuery.parse(new Parameters(raw), clock)).total();
    }
}
