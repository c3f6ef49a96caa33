package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.web.http.Bodies;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a campaign cost, to how many it was sent, and what its return is reckoned by, through the API. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CampaignCostsApiTest {
    private static final String MAY = "/api/v1/campaigns/may";

    private static TestServer server;

    @Parameter
    Dialect dialect;

    @BeforeParameterizedClassInvocation
    static void start(Dialect dialect) {
        server = TestServer.start(dialect, Map.of());
    }

    @BeforeEach
    void makeCampaign() {
        server.clear();
        made("{'slug':'may','name':'May','startsOn':'2026-05-01'}");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode tree(String text) {
        return Bodies.parse(json(text).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode made(String campaign) {
        HttpResponse<String> made = server.post("/api/v1/campaigns", json(campaign));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return TestServer.json(made);
    }

    private static JsonNode changed(String patch) {
        HttpResponse<String> changed = server.patch(MAY, json(patch));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestServer.json(server.get(MAY))).isEqualTo(TestServer.json(changed));
        return TestServer.json(changed);
    }

    @Test
    void costsAndNumbersSentAreOfChannelsAudiencesBothOrTheWhole() {
        String costs = "[{'channel':null,'audience':null,'cost':{'amount':'300.00','currency':'EUR'},'sent':null},"
                + "{'channel':null,'audience':'North','cost':null,'sent':40},"
                + "{'channel':'whatsapp','audience':null,'cost':{'amount':'9.90','currency':'CHF'},'sent':120},"
                + "{'channel':'whatsapp','audience':'South','cost':{'amount':'0.00','currency':'EUR'},'sent':25}]";
        JsonNode shown = changed("{'currency':'EUR','costs':" + costs + "}");
        assertThat(shown.get("costs")).as("currencies are kept apart").isEqualTo(tree(costs));
        assertThat(shown.get("currency").textValue()).isEqualTo("EUR");
        assertThat(changed(shown.toString())).as("sent back as it was got").isEqualTo(shown);
        assertThat(changed("{'costs':[{'sent':7}]}").at("/costs/0/sent").intValue())
                .isEqualTo(7);
    }

    @Test
    void aBaselineIsOneOfThreeAndChangesItsKind() {
        for (String baseline : List.of(
                "{'audience':'Kept out'}",
                "{'audience':'Kept out','sent':250}",
                "{'before':true}",
                "{'sent':1000,'conversions':12}")) {
            changed("{'baseline':null}");
            assertThat(changed("{'baseline':" + baseline + "}").get("baseline")).isEqualTo(tree(baseline));
        }
        String other = "{'baseline':{'audience':'Kept out','sent':null,'conversions':null}}";
        assertThat(changed(other).get("baseline")).isEqualTo(tree("{'audience':'Kept out'}"));
        assertThat(changed("{'baseline':null}").get("baseline").isNull()).isTrue();
    }

    @Test
    void windowAndRuleAreSaidOrLeftToTheDefaults() {
        JsonNode said = changed("{'conversionWindowDays':7,'conversionRule':'first-click'}");
        assertThat(said.get("conversionWindowDays").intValue()).isEqualTo(7);
        assertThat(said.get("conversionRule").textValue()).isEqualTo("first-click");
        JsonNode silent = changed("{'conversionWindowDays':null,'conversionRule':null}");
        assertThat(silent.get("conversionWindowDays").isNull()).isTrue();
        assertThat(silent.get("conversionRule").isNull()).isTrue();
    }
}
