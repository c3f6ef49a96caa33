package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is archived leads on and is counted, and is in no list until it is asked for. */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveApiDbTest {
    private static final String API = "/api/v1";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(dialect, Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        server.clear();
        server.link("{'destination':'https://shop.example/a','code':'old-one','title':'Old boots','tags':['boots']}");
        server.link("{'destination':'https://shop.example/b','code':'new-one','title':'New boots'}");
    }

    private JsonNode set(String path, String json) {
        HttpResponse<String> answer = server.patch(API + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.json(answer);
    }

    private List<String> listed(String path, String field) {
        List<String> found = new ArrayList<>();
        server.ask(path).get("items").forEach(item -> found.add(item.get(field).asText()));
        return found;
    }

    @Test
    void aLinkThatIsArchivedLeadsOnAndIsOutOfTheLists() {
        JsonNode archived = set("/links/old-one", "{'archived':true}");
        assertThat(archived.get("archived").asBoolean()).isTrue();
        assertThat(archived.get("status").asText()).isEqualTo("active");
        assertThat(server.tap("/old-one").statusCode()).isEqualTo(302);
        server.awaitRecorded();
        assertThat(server.ask("/stats?by=link").at("/rows/0/link").asText()).isEqualTo("old-one");
        for (String order : List.of("-created", "created", "-updated", "title", "code", "-clicks")) {
            String list = "/links?sort=" + order;
            assertThat(listed(list, "code")).as(order).containsExactly("new-one");
            assertThat(listed(list + "&archived=true", "code")).as(order).containsExactly("old-one");
            assertThat(listed(list + "&archived=any", "code"))
                    .as(order)
                    .containsExactlyInAnyOrder("old-one", "new-one");
        }
        assertThat(listed("/links?search=boots", "code")).containsExactly("new-one");
        assertThat(listed("/links?tag=boots", "code")).isEmpty();
        assertThat(listed("/search?q=boots", "id")).containsExactly("boots", "new-one");
        assertThat(listed("/search?q=old-one", "id")).isEmpty();
        assertThat(listed("/search?q=old-one&archived=any", "id")).containsExactly("old-one");
        assertThat(server.get(API + "/links?archived=maybe").statusCode()).isEqualTo(422);

        set("/links/old-one", "{'archived':false}");
        assertThat(listed("/links", "code")).hasSize(2);
        assertThat(server.ask("/audit?subject=old-one&action=link.changed").toString())
                .contains("\"field\":\"archived\",\"before\":\"false\",\"after\":\"true\"");
    }

    @Test
    void aFileOfLinksSaysWhatIsArchived() {
        set("/links/old-one", "{'archived':true}");
        String file = server.send(server.request(API + "/links?archived=any")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .body();
        assertThat(file.lines().findFirst().orElseThrow()).endsWith(",archived");
        assertThat(file.lines().filter(line -> line.contains("old-one")))
                .singleElement()
                .asString()
                .endsWith(",true");
        String given = "destination,code,archiviato\nhttps://shop.example/c,from-file,sì\n";
        HttpResponse<String> brought = server.send(server.request(API + "/links/import")
                .setHeader("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(given)));
        assertThat(brought.statusCode()).as(brought.body()).isEqualTo(200);
        assertThat(listed("/links?archived=true", "code")).containsExactly("from-file", "old-one");
    }

    @Test
    void aSetIsArchivedWithItsLinks() {
        String made = "{\"destination\":\"https://shop.example/\",\"name\":\"Sale\",\"channels\":[\"email\",\"sms\"]}";
        JsonNode set = TestServer.json(server.post(API + "/share-sets", made));
        String one = "/share-sets/" + set.get("id").asText();
        assertThat(set(one, "{'archived':true}").get("archived").asBoolean()).isTrue();
        assertThat(listed("/share-sets", "name")).isEmpty();
        assertThat(listed("/share-sets?archived=true", "name")).containsExactly("Sale");
        assertThat(listed("/share-sets?archived=any&search=sale", "name")).containsExactly("Sale");
        assertThat(listed("/links", "code")).hasSize(2);
        assertThat(listed("/links?archived=true", "channel")).containsExactlyInAnyOrder("email", "sms");
        assertThat(server.ask(one).get("items"))
                .as("the set itself has its links")
                .hasSize(2);
        assertThat(listed("/search?q=sale", "id")).isEmpty();
        assertThat(set(one, "{'archived':false,'name':'Sale'}").get("name").asText())
                .isEqualTo("Sale");
        assertThat(listed("/links", "code")).hasSize(4);
    }

    @Test
    void aCampaignIsArchivedAndItsLinksStayWhereTheyAre() {
        server.post(API + "/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
        server.link("{'destination':'https://shop.example/m','code':'of-may','campaign':'may'}");
        assertThat(set("/campaigns/may", "{'archived':true}").get("archived").asBoolean())
                .isTrue();
        assertThat(listed("/campaigns", "slug")).isEmpty();
        assertThat(listed("/campaigns?archived=true", "slug")).containsExactly("may");
        assertThat(listed("/search?q=may", "id")).containsExactly("of-may");
        assertThat(listed("/links?campaign=may", "code")).containsExactly("of-may");
        assertThat(server.ask("/campaigns/may").get("name").asText()).isEqualTo("May");
        set("/campaigns/may", "{'archived':false}");
        assertThat(listed("/campaigns?archived=any", "slug")).containsExactly("may");
    }

    @Test
    void aCampaignIsArchivedWithItsLinksWhereThatIsAskedForAndTakenOutWithThem() {
        server.post(API + "/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
        server.link("{'destination':'https://shop.example/m','code':'of-may','campaign':'may'}");
        server.link("{'destination':'https://shop.example/m','code':'gone-one','campaign':'may'}");
        server.delete(API + "/links/gone-one");
        for (String name : List.of("Of May", "Of both")) {
            server.post(
                    API + "/share-sets",
                    "{\"destination\":\"https://shop.example/\",\"name\":\"" + name
                            + "\",\"channels\":[\"email\",\"sms\"],\"campaign\":\"may\"}");
        }
        String other = server.ask("/links?campaign=may&channel=sms")
                .at("/items/0/code")
                .asText();
        set("/links/" + other, "{'campaign':null}");

        JsonNode archived = set("/campaigns/may?links=true", "{'archived':true}");
        assertThat(archived.get("archived").asBoolean()).isTrue();
        assertThat(listed("/links", "code")).containsExactlyInAnyOrder("old-one", "new-one", other);
        assertThat(listed("/links?archived=true&campaign=may", "code"))
                .hasSize(4)
                .contains("of-may");
        assertThat(listed("/share-sets", "name"))
                .as("one has a link of no campaign")
                .containsExactly("Of both");
        assertThat(server.tap("/of-may").statusCode()).isEqualTo(302);
        assertThat(server.ask("/audit?subject=may&action=campaign.changed")
                        .at("/items/0/changes")
                        .toString())
                .contains("\"field\":\"archived\",\"before\":\"false\",\"after\":\"true\"")
                .contains("\"field\":\"links\",\"before\":null,\"after\":\"4\"");

        set("/campaigns/may?links=true", "{'archived':false}");
        assertThat(listed("/links?archived=true", "code")).isEmpty();
        assertThat(listed("/links?campaign=may", "code")).hasSize(4);
        assertThat(listed("/share-sets", "name")).containsExactlyInAnyOrder("Of May", "Of both");
        assertThat(server.get(API + "/links/gone-one").statusCode()).isEqualTo(404);
        server.clock().advance(Duration.ofSeconds(1));
        set("/links/of-may", "{'archived':true}");
        server.clock().advance(Duration.ofSeconds(1));
        String mark = set("/campaigns/may?links=true", "{'archived':true}")
                .get("updatedAt")
                .asText();
        server.clock().advance(Duration.ofSeconds(1));
        set("/campaigns/may?links=true&linksChangedAt=" + mark, "{'archived':false}");
        assertThat(listed("/links?archived=true&campaign=may", "code"))
                .as("what was archived by itself is left where a change is taken back")
                .containsExactly("of-may");
        assertThat(server.patch(API + "/campaigns/may?links=perhaps", "{}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatAListDoesNotShowIsNotSwitchedByItsFilter() {
        set("/links/old-one", "{'archived':true}");
        String all = "{'status':'disabled','dryRun':true,'filter':{'search':'boots'%s}}";
        for (Map.Entry<String, Integer> count :
                Map.of("", 2, ",'archived':false", 1, ",'archived':true", 1).entrySet()) {
            HttpResponse<String> counted = server.post(
                    API + "/links/status", all.formatted(count.getKey()).replace('\'', '"'));
            assertThat(TestServer.json(counted).get("count").asInt())
                    .as(count.getKey())
                    .isEqualTo(count.getValue());
        }
    }
}
