package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.Money;
import app.grapevine.conversions.UnattributedReason;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.stats.NaiveStats.TestLink;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedConversionsDbTest {
    private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");
    private static final int LINKS = 9;
    /** Some pieces of a stream. */
    private static final int TOLD = 2600;

    /** What becomes of the id of a click. */
    private enum State {
        TIED,
        WAITING_AND_STORED,
        WAITING,
        UNATTRIBUTED
    }

    /** A conversion as it is in the table. @param click null where it is not stored, and where there is none */
    private record Told(
            String id,
            State state,
            Click click,
            UnattributedReason reason,
            String campaign,
            String event,
            BigDecimal amount,
            String currency,
            String externalId,
            String heardFrom,
            long at,
            boolean cancelled) {
        boolean isOf(Predicate<TestLink> link) {
            return click != null && link.test(link(click.linkId()));
        }

        boolean has(VisitFilter.Property property, String value) {
            return click != null && Objects.equals(property.of(click), value);
        }
    }

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-02T00:00:00Z");
    private final List<Told> told = new ArrayList<>();
    private TestDatabase test;
    private ClickIds ids;
    private RecordedConversions conversions;
    private Stats stats;

    private static TestLink link(long id) {
        String campaign = id % 3 == 0 ? null : "c" + id % 3;
        return new TestLink(
                id, "go.example", "code" + id, campaign, null, id == 4 ? "press" : null, 0, List.of("t" + id % 2));
    }

    @BeforeAll
    void fill() {
        test = TestDatabase.fresh(dialect);
        ids = ClickIds.open(test.database());
        conversions = new RecordedConversions(test.database(), ids);
        stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        List<Click> clicks = new RandomVisits(1, 5, FROM, FROM.plusSeconds(3600)).next(300, LINKS);
        List<Integer> order = new ArrayList<>(IntStream.range(0, TOLD).boxed().toList());
        Random random = new Random(7);
        Collections.shuffle(order, random);
        order.forEach(i -> told.add(told(i, clicks.get(random.nextInt(clicks.size())), random)));
        test.database().writeOnly(handle -> {
            RandomVisits.add(handle, dialect, clicks);
            for (long link = 1; link <= LINKS; link++) {
                StatsDbTest.insert(handle, link(link));
            }
            insert(handle);
        });
        told.sort(Comparator.comparingLong(Told::at).thenComparing(Told::id).reversed());
    }

    private static Told told(int i, Click click, Random random) {
        State state = State.values()[Math.max(0, random.nextInt(10) - 6)];
        boolean stored = state == State.TIED || state == State.WAITING_AND_STORED;
        String currency = new String[] {null, "EUR", "EUR", "USD"}[random.nextInt(4)];
        UnattributedReason[] reasons = UnattributedReason.values();
        String externalId = random.nextInt(7) == 0 ? null : "order-" + i;
        return new Told(
                "%05d".formatted(i),
                state,
                stored ? click : null,
                state == State.UNATTRIBUTED ? reasons[random.nextInt(reasons.length)] : null,
                random.nextInt(2) == 0 ? null : "c" + random.nextInt(3),
                random.nextInt(3) == 0 ? "lead" : "sale",
                currency == null ? null : new BigDecimal(random.nextInt(100_000) - 20_000).movePointLeft(2),
                currency,
                externalId,
                new String[] {null, "whatsapp", "a friend"}[random.nextInt(3)],
                // Several a millisecond, so that the place in the list hangs on the id as well.
                FROM.toEpochMilli() + random.nextInt(900),
                externalId != null && random.nextInt(6) == 0);
    }

    private void insert(Handle handle) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO conversions (id, node, sequence, link_id, clicked_at, reason, campaign, event, amount, currency, external_id,
                    heard_from, occurred_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""");
        for (Told one : told) {
            Click click = one.click();
            // What earlier versions tied has no time of its click.
            boolean isNoted = one.state() == State.TIED && one.id().endsWith("0");
            batch.add(
                    one.id(),
                    one.state() == State.UNATTRIBUTED ? 0 : 5,
                    click != null ? click.sequence() : one.state() == State.WAITING ? 1_000_000 : 0,
                    one.state() == State.TIED ? click.linkId() : one.state() == State.UNATTRIBUTED ? -1 : 0,
                    isNoted ? click.atMillis() : null,
                    one.reason() == null ? null : one.reason().label(),
                    one.campaign(),
                    one.event(),
                    one.amount(),
                    one.currency(),
                    one.externalId(),
                    one.heardFrom(),
                    one.at());
        }
        batch.execute();
        PreparedBatch cancels = handle.prepareBatch(
                "INSERT INTO conversion_cancels (external_id, occurred_at, created_at) VALUES (?, ?, 0)");
        told.stream().filter(Told::cancelled).forEach(one -> cancels.add(one.externalId(), one.at() + 5));
        cancels.execute();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void pagesGoThroughAllConversionsFromTheNewestToTheOldest() {
        assertThat(paged("limit", "499")).isEqualTo(idsOf(one -> true));
        assertThat(paged("to", "2026-05-01T00:00:00Z")).isEmpty();
        assertThat(paged("from", "2026-05-01T00:15:00Z")).isEmpty();
    }

    @Test
    void theyAreFoundByWhatTheyAre() {
        assertThat(paged("event", "lead")).isEqualTo(idsOf(one -> one.event().equals("lead")));
        assertThat(paged("heardFrom", "none")).isEqualTo(idsOf(one -> one.heardFrom() == null));
        assertThat(paged("attributed", "false")).isEqualTo(idsOf(one -> one.state() == State.UNATTRIBUTED));
        assertThat(paged("attributed", "true")).isEqualTo(idsOf(one -> one.state() != State.UNATTRIBUTED));
        assertThat(paged("reason", "expired")).isEqualTo(idsOf(one -> one.reason() == UnattributedReason.EXPIRED));
        assertThat(paged("reason", "none", "cancelled", "true"))
                .isEqualTo(idsOf(one -> one.reason() == UnattributedReason.NONE && one.cancelled()));
        assertThat(paged("cancelled", "false")).isEqualTo(idsOf(one -> !one.cancelled()));
        Told some = told.stream()
                .filter(one -> one.externalId() != null)
                .findFirst()
                .orElseThrow();
        assertThat(paged("externalId", some.externalId())).containsExactly(some.id());
    }

    @Test
    void theyAreFoundByTheLinkOfTheirClickAlsoOfOneThatCameAfterThem() {
        assertThat(paged("code", "code1", "limit", "7"))
                .isEqualTo(idsOf(one -> one.isOf(link -> link.id() == 1)))
                .anyMatch(id -> state(id) == State.WAITING_AND_STORED);
        assertThat(paged("tag", "t1")).isEqualTo(idsOf(one -> one.isOf(link -> link.id() % 2 == 1)));
        assertThat(paged("audience", "none")).isEqualTo(idsOf(one -> one.isOf(link -> link.audience() == null)));
        assertThat(paged("code", "nowhere")).isEmpty();
    }

    @Test
    void aCampaignHasThoseOfItsLinksAndThoseThatAreSaidToBeItsOwn() {
        assertThat(paged("campaign", "c1")).isEqualTo(idsOf(one -> isOfCampaign(one, "c1")));
        assertThat(paged("campaign", "none")).isEqualTo(idsOf(one -> isOfCampaign(one, null)));
        assertThat(paged("campaign", "c1", "tag", "t1"))
                .isEqualTo(idsOf(one -> one.isOf(link -> "c1".equals(link.campaign()) && link.id() % 2 == 1)));
        for (RecordedConversion recorded :
                page(parameters("campaign", "c2", "limit", "500")).items()) {
            assertThat(recorded.conversion().campaign()).isEqualTo("c2");
        }
    }

    private static boolean isOfCampaign(Told one, String campaign) {
        return one.state() == State.UNATTRIBUTED
                ? Objects.equals(one.campaign(), campaign)
                : one.isOf(link -> Objects.equals(link.campaign(), campaign));
    }

    @Test
    void theyAreFoundByWhatIsKnownOfTheirClick() {
        assertThat(paged("channel", "telegram", "limit", "11"))
                .isEqualTo(idsOf(one -> one.has(VisitFilter.Property.CHANNEL, "telegram")));
        assertThat(paged("tier", "dark", "campaign", "c1", "event", "sale"))
                .isEqualTo(idsOf(one -> one.has(VisitFilter.Property.TIER, "dark")
                        && isOfCampaign(one, "c1")
                        && one.event().equals("sale")));
        assertThat(paged("country", "none")).isEqualTo(idsOf(one -> one.has(VisitFilter.Property.COUNTRY, null)));
    }

    @Test
    void anExportIsTheSameAsAllPages() {
        assertThat(exported()).isEqualTo(idsOf(one -> true));
        assertThat(exported("campaign", "c1")).isEqualTo(idsOf(one -> isOfCampaign(one, "c1")));
        assertThat(exported("channel", "x")).isEqualTo(idsOf(one -> one.has(VisitFilter.Property.CHANNEL, "x")));
    }

    @Test
    void aConversionIsShownWithWhatIsKnownOfIt() {
        Map<String, Told> byId = told.stream().collect(Collectors.toMap(Told::id, one -> one));
        for (RecordedConversion recorded : page(parameters("limit", "500")).items()) {
            Conversion conversion = recorded.conversion();
            Told one = byId.get(conversion.id());
            Click click = one.click();
            assertThat(conversion.reason()).isEqualTo(one.reason());
            assertThat(conversion.clickId() == null).isEqualTo(one.state() == State.UNATTRIBUTED);
            assertThat(conversion.value())
                    .isEqualTo(one.currency() == null ? null : new Money(one.amount(), one.currency()));
            assertThat(conversion.campaign())
                    .isEqualTo(
                            click == null
                                    ? one.campaign()
                                    : link(click.linkId()).campaign());
            assertThat(recorded.cancelledAt()).isEqualTo(one.cancelled() ? Instant.ofEpochMilli(one.at() + 5) : null);
            assertThat(recorded.clickedAt()).isEqualTo(click == null ? null : Instant.ofEpochMilli(click.atMillis()));
            assertThat(recorded.code()).isEqualTo(click == null ? null : "code" + click.linkId());
            assertThat(recorded.domain()).isEqualTo(click == null ? null : "go.example");
            assertThat(recorded.channel()).isEqualTo(click == null ? null : VisitFilter.Property.CHANNEL.of(click));
            assertThat(recorded.tier()).isEqualTo(click == null ? null : VisitFilter.Property.TIER.of(click));
            if (click != null) {
                assertThat(conversion.clickId()).isEqualTo(ids.encode(click.node(), click.sequence()));
            }
        }
    }

    @Test
    void whatIsListedAddsUpToWhatReportsCount() {
        String[][] questions = {
            {},
            {"campaign", "c1"},
            {"campaign", "none"},
            {"code", "code2"},
            {"tag", "t0"},
            {"channel", "whatsapp"},
            {"origin", "none"},
            {"tier", "confirmed"},
            {"event", "sale"},
            {"heardFrom", "a friend"},
            {"country", "DE"},
            {"campaign", "c2", "tier", "dark"},
            {"event", "lead", "device", "mobile"}
        };
        for (String[] question : questions) {
            Map<String, List<String>> raw = parameters(question);
            raw.put("from", List.of(FROM.toString()));
            raw.put("to", List.of("2026-05-02T00:00:00Z"));
            Figures counted =
                    stats.answer(StatsQuery.parse(new Parameters(raw), clock)).total();
            raw.put("attributed", List.of("true"));
            raw.put("cancelled", List.of("false"));
            int listed = 0;
            Map<String, BigDecimal> revenue = new TreeMap<>();
            for (RecordedConversion recorded : exported(raw)) {
                Money value = recorded.conversion().value();
                // One whose click is not stored is counted nowhere yet.
                boolean counts = recorded.code() != null;
                listed += counts && (value == null || value.amount().signum() >= 0) ? 1 : 0;
                if (counts && value != null) {
                    revenue.merge(value.currency(), value.amount(), BigDecimal::add);
                }
            }
            assertThat(counted.conversions()).as(String.join(" ", question)).isEqualTo(listed);
            List<Money> all = new ArrayList<>(counted.otherRevenue());
            all.add(counted.revenue());
            all.removeIf(money -> money.amount().signum() == 0);
            assertThat(all.stream().collect(Collectors.toMap(Money::currency, Money::amount)))
                    .as(String.join(" ", question))
                    .isEqualTo(revenue);
        }
    }

    @Test
    void aCursorFromElsewhereIsRefused() {
        String next = page(parameters("limit", "10")).next();
        assertThat(next).isNotNull();
        List<Map<String, List<String>>> strange = List.of(
                parameters("cursor", "abc"),
                parameters("cursor", "not base 64!"),
                parameters("cursor", next.substring(1)),
                parameters("cursor", next, "code", "code1"),
                parameters("cursor", next, "cancelled", "false"));
        for (Map<String, List<String>> raw : strange) {
            assertThatThrownBy(() -> page(raw)).hasMessageStartingWith("cursor ");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        String[][] wrong = {
            {"reason", "unlucky"},
            {"attributed", "maybe"},
            {"cancelled", "1"},
            {"externalId", "o".repeat(300)},
            {"kind", "click"},
            {"limit", "501"},
            {"by", "time"}
        };
        for (String[] one : wrong) {
            assertThatThrownBy(() -> page(parameters(one))).hasMessageStartingWith(one[0] + " ");
        }
        assertThatThrownBy(() -> ConversionQuery.export(new Parameters(parameters("limit", "10")), clock))
                .hasMessageStartingWith("limit ");
    }

    private State state(String id) {
        return told.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private List<String> idsOf(Predicate<Told> filter) {
        List<String> found = told.stream().filter(filter).map(Told::id).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private List<String> paged(String... namesAndValues) {
        Map<String, List<String>> raw = parameters(namesAndValues);
        List<String> found = new ArrayList<>();
        Page<RecordedConversion> page = page(raw);
        while (true) {
            page.items().forEach(recorded -> found.add(recorded.conversion().id()));
            if (page.next() == null) {
                assertThat(new HashSet<>(found)).hasSameSizeAs(found);
                return found;
            }
            raw.put("cursor", List.of(page.next()));
            page = page(raw);
        }
    }

    private Page<RecordedConversion> page(Map<String, List<String>> raw) {
        return conversions.page(ConversionQuery.page(new Parameters(raw), clock));
    }

    private List<String> exported(String... namesAndValues) {
        return exported(parameters(namesAndValues)).stream()
                .map(recorded -> recorded.conversion().id())
                .toList();
    }

    private List<RecordedConversion> exported(Map<String, List<String>> raw) {
        List<RecordedConversion> found = new ArrayList<>();
        RecordedConversions.Export export = conversions.export(ConversionQuery.export(new Parameters(raw), clock));
        List<RecordedConversion> some = export.some(300);
        while (!some.isEmpty()) {
            found.addAll(some);
            some = export.some(300);
        }
        return found;
    }

    private static Map<String, List<String>> parameters(String... namesAndValues) {
        Map<String, List<String>> raw = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return raw;
    }
}
