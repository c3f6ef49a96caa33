package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.campaigns.Baseline;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.campaigns.Campaign.Price;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.campaigns.ConversionRule;
import app.grapevine.campaigns.ConversionTerms;
import app.grapevine.campaigns.ReturnTerms;
import app.grapevine.campaigns.Utm;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What campaigns cost by channel and audience, to how many they went, and what their return is reckoned by. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CampaignCostsDbTest {
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final long TOO_MANY = 1_000_000_000_001L;

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private Campaigns campaigns;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        campaigns = test.campaigns;
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatAPlaceCostAndToHowManyItWentIsKeptForChannelAudienceBothAndTheWhole() {
        Campaign made = campaigns.create(with(List.of(
                cost("whatsapp", " North ", "12.5", 40L),
                cost("whatsapp", "South", null, 25L),
                cost("whatsapp", null, "49.90", null),
                cost(null, "North", "5", 0L),
                cost("email", " ", "1", 1_000_000_000_000L),
                cost(null, null, "300", null))));
        assertThat(made.costs())
                .containsExactly(
                        cost(null, null, "300.00", null),
                        cost(null, "North", "5.00", 0L),
                        cost("email", null, "1.00", 1_000_000_000_000L),
                        cost("whatsapp", null, "49.90", null),
                        cost("whatsapp", "North", "12.50", 40L),
                        cost("whatsapp", "South", null, 25L));
        assertThat(campaigns.get("s")).isEqualTo(made);
        assertThat(campaigns.list(10, null).items()).containsExactly(made);
    }

    @Test
    void anAudienceMayBeAsLongAsThatOfALink() {
        String longest = "👩‍👩‍👧‍👦".repeat(200);
        Campaign made = campaigns.create(
                with(List.of(cost("email", longest, "1", 1L), cost("email", longest.substring(11), "2", 2L))));
        assertThat(campaigns.get("s")).isEqualTo(made);
        assertThat(made.costs()).extracting(Cost::audience).contains(longest);
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        String longer = "a".repeat(201);
        return Stream.of(
                badCosts("neither cost nor sent", "costs[0].cost", cost("email", null, null, null)),
                badCosts("sent to fewer than none", "costs[0].sent", cost("email", null, null, -1L)),
                badCosts("sent to more than there are", "costs[0].sent", cost("email", null, null, TOO_MANY)),
                badCosts("a long audience", "costs[0].audience", cost("email", longer, null, 1L)),
                badCosts("an audience that means none", "costs[0].audience", cost(null, "none", null, 1L)),
                badCosts("a channel twice", "costs[1].channel", sent("email", null), sent("email", null)),
                badCosts("an audience twice", "costs[1].audience", sent(null, "a"), sent(null, " a ")),
                badCosts("a pair twice", "costs[2].channel", sent("x", "a"), sent("email", "a"), sent("x", "a")),
                badCosts("the whole twice", "costs[1].channel", sent(null, null), sent(null, null)),
                bad("too many", with(audiences(501)), "costs"),
                bad("a currency that is none", terms("EURO", null, null), "currency"),
                bad("a window of no day", terms(null, 0L, null), "conversionWindowDays"),
                bad("a window of more than a year", terms(null, 366L, null), "conversionWindowDays"),
                bad("a window of ages", terms(null, Long.MAX_VALUE, null), "conversionWindowDays"),
                bad("nobody kept out", terms(null, null, new Baseline.KeptOut(" ", 1L)), "baseline.audience"),
                bad("a group of none", terms(null, null, new Baseline.KeptOut("a", 0L)), "baseline.sent"),
                bad("figures of none", terms(null, null, new Baseline.Figures(0, 0)), "baseline.sent"),
                bad("more buyers than people", terms(null, null, new Baseline.Figures(5, 6)), "baseline.conversions"),
                bad("fewer than none", terms(null, null, new Baseline.Figures(5, -1)), "baseline.conversions"),
                bad("before no day", terms(null, null, new Baseline.Before()), "baseline.before"));
    }

    private DynamicTest badCosts(String name, String field, Cost... costs) {
        return bad(name, with(List.of(costs)), field);
    }

    private DynamicTest bad(String name, CampaignDraft draft, String field) {
        return DynamicTest.dynamicTest(name, () -> {
            assertInvalid(() -> campaigns.create(draft), field);
            assertThat(campaigns.list(1, null).items()).isEmpty();
        });
    }

    @Test
    void asManyAsItMayHaveAreKept() {
        Campaign made = campaigns.create(with(audiences(Campaign.MOST_COSTS)));
        assertThat(campaigns.get("s").costs()).hasSize(Campaign.MOST_COSTS).isEqualTo(made.costs());
    }

    @Test
    void theTermsOfItsReturnAreKeptAndTakenBack() {
        List<Baseline> baselines = new ArrayList<>(List.of(
                new Baseline.KeptOut("Kept out", null),
                new Baseline.KeptOut("Kept out", 250L),
                new Baseline.Before(),
                new Baseline.Figures(1_000, 12)));
        campaigns.create(new CampaignDraft("s", "n", MAY, null, List.of()));
        for (Baseline baseline : baselines) {
            ReturnTerms terms = new ReturnTerms("CHF", 7L, ConversionRule.FIRST_CLICK, baseline);
            Campaign changed = campaigns.change("s", draft -> saying(draft, terms));
            assertThat(changed.terms()).isEqualTo(terms);
            assertThat(campaigns.get("s")).isEqualTo(changed);
        }
        campaigns.change("s", draft -> saying(draft, ReturnTerms.NONE));
        assertThat(campaigns.get("s").terms()).isEqualTo(ReturnTerms.NONE);
        assertThat(TestDatabase.count(
                        test.database(),
                        "campaigns WHERE baseline_kind IS NULL AND baseline_audience IS NULL AND baseline_sent IS NULL"
                                + " AND baseline_conversions IS NULL"))
                .isEqualTo(1);
    }

    private static CampaignDraft saying(CampaignDraft draft, ReturnTerms terms) {
        return new CampaignDraft(
                draft.slug(), draft.name(), draft.startsOn(), draft.endsOn(), draft.costs(), draft.utm(), terms);
    }

    @Test
    void whichConversionsAreACampaignsHasDefaults() {
        campaigns.create(new CampaignDraft("silent", "n", null, null, List.of()));
        campaigns.create(terms(null, 365L, null));
        campaigns.change(
                "silent", draft -> saying(draft, new ReturnTerms(null, null, ConversionRule.FIRST_CLICK, null)));
        Map<String, ConversionTerms> terms = test.database()
                .read(handle -> Campaigns.conversionTerms(handle, List.of("silent", "s", "nowhere", "s")));
        assertThat(terms)
                .containsOnly(
                        Map.entry("silent", new ConversionTerms(30, ConversionRule.FIRST_CLICK)),
                        Map.entry("s", new ConversionTerms(365, ConversionRule.LAST_CLICK)),
                        Map.entry("nowhere", ConversionTerms.DEFAULT));
        assertThat(test.database()
                        .<Map<String, ConversionTerms>>read(handle -> Campaigns.conversionTerms(handle, List.of())))
                .isEmpty();
    }

    private static CampaignDraft with(List<Cost> costs) {
        return new CampaignDraft("s", "n", null, null, costs);
    }

    private static CampaignDraft terms(@Nullable String currency, @Nullable Long days, @Nullable Baseline baseline) {
        return new CampaignDraft(
                "s", "n", null, MAY, List.of(), Utm.NONE, new ReturnTerms(currency, days, null, baseline));
    }

    private static List<Cost> audiences(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> sent(null, "group " + (1000 + i)))
                .toList();
    }

    private static Cost sent(@Nullable String channel, @Nullable String audience) {
        return cost(channel, audience, null, 1L);
    }

    private static Cost cost(
            @Nullable String channel, @Nullable String audience, @Nullable String amount, @Nullable Long sent) {
        return new Cost(channel, audience, amount == null ? null : new Price(new BigDecimal(amount), "EUR"), sent);
    }
}
