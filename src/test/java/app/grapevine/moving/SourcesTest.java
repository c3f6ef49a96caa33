package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each source against a server that answers as its documentation says, or a file as its program writes it. */
class SourcesTest {
    private static final String KEY = "a-secret-key";

    @TempDir
    private Path directory;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final List<Duration> pauses = new ArrayList<>();
    private FakeApi api;

    @AfterEach
    void stop() {
        if (api != null) {
            api.close();
        }
    }

    private Source open(String kind, String where, String zone, Map<String, String> columns) {
        SourceSettings settings =
                new SourceSettings(kind, where, KEY, null, zone == null ? null : ZoneId.of(zone), columns);
        return Sources.open(settings, clock, pauses::add);
    }

    private Source open(String kind) {
        return open(kind, api.address(), null, Map.of());
    }

    private Source file(String kind, String name, String text) throws IOException {
        return open(kind, Files.writeString(directory.resolve(name), text).toString(), null, Map.of());
    }

    private static List<ForeignLink> all(Source source) throws InterruptedException {
        List<ForeignLink> links = new ArrayList<>();
        String cursor = "";
        LinkPage page;
        do {
            page = source.links(cursor);
            links.addAll(page.links());
            cursor = page.next();
        } while (!page.isLast());
        return links;
    }

    @Test
    void kuttIsReadByTheFiftyWithItsKeyInAHeader() throws Exception {
        api = new FakeApi("X-Api-Key");
        String first = "{'id':'1','address':'AbC','target':'https://shop.example/','description':'Door','domain':null,"
                + "'link':'https://kutt.example/AbC','visit_count':12,'banned':false,'password':true,"
                + "'expire_in':null,'created_at':'2024-03-01T10:00:00.000Z','updated_at':'2024-03-01T10:00:00.000Z'}";
        String second = "{'address':'x.y','target':'https://shop.example/y','link':'https://other.example/x.y',"
                + "'visit_count':0,'banned':true,'password':false,'expire_in':'2027-01-01T00:00:00.000Z',"
                + "'created_at':'2024-03-02T10:00:00.000Z'}";
        api.at("/api/v2/links?limit=50&skip=0", "{'total':2,'limit':50,'skip':0,'data':[" + first + "]}")
                .at("/api/v2/links?limit=50&skip=1", "{'total':2,'limit':50,'skip':1,'data':[" + second + "]}");

        List<ForeignLink> links = all(open("kutt"));

        assertThat(links).extracting(ForeignLink::code).containsExactly("AbC", "x.y");
        assertThat(links).extracting(ForeignLink::domain).containsExactly("kutt.example", "other.example");
        assertThat(links).extracting(ForeignLink::visits).containsExactly(12L, 0L);
        assertThat(links).extracting(ForeignLink::guarded).containsExactly(true, false);
        assertThat(links).extracting(ForeignLink::disabled).containsExactly(false, true);
        assertThat(links.get(0).comment()).isEqualTo("Door");
        assertThat(links.get(0).createdAt()).isEqualTo(Instant.parse("2024-03-01T10:00:00Z"));
        assertThat(links.get(1).validUntil()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(api.asked()).allMatch(asked -> asked.endsWith(" " + KEY));
    }

    @Test
    void bitlyIsReadByItsGroupAndAsksNobodyButTheAddressGiven() throws Exception {
        api = new FakeApi("Authorization");
        api.at("/v4/groups", "{'groups':[{'guid':'Bg1'}]}")
                .at(
                        "/v4/groups/Bg1/bitlinks?size=100&archived=both",
                        "{'links':[{'created_at':'2024-01-02T03:04:05+0000','id':'bit.ly/2xYz','link':'https://bit.ly/2xYz',"
                                + "'custom_bitlinks':['https://bit.ly/spring'],'long_url':'https://shop.example/',"
                                + "'title':'Spring','archived':true,'tags':['print','2024'],'deeplinks':[]}],"
                                + "'pagination':{'next':'https://api-ssl.bitly.example/v4/groups/Bg1/bitlinks?search_after=s1',"
                                + "'size':100,'total':1}}")
                .at("/v4/groups/Bg1/bitlinks?search_after=s1", "{'links':[],'pagination':{'next':'','total':1}}")
                .at(
                        "/v4/bitlinks/bit.ly/2xYz/clicks/summary?unit=day&units=-1",
                        "{'unit':'day','units':-1,'total_clicks':77}");

        ForeignLink link = all(open("bitly")).get(0);

        assertThat(link.domain()).isEqualTo("bit.ly");
        assertThat(link.code()).isEqualTo("2xYz");
        assertThat(link.aliases()).containsExactly(new Keys.Address("bit.ly", "spring"));
        assertThat(link.archived()).isTrue();
        assertThat(link.tags()).containsExactly("print", "2024");
        assertThat(link.visits()).isEqualTo(77L);
        assertThat(link.createdAt()).isEqualTo(Instant.parse("2024-01-02T03:04:05Z"));
        assertThat(api.asked()).hasSize(4).allMatch(asked -> asked.endsWith("Bearer " + KEY));
    }

    @Test
    void dubSaysPasswordsAndWhereDevicesAndCountriesAreLed() throws Exception {
        api = new FakeApi("Authorization");
        api.at(
                "/links?page=1&pageSize=100&showArchived=true&sortBy=createdAt&sortOrder=asc",
                "[{'id':'l1','domain':'go.test','key':'a/b','shortLink':'https://go.test/a/b','url':'https://shop.example/',"
                        + "'archived':false,'expiresAt':'2027-01-01T00:00:00.000Z','expiredUrl':'https://shop.example/over',"
                        + "'password':'open sesame','proxy':true,'title':'T','description':'D','image':'https://i.example/i.png',"
                        + "'ios':'https://apps.apple.example/x','android':null,'geo':{'IT':'https://shop.example/it'},"
                        + "'tags':[{'id':'t','name':'print','color':'red'}],'comments':null,'clicks':5,"
                        + "'createdAt':'2024-05-01T00:00:00.000Z','rewrite':true}]");

        ForeignLink link = all(open("dub")).get(0);

        assertThat(link.key()).isEqualTo("go.test/a/b");
        assertThat(link.password()).isEqualTo("open sesame");
        assertThat(link.expiredDestination()).isEqualTo("https://shop.example/over");
        assertThat(link.card().title()).isEqualTo("T");
        assertThat(link.tags()).containsExactly("print");
        assertThat(link.rules()).hasSize(2);
        assertThat(link.rules().get(0).when().device()).containsExactly("ios");
        assertThat(link.rules().get(1).when().country()).containsExactly("IT");
        assertThat(link.lost()).singleElement().asString().startsWith("cloaking");
    }

    @Test
    void rebrandlyIsReadFromTheLastLinkOn() throws Exception {
        api = new FakeApi("apikey");
        StringBuilder page = new StringBuilder("[");
        for (int i = 0; i < 25; i++) {
            page.append(i == 0 ? "" : ",")
                    .append("{'id':'id" + i + "','title':'T" + i + "','slashtag':'s" + i
                            + "','destination':'https://shop.example/" + i + "','createdAt':'2024-05-01T00:00:00.000Z',"
                            + "'shortUrl':'rebrand.example/s" + i
                            + "','domain':{'fullName':'rebrand.example'},'clicks':" + i
                            + ",'tags':[{'name':'n'}]}");
        }
        api.at("/v1/links?limit=25&orderBy=createdAt&orderDir=asc", page + "]")
                .at("/v1/links?limit=25&orderBy=createdAt&orderDir=asc&last=id24", "[]");

        List<ForeignLink> links = all(open("rebrandly"));

        assertThat(links).hasSize(25);
        assertThat(links.get(24).key()).isEqualTo("rebrand.example/s24");
        assertThat(links.get(24).tags()).containsExactly("n");
        assertThat(links.get(24).visits()).isEqualTo(24L);
    }

    @Test
    void shortIoIsReadDomainByDomain() throws Exception {
        api = new FakeApi("Authorization");
        api.at("/api/domains", "[{'id':7,'hostname':'one.test'},{'id':8,'hostname':'two.test'}]")
                .at(
                        "/api/links?domain_id=7&limit=150",
                        "{'count':2,'links':[{'originalURL':'https://shop.example/1','path':'p1','title':null,'tags':[],"
                                + "'archived':false,'createdAt':'2024-05-01T00:00:00.000Z','iphoneURL':'https://a.example/i'}],"
                                + "'nextPageToken':'n+1'}")
                .at(
                        "/api/links?domain_id=7&limit=150&pageToken=n%2B1",
                        "{'links':[{'originalURL':'https://shop.example/2','path':'p2','hasPassword':true}]}")
                .at(
                        "/api/links?domain_id=8&limit=150",
                        "{'links':[{'originalURL':'https://shop.example/3','path':'p1','tags':['x'],'archived':true}]}");

        List<ForeignLink> links = all(open("short.io"));

        assertThat(links).extracting(ForeignLink::key).containsExactly("one.test/p1", "one.test/p2", "two.test/p1");
        assertThat(links.get(0).rules()).hasSize(1);
        assertThat(links.get(1).guarded()).isTrue();
        assertThat(links.get(2).archived()).isTrue();
    }

    @Test
    void yourlsIsReadInTheZoneOfItsClock() throws Exception {
        api = new FakeApi("Accept");
        api.at(
                "/yourls-api.php?signature=" + KEY + "&action=stats&format=json&filter=last&limit=500&start=0",
                "{'links':{'link_1':{'shorturl':'http://y.test/Ozh','url':'https://shop.example/o','title':'Ozh',"
                        + "'timestamp':'2020-07-01 12:00:00','ip':'192.0.2.1','clicks':'44'}},"
                        + "'stats':{'total_links':'1','total_clicks':'44'},'statusCode':'200','message':'success'}");

        assertThatThrownBy(() -> open("yourls"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("--zone");
        ForeignLink link =
                all(open("yourls", api.address(), "Europe/Rome", Map.of())).get(0);

        assertThat(link.key()).isEqualTo("y.test/Ozh");
        assertThat(link.createdAt()).isEqualTo(Instant.parse("2020-07-01T10:00:00Z"));
        assertThat(link.visits()).isEqualTo(44L);
        assertThat(link.toString()).doesNotContain("192.0.2.1");
    }

    @Test
    void tablesAreReadAsTheProgramsWriteThem() throws Exception {
        ForeignLink shlink = all(file(
                        "shlink",
                        "shlink.csv",
                        "createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits\n"
                                + "2024-05-01T12:00:00+02:00,,Ab.1,https://s.test/Ab.1,https://shop.example/,\"Sun, sea\",a|b,17\n"))
                .get(0);
        assertThat(shlink.key()).isEqualTo("s.test/Ab.1");
        assertThat(shlink.tags()).containsExactly("a", "b");
        assertThat(shlink.visits()).isEqualTo(17L);
        assertThat(shlink.createdAt()).isEqualTo(Instant.parse("2024-05-01T10:00:00Z"));

        ForeignLink bitly = all(file(
                        "bitly",
                        "bitly.csv",
                        "Bitlink,Long URL,Title,Tags,Created,Total Clicks\n"
                                + "bit.ly/3abc,https://shop.example/b,Door,\"x, y\",2024-05-01T00:00:00Z,\"1,204\"\n"))
                .get(0);
        assertThat(bitly.key()).isEqualTo("bit.ly/3abc");
        assertThat(bitly.visits()).isEqualTo(1204L);

        ForeignLink dub = all(file(
                        "dub",
                        "dub.csv",
                        "Short link,Destination URL,Clicks,Created at,Tags,Archived\n"
                                + "https://go.test/k,https://shop.example/k,3,2024-05-01T00:00:00.000Z,x,Yes\n"))
                .get(0);
        assertThat(dub.key()).isEqualTo("go.test/k");
        assertThat(dub.archived()).isTrue();
    }

    @Test
    void aTableOfAnyOtherIsReadByNamesGivenByHand() throws Exception {
        Path table = Files.writeString(
                directory.resolve("any.csv"), "Kurz;Wohin;Wann\nabc;https://shop.example/;2024-05-01 12:00\n");
        Map<String, String> columns = Map.of("code", "Kurz", "destination", "Wohin", "created", "Wann");

        assertThatThrownBy(() -> open("csv", table.toString(), null, Map.of()))
                .hasMessageContaining("--column destination=NAME");
        assertThatThrownBy(() -> open("csv", table.toString(), null, Map.of("code", "Lang")))
                .hasMessageContaining("--column: there is no column called Lang");
        assertThatThrownBy(() -> all(open("csv", table.toString(), null, columns)))
                .hasMessageContaining("--zone");
        ForeignLink link = all(open("csv", table.toString(), "UTC", columns)).get(0);

        assertThat(link.code()).isEqualTo("abc");
        assertThat(link.createdAt()).isEqualTo(Instant.parse("2024-05-01T12:00:00Z"));
    }

    @Test
    void whoIsBusyIsAskedAgainAfterAsLongAsItSays() throws Exception {
        api = new FakeApi("X-Api-Key");
        String path = "/api/v2/links?limit=50&skip=0";
        api.at(path, 429, "{}", Map.of("Retry-After", "7"))
                .at(path, 429, "{}", Map.of("Retry-After", "Fri, 01 May 2026 12:01:00 GMT"))
                .at(path, 503, "{}", Map.of())
                .at(path, "{'total':0,'data':[]}");

        assertThat(all(open("kutt"))).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(1), Duration.ofSeconds(4));
    }

    @Test
    void whoAsksToWaitForHoursIsLeftAlone() {
        api = new FakeApi("X-Api-Key");
        api.at("/api/v2/links?limit=50&skip=0", 429, "{}", Map.of("Retry-After", "7200"));

        assertThatThrownBy(() -> all(open("kutt")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("7200 s")
                .hasMessageContaining("run the same command again");
        assertThat(pauses).isEmpty();
    }

    @Test
    void nobodyElseIsAskedAndTheKeyIsInNoMessage() {
        api = new FakeApi("X-Api-Key");
        api.at("/api/v2/links?limit=50&skip=0", 302, "{}", Map.of("Location", "https://elsewhere.example/"));

        assertThatThrownBy(() -> all(open("kutt")))
                .hasMessageContaining("leads elsewhere")
                .hasMessageNotContaining(KEY);
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void whatIsNoAddressAndNoFileIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> open("kutt", "https://user:pass@kutt.example", null, Map.of()))
                .hasMessageContaining("without a key in it");
        assertThatThrownBy(() -> open("shlink", directory.resolve("none.csv").toString(), null, Map.of()))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> open("tinyurl", "https://tinyurl.example", null, Map.of()))
                .hasMessageContaining("there is no source called tinyurl");
    }
}
