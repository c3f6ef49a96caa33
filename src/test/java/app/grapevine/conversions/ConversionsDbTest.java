package app.grapevine.conversions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.base.Fault;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        conversions = new Conversions(test.database(), ids, ChannelCatalogue.load(null), ConversionWitness.NONE, clock);
        test.database().writeOnly(handle -> {
            handle.execute("""
                    INSERT INTO campaigns (slug, name, utm, created_at, updated_at, conversion_window_days, conversion_rule)
                    VALUES ('spring', 'Spring', '', 0, 0, NULL, NULL), ('autumn', 'Autumn', '', 0, 0, 2, 'first-click')""");
            handle.execute("""
                    INSERT INTO links (id, domain, code, campaign, destination, forward_query, track_conversions,
                        disabled, uses, created_at, updated_at)
                    VALUES (1, 'go.example', 'abc', 'spring', 'https://example.com/', FALSE, TRUE, FALSE, 0, 0, 0),
                        (2, 'go.example', 'def', 'autumn', 'https://example.com/', FALSE, TRUE, FALSE, 0, 0, 0)""");
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
        store(sequence, 1);
    }

    /** As the writer would: with where the node is. */
    private void store(long sequence, long link) {
        test.database().writeOnly(handle -> {
            handle.execute("""
                        INSERT INTO clicks (node, sequence, at, link_id, kind, channel, visibility, tier, rules_version,
                            first_of_day)
                        VALUES (?, ?, ?, ?, 'CLICK', 'whatsapp', 'PRIVATE', 'OBSERVED', 1, TRUE)""", NODE, sequence, clock.millis(), link);
            handle.execute(
                    "UPDATE journal_positions SET sequence = ? WHERE node = ? AND sequence < ?",
                    sequence,
                    NODE,
                    sequence);
        });
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
    void whatIsTiedToNoClickIsKeptWithTheReasonAndInNoReportOfClicks() {
        String id = ids.encode(NODE, STORED);
        String otherNode = ids.encode(NODE + 1, WAITING);
        String neverStored = ids.encode(NODE, STORED - 1);
        Instant clicked = clock.instant();
        clock.advance(Duration.ofDays(60));
        Map<List<String>, String> reasons = new LinkedHashMap<>();
        reasons.put(List.of(), "none");
        reasons.put(List.of(""), "malformed");
        reasons.put(List.of("abc", "~".repeat(22)), "malformed");
        reasons.put(List.of(otherNode), "unknown");
        reasons.put(List.of(neverStored, "abc"), "unknown");
        reasons.put(List.of(id), "expired");
        reasons.forEach((clickIds, reason) -> {
            Conversions.Outcome outcome = conversions.record(of(clickIds, null));
            assertThat(outcome.created()).isTrue();
            assertThat(outcome.conversion().clickId()).as(reason).isNull();
            assertThat(outcome.conversion().reason())
                    .as("%s", clickIds)
                    .isEqualTo(UnattributedReason.BY_LABEL.get(reason));
            assertThat(outcome.conversion().campaign()).isEqualTo(reason.equals("expired") ? "spring" : null);
        });
        Conversion early =
                conversions.record(of(List.of(id), clicked.minusSeconds(301))).conversion();
        assertThat(early.reason()).isEqualTo(UnattributedReason.BEFORE_CLICK);
        assertThat(early.campaign()).isEqualTo("spring");
        Map<String, List<String>> ever = Map.of("from", List.of("2026-01-01"));
        assertThat(figures(ever).conversions()).isZero();
        conversions.record(of(List.of(id), clicked.minusSeconds(299)));
        conversions.record(of(List.of(id), clicked.plus(Duration.ofDays(30))));
        conversions.record(of(List.of(id), clicked.plus(Duration.ofDays(30)).plusMillis(1)));
        assertThat(figures(ever).conversions()).isEqualTo(2);
        assertThat(figures(ever).revenue()).isEqualTo(new Money(new BigDecimal("99.80"), "EUR"));
    }

    /** The window is the campaign's, and so is the rule by which one of several is taken. */
    @Test
    void ofSeveralClicksItIsTheOneThatItsCampaignSays() {
        store(20, 1);
        clock.advance(Duration.ofDays(1));
        store(21, 2);
        clock.advance(Duration.ofDays(1));
        store(22, 2);
        Instant last = clock.instant();
        List<String> all = Stream.of(22, 20, 21, STORED)
                .map(number -> ids.encode(NODE, number.longValue()))
                .toList();
        Map<Duration, Long> expected = new LinkedHashMap<>();
        expected.put(Duration.ofHours(1), 21L); // autumn, which counts the first of its own
        expected.put(Duration.ofHours(25), 22L); // the first of its own is more than two days ago
        expected.put(Duration.ofHours(49), 20L); // both are; spring counts the last, for 30 days
        expected.put(Duration.ofDays(-1).plusHours(1), 21L);
        expected.put(Duration.ofHours(-47), 20L);
        clock.advance(Duration.ofDays(40));
        expected.forEach((after, sequence) -> {
            Conversion conversion =
                    conversions.record(of(all, last.plus(after))).conversion();
            assertThat(conversion.clickId()).as("%s after the last", after).isEqualTo(ids.encode(NODE, sequence));
        });
        assertThat(conversions
                        .record(of(all, last.plus(Duration.ofDays(29))))
                        .conversion()
                        .reason())
                .isEqualTo(UnattributedReason.EXPIRED);
    }

    @Test
    void whatWaitsForOneOfSeveralClicksIsTiedOnceAllAreStored() {
        List<String> both = List.of(ids.encode(NODE, WAITING), ids.encode(NODE, STORED), ids.encode(NODE, WAITING + 1));
        clock.advance(Duration.ofHours(2));
        Conversion conversion = conversions.record(of(both, null)).conversion();
        assertThat(conversion.reason()).isNull();
        store(WAITING);
        assertThat(conversions.settle()).isZero();
        clock.advance(Duration.ofHours(1));
        store(WAITING + 1);
        assertThat(conversions.settle()).isEqualTo(1);
        assertThat(test.one(Long.class, "SELECT sequence FROM conversions")).isEqualTo(WAITING);
        assertThat(test.one(String.class, "SELECT candidates FROM conversions")).isNull();
    }

    @Test
    void aClickThatNeverComesIsUnknownInTheEnd() {
        conversions.record(of(List.of(ids.encode(NODE, WAITING)), null));
        conversions.record(of(List.of(ids.encode(NODE, WAITING + 1)), null));
        store(WAITING + 1, 1);
        assertThat(conversions.settle()).isEqualTo(2);
        assertThat(test.one(String.class, "SELECT reason FROM conversions WHERE link_id = -1"))
                .isEqualTo("unknown");
        assertThat(figures(Map.of()).conversions()).isEqualTo(1);
        conversions.record(of(List.of(ids.encode(NODE, WAITING + 2)), null));
        clock.advance(Duration.ofDays(30));
        assertThat(conversions.settle()).isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(conversions.settle()).as("its journal is lost").isEqualTo(1);
    }

    @Test
    void whereSomebodyHeardOfItIsAChannelWhereItIsCalledSo() {
        Map<String, String> kept = Map.of(
                "whatsapp", "whatsapp", " WhatsApp ", "whatsapp", "TELEGRAM", "telegram", "a friend", "a friend");
        kept.forEach((said, expected) -> assertThat(
                        conversions.record(said(said, null)).conversion().heardFrom())
                .isEqualTo(expected));
        assertThat(conversions.record(said(null, null)).conversion().heardFrom())
                .isNull();
        assertThat(faults(said("x".repeat(101), "No Slug"))).containsExactly("heardFrom", "campaign");
        assertThat(faults(said("none", "nobodys"))).containsExactly("heardFrom");
        assertThat(faults(said("a friend", "nobodys"))).containsExactly("campaign");
        assertThat(conversions.record(said("a friend", "autumn")).conversion().campaign())
                .isEqualTo("autumn");
    }

    private ConversionDraft said(String heardFrom, String campaign) {
        return new ConversionDraft(List.of(), "sale", null, null, null, null, heardFrom, campaign);
    }

    /** Clicks of others are unknown to who has a part, and what is tied to none is theirs. */
    @Test
    void whoHasAPartIsToldNothingOfOthersClicks() {
        Reach autumn = new Reach("autumn");
        Conversion foreign =
                conversions.record(draft(STORED, "order-1", null), autumn).conversion();
        assertThat(foreign.reason()).isEqualTo(UnattributedReason.UNKNOWN);
        assertThat(foreign.campaign()).isEqualTo("autumn");
        assertThat(conversions.record(draft(STORED, "order-1", null), autumn).created())
                .isFalse();
        assertThat(conversions.cancel(new Cancellation("order-1", null), autumn).created())
                .isTrue();
        conversions.record(draft(STORED, "order-2", null));
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> conversions.record(draft(STORED, "order-2", null), autumn))
                        .faults())
                .extracting(Fault::field)
                .containsExactly("externalId");
        assertThat(catchThrowableOfType(
                                RefusedException.class, () -> conversions.record(said("a friend", "spring"), autumn))
                        .faults())
                .extracting(Fault::field)
                .containsExactly("campaign");
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> conversions.record(draft(WAITING, "order-3", null), autumn))
                        .reason())
                .isEqualTo(RefusedException.Reason.BUSY);
    }

    @Test
    void whatIsSaidOfACampaignGoesWithIt() {
        conversions.record(said("a friend", "autumn"));
        conversions.record(said("a friend", "spring"));
        Conversions.erase(test.database(), "autumn");
        assertThat(test.one(String.class, "SELECT campaign FROM conversions")).isEqualTo("spring");
    }

    @Test
    void aVisitThatIsErasedIsNoCandidateAnyMore() {
        conversions.record(of(List.of(ids.encode(NODE, STORED), ids.encode(NODE, WAITING)), null));
        Click erased =
                new Click(NODE, STORED, 0, 1, Kind.SUPPRESSED, null, false, null, null, Agent.UNKNOWN, null, false);
        test.database().writeOnly(handle -> Conversions.eraseOf(handle, List.of(erased)));
        assertThat(test.one(String.class, "SELECT candidates FROM conversions")).isNull();
        store(WAITING);
        assertThat(conversions.settle()).isEqualTo(1);
        assertThat(test.one(Long.class, "SELECT sequence FROM conversions")).isEqualTo(WAITING);
    }

    @Test
    void reportsTellConversionsApartByWhatTheyWereAndWherePeopleSayToHaveHeardOfIt() {
        conversions.record(event("sale", "whatsapp"));
        conversions.record(event("sale", "a friend"));
        conversions.record(event("lead", null));
        StatsAnswer byEvent = answer(Map.of("by", List.of("event")));
        assertThat(byEvent.rows())
                .extracting(row -> row.keys() + " " + row.figures().conversions() + " "
                        + row.figures().clicks())
                .containsExactly("{event=sale} 2 0", "{event=lead} 1 0");
        assertThat(byEvent.total().conversions()).isEqualTo(3);
        assertThat(answer(Map.of("by", List.of("channel,event"))).rows())
                .extracting(row -> row.keys() + " " + row.figures().conversions())
                .containsExactly("{channel=whatsapp, event=sale} 2", "{channel=whatsapp, event=lead} 1");
        assertThat(answer(Map.of("by", List.of("heardFrom,campaign"))).rows())
                .extracting(row -> row.keys() + " " + row.figures().conversions())
                .containsExactlyInAnyOrder(
                        "{heardFrom=whatsapp, campaign=spring} 1",
                        "{heardFrom=a friend, campaign=spring} 1",
                        "{heardFrom=null, campaign=spring} 1");
        assertThat(figures(Map.of("event", List.of("sale"), "heardFrom", List.of("a friend", "none")))
                        .conversions())
                .isEqualTo(1);
        assertThat(figures(Map.of("heardFrom", List.of("none"), "channel", List.of("whatsapp")))
                        .conversions())
                .isEqualTo(1);
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> answer(Map.of("by", List.of("event"), "conversions", List.of("false"))))
                        .faults())
                .extracting(Fault::field)
                .containsExactly("by");
    }

    private ConversionDraft event(String event, String heardFrom) {
        return new ConversionDraft(List.of(ids.encode(NODE, STORED)), event, null, null, null, null, heardFrom, null);
    }

    private ConversionDraft of(List<String> clickIds, Instant occurredAt) {
        return new ConversionDraft(clickIds, "sale", new BigDecimal("49.9"), "EUR", null, occurredAt, null, null);
    }

    @Test
    void whatIsWrongIsNamed() {
        String id = ids.encode(NODE, STORED);
        Instant now = clock.instant();
        assertThat(faults(new ConversionDraft(null, null, null, null, null, null)))
                .containsExactly("event");
        assertThat(faults(new ConversionDraft(id, " ", new BigDecimal("-1e14"), "XYZ", "", now.plusSeconds(301))))
                .containsExactly("event", "externalId", "value.amount", "value.currency", "occurredAt");
        assertThat(faults(new ConversionDraft(id, "a".repeat(101), new BigDecimal("0.00001"), null, null, null)))
                .containsExactly("event", "value.currency", "value.amount");
        assertThat(faults(new ConversionDraft(id, "a\u0000", new BigDecimal("1e14"), "EUR", "\ud800", null)))
                .containsExactly("event", "externalId", "value.amount");
        assertThat(faults(of(Collections.nCopies(21, id), null))).containsExactly("clickIds");
        assertThat(faults(new ConversionDraft(id, "a", null, null, null, Instant.MIN)))
                .containsExactly("occurredAt");
    }

    @Test
    void whatIsCalledOffCountsNowhereWhicheverComesFirst() {
        conversions.record(draft(STORED, "order-1", null));
        conversions.record(draft(STORED, "order-2", null));
        Cancelled cancelled = conversions.cancel(new Cancellation("order-1", null), Reach.ALL);
        assertThat(cancelled.created()).isTrue();
        assertThat(cancelled.cancellation().occurredAt()).isEqualTo(clock.instant());
        clock.advance(Duration.ofMinutes(1));
        Cancelled again = conversions.cancel(new Cancellation("order-1", clock.instant()), Reach.ALL);
        assertThat(again).isEqualTo(new Cancelled(cancelled.cancellation(), false));
        conversions.cancel(new Cancellation("order-3", null), Reach.ALL);
        assertThat(conversions.record(draft(STORED, "order-3", null)).created()).isTrue();
        for (Map<String, List<String>> question : List.of(
                Map.<String, List<String>>of(),
                Map.of("code", List.of("abc")),
                Map.of("channel", List.of("whatsapp")))) {
            assertThat(figures(question).conversions()).isEqualTo(1);
            assertThat(figures(question).revenue()).isEqualTo(new Money(new BigDecimal("49.90"), "EUR"));
        }
    }

    @Test
    void aCorrectionIsInTheRevenueAndNoConversion() {
        conversions.record(draft(STORED, "order-1", null));
        conversions.record(new ConversionDraft(
                ids.encode(NODE, STORED), "refund", new BigDecimal("-9.9"), "EUR", "refund-1", null));
        conversions.record(
                new ConversionDraft(ids.encode(NODE, STORED), "refund", new BigDecimal("-5"), "USD", "refund-2", null));
        for (Map<String, List<String>> question :
                List.of(Map.<String, List<String>>of(), Map.of("channel", List.of("whatsapp")))) {
            Figures figures = figures(question);
            assertThat(figures.conversions()).isEqualTo(1);
            assertThat(figures.revenue()).isEqualTo(new Money(new BigDecimal("40"), "EUR"));
            assertThat(figures.otherRevenue()).containsExactly(new Money(new BigDecimal("-5"), "USD"));
        }
    }

    /** What was sold within the window comes back behind it as well, and its revenue would else stay. */
    @Test
    void aCorrectionCountsHoweverLongAfterItsClick() {
        String click = ids.encode(NODE, STORED);
        conversions.record(draft(STORED, "order-1", null));
        clock.advance(Duration.ofDays(200));
        BigDecimal back = new BigDecimal("-49.90");
        Conversion correction = conversions
                .record(new ConversionDraft(click, "refund", back, "EUR", "refund-1", null))
                .conversion();
        assertThat(correction.reason()).isNull();
        assertThat(correction.clickId()).isEqualTo(click);
        assertThat(conversions
                        .record(new ConversionDraft(click, "sale", back.negate(), "EUR", "order-2", null))
                        .conversion()
                        .reason())
                .isEqualTo(UnattributedReason.EXPIRED);
        Instant beforeClick = clock.instant().minus(Duration.ofDays(300));
        assertThat(conversions
                        .record(new ConversionDraft(click, "refund", back, "EUR", "refund-2", beforeClick))
                        .conversion()
                        .reason())
                .isEqualTo(UnattributedReason.BEFORE_CLICK);
    }

    @Test
    void whoHasAPartCallsOffOnlyWhatIsTheirs() {
        conversions.record(draft(STORED, "order-1", null));
        conversions.record(draft(WAITING, "order-2", null));
        Reach spring = new Reach("spring");
        assertThat(refusal(new Cancellation("order-1", null), new Reach("autumn"))
                        .faults())
                .extracting(Fault::field)
                .containsExactly("cancels");
        assertThat(refusal(new Cancellation("order-9", null), spring).faults())
                .extracting(Fault::field)
                .containsExactly("cancels");
        assertThat(refusal(new Cancellation("order-2", null), spring).reason()).isEqualTo(RefusedException.Reason.BUSY);
        assertThat(conversions.cancel(new Cancellation("order-1", null), spring).created())
                .isTrue();
        assertThat(refusal(new Cancellation("", clock.instant().plusSeconds(301)), spring)
                        .faults())
                .extracting(Fault::field)
                .containsExactly("cancels", "occurredAt");
    }

    private RefusedException refusal(Cancellation cancellation, Reach reach) {
        return catchThrowableOfType(RefusedException.class, () -> conversions.cancel(cancellation, reach));
    }

    @Test
    void manyAtOnceAreTakenOrRefusedEachByItself() {
        List<Reported> all = List.of(
                draft(STORED, "z", null),
                draft(STORED, "z", null),
                new ConversionDraft("nobody's", "sale", null, null, "y", null),
                new Cancellation("a", null),
                draft(STORED, "a", null),
                new ConversionDraft(ids.encode(NODE, STORED), " ", null, null, null, null),
                draft(STORED, null, null));
        List<Conversions.Result> results = conversions.recordAll(all, Reach.ALL);
        assertThat(results.stream().map(ConversionsDbTest::inShort))
                .containsExactly("true", "false", "true", "true", "true", "event", "true");
        assertThat(figures(Map.of()).conversions()).isEqualTo(2);
        assertThat(conversions.recordAll(all.subList(0, 5), Reach.ALL).stream()
                        .filter(result ->
                                result.outcome() != null && result.outcome().created()))
                .as("sent again")
                .isEmpty();
    }

    private static String inShort(Conversions.Result result) {
        if (result.refusal() != null) {
            return result.refusal().faults().get(0).field();
        }
        return String.valueOf(
                result.outcome() == null
                        ? result.cancelled().created()
                        : result.outcome().created());
    }

    /** Whatever the order in which each side tells it: none waits for another in a ring. */
    @Test
    void theSameManyAtOnceFromSeveralSidesCountOnce() {
        List<Reported> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(draft(i % 3 == 0 ? WAITING : STORED, "order-" + i, null));
            all.add(new Cancellation("order-" + i + (i % 2 == 0 ? "" : "-of-nobody"), null));
        }
        store(WAITING);
        List<CompletableFuture<Long>> attempts = IntStream.range(0, 6)
                .mapToObj(i -> {
                    List<Reported> shuffled = new ArrayList<>(all);
                    Collections.shuffle(shuffled, new Random(i));
                    return CompletableFuture.supplyAsync(() -> conversions.recordAll(shuffled, Reach.ALL).stream()
                            .filter(result -> inShort(result).equals("true"))
                            .count());
                })
                .toList();
        assertThat(attempts.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(600);
        assertThat(figures(Map.of()).conversions()).isEqualTo(150);
    }

    @Test
    void whoTellsThatItIsAndWhoTellsThatItIsCalledOffFirstDoNotWaitForEachOther() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        for (int round = 0; round < 40; round++) {
            Reported sale = draft(STORED, "order-" + round, null);
            Reported off = new Cancellation("order-" + round, null);
            List<CompletableFuture<Long>> attempts = Stream.of(List.of(sale, off), List.of(off, sale))
                    .map(both -> CompletableFuture.supplyAsync(() -> {
                        await(together);
                        return conversions.recordAll(both, Reach.ALL).stream()
                                .filter(result -> inShort(result).equals("true"))
                                .count();
                    }))
                    .toList();
            assertThat(attempts.get(0).get() + attempts.get(1).get()).isEqualTo(2);
        }
        assertThat(figures(Map.of()).conversions()).isZero();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasCalledOffGoesWithItsLink() {
        conversions.record(draft(STORED, "order-1", null));
        conversions.cancel(new Cancellation("order-1", null), Reach.ALL);
        conversions.cancel(new Cancellation("order-2", null), Reach.ALL);
        Conversions.erase(test.database(), 1);
        assertThat(test.one(Long.class, "SELECT COUNT(*) FROM conversions")).isZero();
        assertThat(test.one(String.class, "SELECT external_id FROM conversion_cancels"))
                .isEqualTo("order-2");
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
        return answer(raw).total();
    }

    private StatsAnswer answer(Map<String, List<String>> raw) {
        Stats stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        return stats.answer(StatsQuery.parse(new Parameters(raw), clock));
    }
}
