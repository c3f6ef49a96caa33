package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static app.grapevine.links.Refusals.assertTaken;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Page;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.campaigns.Campaign.Price;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.storage.Dialect;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class CampaignsDbTest {
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

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
    void aCampaignIsKeptWithItsDatesAndCosts() {
        Campaign made = campaigns.create(new CampaignDraft(
                "spring-2026",
                " Spring! ",
                MAY,
                MAY,
                List.of(
                        cost("whatsapp", "49.90", "EUR"),
                        cost("telegram", "1e3", "JPY"),
                        cost("email", "0.00250", "USD"),
                        cost("x", "99999999999999.9999", "KWD"),
                        cost("signal", "0", "EUR"))));
        assertThat(campaigns.get("spring-2026")).isEqualTo(made);
        assertThat(made.name()).isEqualTo("Spring!");
        assertThat(made.createdAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(made.costs())
                .containsExactly(
                        cost("email", "0.0025", "USD"),
                        cost("signal", "0.00", "EUR"),
                        cost("telegram", "1000", "JPY"),
                        cost("whatsapp", "49.90", "EUR"),
                        cost("x", "99999999999999.9999", "KWD"));
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        return Stream.of(
                bad("no slug", new CampaignDraft(null, "n", null, null, List.of()), "slug"),
                bad("a slug in capitals", new CampaignDraft("Spring", "n", null, null, List.of()), "slug"),
                bad("a slug of 65", new CampaignDraft("a".repeat(65), "n", null, null, List.of()), "slug"),
                bad("no name", new CampaignDraft("s", null, null, null, List.of()), "name"),
                bad("a name of blanks", new CampaignDraft("s", " ", null, null, List.of()), "name"),
                bad("a name of 201", new CampaignDraft("s", "a".repeat(201), null, null, List.of()), "name"),
                bad("a name with NUL", new CampaignDraft("s", "\0", null, null, List.of()), "name"),
                bad("an end before the start", new CampaignDraft("s", "n", MAY, MAY.minusDays(1), List.of()), "endsOn"),
                bad(
                        "a start beyond reckoning",
                        new CampaignDraft("s", "n", LocalDate.MIN, null, List.of()),
                        "startsOn"),
                bad("an end beyond reckoning", new CampaignDraft("s", "n", null, LocalDate.MAX, List.of()), "endsOn"),
                bad("a channel of no catalogue", withCost("pigeon", "1", "EUR"), "costs[0].channel"),
                bad("a negative amount", withCost("email", "-0.01", "EUR"), "costs[0].cost.amount"),
                bad("five decimals", withCost("email", "0.00001", "EUR"), "costs[0].cost.amount"),
                bad("a huge amount", withCost("email", "1e14", "EUR"), "costs[0].cost.amount"),
                bad("an amount too huge to write out", withCost("email", "1e999999999", "EUR"), "costs[0].cost.amount"),
                bad(
                        "an amount too small to write out",
                        withCost("email", "1e-999999999", "EUR"),
                        "costs[0].cost.amount"),
                bad("a currency in small letters", withCost("email", "1", "eur"), "costs[0].cost.currency"),
                bad("no currency", withCost("email", "1", ""), "costs[0].cost.currency"),
                bad("gold", withCost("email", "1", "XAU"), "costs[0].cost.currency"),
                bad(
                        "a channel twice",
                        new CampaignDraft(
                                "s", "n", null, null, List.of(cost("email", "1", "EUR"), cost("email", "2", "EUR"))),
                        "costs[1].channel"),
                bad(
                        "all at once",
                        new CampaignDraft("-!", "", MAY, MAY.minusDays(1), List.of(cost("a", "-1", "b"))),
                        "slug",
                        "name",
                        "endsOn",
                        "costs[0].channel",
                        "costs[0].cost.amount",
                        "costs[0].cost.currency"));
    }

    private DynamicTest bad(String name, CampaignDraft draft, String... fields) {
        return DynamicTest.dynamicTest(name, () -> {
            assertInvalid(() -> campaigns.create(draft), fields);
            assertThat(campaigns.list(1, null).items()).isEmpty();
        });
    }

    @Test
    void aSlugIsTakenOnce() {
        campaigns.create(withCost("email", "1", "EUR"));
        assertTaken(() -> campaigns.create(withCost("x", "2", "EUR")), "slug");
        assertThat(campaigns.get("s").costs()).containsExactly(cost("email", "1.00", "EUR"));
    }

    @Test
    void aLinkMakesTheCampaignItNamesAndLeavesOneThatIsThere() {
        campaigns.create(new CampaignDraft("known", "Known", MAY, null, List.of()));
        test.links.create(Drafts.valid().campaign("known").draft());
        test.links.create(Drafts.valid().campaign("new").draft());
        assertThat(campaigns.get("known").name()).isEqualTo("Known");
        assertThat(campaigns.get("new").name()).isEqualTo("new");
        Campaign named = campaigns.change(
                "new", draft -> new CampaignDraft(draft.slug(), "New!", MAY, MAY, List.of(cost("x", "5", "EUR"))));
        assertThat(campaigns.get("new")).isEqualTo(named);
        assertThat(named.costs()).containsExactly(cost("x", "5.00", "EUR"));
    }

    @Test
    void aChangeReplacesTheCosts() {
        Campaign made = campaigns.create(
                new CampaignDraft("s", "n", MAY, null, List.of(cost("email", "1", "EUR"), cost("x", "2", "EUR"))));
        test.clock.advance(Duration.ofMinutes(1));
        assertThat(campaigns.change("s", UnaryOperator.identity())).isEqualTo(made);
        Campaign changed = campaigns.change(
                "s",
                draft -> new CampaignDraft("s", draft.name(), draft.startsOn(), null, List.of(cost("x", "3", "USD"))));
        assertThat(changed.costs()).containsExactly(cost("x", "3.00", "USD"));
        assertThat(changed.startsOn()).isEqualTo(MAY);
        assertThat(changed.updatedAt()).isEqualTo(made.updatedAt().plusSeconds(60));
        assertThat(campaigns.get("s")).isEqualTo(changed);
        assertInvalid(() -> campaigns.change("s", draft -> new CampaignDraft("t", "n", null, null, List.of())), "slug");
        assertThat(campaigns.get("s")).isEqualTo(changed);
    }

    @Test
    void whatIsNoSlugIsNotFound() {
        for (String slug : List.of("", "none", "A", "a/b", "\0", "\ud800", "a".repeat(65))) {
            assertThat(campaigns.find(slug)).isEmpty();
            assertNotFound(() -> campaigns.get(slug));
            assertNotFound(() -> campaigns.change(slug, UnaryOperator.identity()));
        }
    }

    @Test
    void aWalkMeetsEveryCampaignOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            if (i % 3 == 0) {
                test.clock.advance(Duration.ofSeconds(1));
            }
            made.add(0, "c%02d".formatted(i));
            campaigns.create(new CampaignDraft(made.get(0), "n", null, null, List.of(cost("x", "1", "EUR"))));
        }
        List<Campaign> walked = new ArrayList<>();
        String cursor = null;
        do {
            Page<Campaign> page = campaigns.list(4, cursor);
            walked.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(walked).extracting(Campaign::slug).containsExactlyElementsOf(made);
        assertThat(walked).allSatisfy(campaign -> assertThat(campaign.costs()).hasSize(1));
    }

    @Test
    void aCursorFromElsewhereOrALimitOutOfBoundsIsRefused() {
        assertInvalid(() -> campaigns.list(10, "x"), "cursor");
        assertInvalid(() -> campaigns.list(0, null), "limit");
        assertInvalid(() -> campaigns.list(501, null), "limit");
    }

    private static CampaignDraft withCost(String channel, String amount, String currency) {
        return new CampaignDraft("s", "n", null, null, List.of(cost(channel, amount, currency)));
    }

    private static Cost cost(String channel, String amount, String currency) {
        return new Cost(channel, null, new Price(new BigDecimal(amount), currency), null);
    }
}
