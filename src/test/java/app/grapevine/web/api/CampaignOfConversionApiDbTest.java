package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose a conversion is, as every answer says it. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CampaignOfConversionApiDbTest {
    private static final String API = "/api/v1";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of());
        for (String campaign : List.of("may", "june")) {
            server.post(API + "/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"n\"}");
        }
        server.link("{'destination':'https://shop.example/','code':'boots','campaign':'may','trackConversions':true}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String tap() {
        String click = server.tap("/boots")
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
        server.awaitRecorded();
        return click;
    }

    private JsonNode told(int status, String json) {
        HttpResponse<String> answer = server.post(API + "/conversions", json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestServer.json(answer);
    }

    private List<String> listed(String campaign) {
        return StreamSupport.stream(
                        server.ask("/conversions?campaign=" + campaign)
                                .get("items")
                                .spliterator(),
                        false)
                .peek(item -> assertThat(item.get("campaign").asText()).isEqualTo(campaign))
                .map(item -> item.get("externalId").asText())
                .toList();
    }

    private long inReturnOf(String campaign) {
        return server.ask("/campaigns/" + campaign + "/return")
                .at("/total/conversions")
                .asLong();
    }

    @Test
    void itIsThatOfTheClicksLinkWhateverItsTellerSaysAndMovesWithIt() {
        String sale = "{'clickId':'" + tap() + "','event':'sale','externalId':'order-1','campaign':'june'}";
        assertThat(told(201, sale).get("campaign").asText()).isEqualTo("may");
        assertThat(listed("may")).containsExactly("order-1");
        assertThat(listed("june")).isEmpty();
        assertThat(inReturnOf("may")).isEqualTo(1);

        server.patch(API + "/links/boots", "{\"campaign\":\"june\"}");
        assertThat(told(200, sale).get("campaign").asText()).isEqualTo("june");
        assertThat(listed("june")).containsExactly("order-1");
        assertThat(listed("may")).isEmpty();
        assertThat(inReturnOf("may")).isZero();
        assertThat(inReturnOf("june")).isEqualTo(1);

        server.patch(API + "/links/boots", "{\"campaign\":null}");
        assertThat(told(200, sale).get("campaign").isNull()).isTrue();
        assertThat(inReturnOf("june")).isZero();
    }

    @Test
    void whatIsTiedToNoClickStaysWithTheCampaignThatItIsSaidToBeOf() {
        String sale = "{'clickId':'nonsense','event':'sale','externalId':'order-2','campaign':'june'}";
        assertThat(told(201, sale).get("campaign").asText()).isEqualTo("june");
        server.patch(API + "/links/boots", "{\"campaign\":\"june\"}");
        server.patch(API + "/links/boots", "{\"campaign\":\"may\"}");
        assertThat(told(200, sale).get("campaign").asText()).isEqualTo("june");
        assertThat(listed("june")).containsExactly("order-2");
        assertThat(server.ask("/campaigns/june/return")
                        .at("/unattributed/0/conversions")
                        .asLong())
                .isEqualTo(1);
    }
}
