package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What web analytics makes of links, as {@code RECIPES.md} says: Google's published rules are followed here, and what Matomo makes
 * of an address is what a real one stored when its tracker was told of a visit to it (5.1.2 with Marketing Campaigns Reporting
 * 5.0.2, on 1 December 2026).
 */
class RecipesAnalyticsApiTest {
    /** Of Google's list of social sites, those that are called as channels are here; compared with a copy of November 2025. */
    private static final Set<String> SOCIAL_SITES = Set.of(
            "facebook",
            "flipboard",
            "instagram",
            "line",
            "linkedin",
            "messenger",
            "pinterest",
            "quora",
            "reddit",
            "skype",
            "snapchat",
            "tiktok",
            "tumblr",
            "wechat",
            "weibo",
            "whatsapp",
            "xing",
            "zalo");

    private static final Set<String> SOCIAL_MEDIA =
            Set.of("social", "social-network", "social-media", "sm", "social network", "social media");

    /** As Matomo stores the type of what led to a visit. */
    private static final Map<String, String> TYPES = Map.of("6", "Campaigns");

    /** Google's rules in their order, as far as what is added here can meet them. */
    private static String group(String source, String medium, String campaign) {
        if (campaign.contains("cross-network")) {
            return "Cross-network";
        }
        if (campaign.matches("(.*(([^a-df-z]|^)shop|shopping).*)")) {
            return "Organic Shopping";
        }
        if (SOCIAL_SITES.contains(source) || SOCIAL_MEDIA.contains(medium)) {
            return "Organic Social";
        }
        if (source.equals("email") || medium.equals("email")) {
            return "Email";
        }
        return source.equals("sms") || medium.equals("sms") ? "SMS" : "Unassigned";
    }

    private static String parameter(String query, String name) {
        return query.replaceAll("(^|.*&)" + name + "=([^&]*).*", "$2");
    }

    @Test
    void whatWebAnalyticsMakesOfEachChannelIsAsTheTableSays() {
        CaseTable cases = CaseTable.of("analytics.csv");
        cases.isIn(Recipes.document());
        Map<String, List<String>> stored = Recipes.payload("matomo-recorded.csv")
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",")))
                .collect(Collectors.toMap(list -> list.get(0), Function.identity()));
        try (TestServer service = TestServer.start()) {
            service.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring\"}");
            cases.rows().forEach(row -> {
                String channel = row.get(0);
                String link = service.link(
                        "{'destination':'https://example.com/','campaign':'spring','channel':'" + channel + "'}");
                String location =
                        service.tap("/" + link).headers().firstValue("Location").orElseThrow();
                String query = row.get(1);
                assertThat(location).isEqualTo("https://example.com/?" + query);
                String medium = parameter(query, "utm_medium");
                List<String> visit = stored.get(query);
                assertThat(row.subList(2, 5))
                        .as(channel)
                        .containsExactly(
                                group(channel, medium, parameter(query, "utm_campaign")),
                                TYPES.get(visit.get(1)),
                                visit.get(2));
                assertThat(visit.subList(3, 5)).as("beside it").containsExactly(channel, medium);
            });
        }
    }

    /** What the page says of a campaign's name: Google asks for it before it asks for social sites. */
    @Test
    void aCampaignThatIsNamedAfterShoppingIsShoppingToGoogle() {
        assertThat(group("whatsapp", "dark-social", "spring-shop")).isEqualTo("Organic Shopping");
        assertThat(group("whatsapp", "dark-social", "eshop")).isEqualTo("Organic Shopping");
        assertThat(group("whatsapp", "dark-social", "workshop")).isEqualTo("Organic Social");
    }
}
