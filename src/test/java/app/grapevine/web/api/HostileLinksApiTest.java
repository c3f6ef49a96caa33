package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.HostileClient;
import app.grapevine.HostileClient.Conversation;
import app.grapevine.HostileClient.Task;
import app.grapevine.HostileTexts;
import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Links that are made of hostile texts: where they lead, what their pages are, what a spreadsheet makes of their figures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileLinksApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ADDRESS =
            Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:]+])(:[1-9][0-9]{0,4})?(/[!-~]*|\\?[!-~]*|#[!-~]*)");
    private static final Pattern TAG = Pattern.compile("<(/?[a-z0-9!]+)((?:\\s+[a-zA-Z:-]+(?:=\"[^\"<>]*\")?)*)\\s*>");
    private static final Pattern VALUE = Pattern.compile("=\"[^\"]*\"");
    private static final Pattern HREF = Pattern.compile("(?:href|action)=\"([^\"]*)\"");
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    private static final String PERSON = "User-Agent: " + TestAgents.IPHONE + "\r\n";
    private static final String FETCHER = "User-Agent: " + TestAgents.TELEGRAM_FETCHER + "\r\n";

    private TestServer server;
    private HostileClient client;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of(
                "limit.api",
                "1000000",
                "limit.links",
                "0",
                "limit.unknown",
                "1000000",
                "trusted.proxies",
                "127.0.0.0/8"));
        client = new HostileClient(server.port());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<String> addresses() throws IOException {
        Set<String> all = new LinkedHashSet<>();
        Stream.of(HostileTexts.REDIRECTS, HostileTexts.HOSTS, HostileTexts.LINE_ENDS)
                .forEach(texts -> all.addAll(texts.all()));
        for (String file : List.of("whatwg-urls.txt", "uts46-hosts.txt")) {
            String path = "/app/grapevine/links/" + file;
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(HostileLinksApiTest.class.getResourceAsStream(path), path),
                    StandardCharsets.UTF_8))) {
                for (String line :
                        lines.lines().filter(one -> !one.startsWith("#")).toList()) {
                    all.add(JSON.readTree(line).get(0).asText());
                }
            }
        }
        return List.copyOf(all);
    }

    /** The links that were made of those that are asked for; the others are null. */
    private List<@Nullable JsonNode> made(ArrayNode links) throws IOException {
        JsonNode answer = TestClient.json(server.post("/api/v1/links/bulk", JSON.writeValueAsString(links)));
        List<@Nullable JsonNode> made = new ArrayList<>();
        for (JsonNode item : answer.get("items")) {
            int status = item.get("status").asInt();
            assertThat(status).isIn(201, 422);
            made.add(item.get("link"));
        }
        return made;
    }

    @Test
    void aLinkLeadsWhereItIsSaidToLeadByteForByte() throws Exception {
        for (String field : List.of("destination", "expiredDestination")) {
            ArrayNode links = JSON.createArrayNode();
            List<String> addresses = new ArrayList<>(addresses());
            for (String text : field.equals("destination") ? HostileTexts.ofAllClasses() : List.<String>of()) {
                addresses.add("https://example.com/" + text);
                addresses.add("https://example.com/?q=" + text);
            }
            for (String address : addresses) {
                ObjectNode link = links.addObject().put("destination", "https://example.com/");
                link.put(field, address);
                if (field.startsWith("e")) {
                    link.put("validUntil", "2020-01-01T00:00:00Z");
                }
            }
            List<@Nullable JsonNode> made = made(links);
            List<Task> tasks = new ArrayList<>();
            for (JsonNode link : made) {
                if (link != null) {
                    tasks.add(conversation -> wrongWay(conversation, link, field));
                }
            }
            client.run(tasks);
            System.out.printf("hostile %s: %d of %d taken%n", field, tasks.size(), links.size());
            assertThat(client.faults()).isEmpty();
            assertThat(tasks).hasSizeGreaterThan(200);
        }
    }

    private static @Nullable String wrongWay(Conversation conversation, JsonNode link, String field)
            throws IOException {
        String code = link.get("code").asText();
        String address = link.get(field).asText();
        JsonNode read = JSON.readTree(
                conversation.api("GET", "/api/v1/links/" + code, "").body());
        RawConnection.Answer tap = conversation.ask("GET", "/" + code, PERSON, "");
        String location = HostileClient.header(tap, "Location");
        Matcher parts = ADDRESS.matcher(address);
        if (!read.get(field).asText().equals(address) || !address.equals(location)) {
            return address + " is read as " + read.get(field) + " and leads to " + location;
        }
        if (!parts.matches()) {
            return address + " is no address";
        }
        String host = parts.group(1);
        if (host.matches("(go|links)\\.example\\.?|localhost\\.?|127\\..*|\\[::1]")) {
            return address + " leads back";
        }
        try {
            // Where java.net can read it, which refuses some that are in use, it reads the same host.
            String hostThere = new URI(address).getHost();
            return hostThere == null || hostThere.equals(host) ? null : address + " leads to " + hostThere;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Test
    void aPageHasTheMarkupOfAHarmlessOneAndAFileNoFormula() throws Exception {
        List<String> texts = Stream.of(
                        HostileTexts.SCRIPTS,
                        HostileTexts.FORMULAS,
                        HostileTexts.NAUGHTY,
                        HostileTexts.INJECTIONS,
                        HostileTexts.LINE_ENDS)
                .flatMap(all -> all.all().stream())
                .toList();
        ArrayNode links = JSON.createArrayNode();
        links.add(link("harmless", "harmless", false));
        links.add(link("harmless", "harmless", true));
        texts.forEach(text -> links.add(link(text, text, false)).add(link(text, text, true)));
        addresses().forEach(address -> links.addObject().put("destination", address));
        List<@Nullable JsonNode> made = made(links);

        Set<String> harmless = harmlessMarkup(made);
        List<Task> tasks = new ArrayList<>();
        for (JsonNode link : made) {
            if (link != null) {
                tasks.add(conversation -> hostileMarkup(conversation, link, harmless));
            }
        }
        client.run(tasks);
        System.out.printf("hostile pages: %d links, %d requests%n", tasks.size(), client.asked());
        assertThat(client.faults()).isEmpty();
        for (String text : HostileTexts.FORMULAS.all()) {
            server.post("/api/v1/links", JSON.writeValueAsString(link("one", text, false)));
        }
        server.awaitRecorded();
        for (String table : List.of(
                "/stats?by=link",
                "/stats?by=tag",
                "/stats?by=audience",
                "/stats?by=tag,audience",
                "/clicks",
                "/audit")) {
            String csv = server.send(server.request("/api/v1" + table).setHeader("Accept", "text/csv"))
                    .body();
            assertThat(csv.length()).as(table).isGreaterThan(10_000);
            assertThat(formulas(csv)).as(table).isEmpty();
        }
    }

    private static ObjectNode link(String text, String tag, boolean guarded) {
        ObjectNode link = JSON.createObjectNode().put("destination", "https://example.com/");
        link.put("title", text).put("audience", text.length() > 190 ? "long" : "a;" + text);
        link.putArray("tags").add(tag.length() > 64 ? tag.substring(0, 64) : tag);
        link.putObject("card").put("title", text).put("description", text);
        return guarded ? link.put("maxClicks", 9) : link;
    }

    /** Of the pages of harmless links, which are of each kind. */
    private Set<String> harmlessMarkup(List<@Nullable JsonNode> made) throws Exception {
        ArrayNode others = JSON.createArrayNode();
        Stream.of("https://аррӏе.example/", "https://bücher.example/", "https://example.com/" + "n".repeat(1000))
                .forEach(address -> others.addObject().put("destination", address));
        List<@Nullable JsonNode> all = new ArrayList<>(made.subList(0, 2));
        all.addAll(made(others));
        Set<String> markup = new TreeSet<>();
        List<Task> tasks = all.stream()
                .map(link -> (Task) conversation -> {
                    synchronized (markup) {
                        markup.addAll(markup(pages(conversation, Objects.requireNonNull(link))));
                    }
                    return null;
                })
                .toList();
        client.run(tasks);
        assertThat(markup).hasSizeGreaterThan(20).noneMatch(tag -> tag.contains("script"));
        return markup;
    }

    private static String pages(Conversation conversation, JsonNode link) throws IOException {
        String code = "/" + link.get("code").asText();
        StringBuilder pages = new StringBuilder();
        for (String end : List.of("+", "/share")) {
            pages.append(conversation.ask("GET", code + end, PERSON, "").body());
        }
        pages.append(conversation.ask("GET", code, FETCHER, "").body());
        conversation.ask("GET", code, PERSON, "");
        return pages.toString();
    }

    private static @Nullable String hostileMarkup(Conversation conversation, JsonNode link, Set<String> harmless)
            throws IOException {
        String pages = pages(conversation, link);
        Set<String> markup = markup(pages);
        markup.removeAll(harmless);
        if (!markup.isEmpty()) {
            return markup + " on the pages of " + link;
        }
        String text = TAG.matcher(pages).replaceAll("");
        return text.indexOf('<') >= 0 || text.indexOf('>') >= 0 ? "a bracket on the pages of " + link : null;
    }

    /** Tags with the names of their attributes, and the schemes of what they lead to. */
    private static Set<String> markup(String page) {
        Set<String> markup = TAG.matcher(page)
                .results()
                .map(tag -> VALUE.matcher(tag.group()).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
        HREF.matcher(page)
                .results()
                .map(match -> match.group(1).replaceAll("^(/|https?:).*", "$1").replaceAll("^http:", "https:"))
                .forEach(markup::add);
        return markup;
    }

    /** Cells that a spreadsheet takes for a formula, whether it parts them by commas, semicolons or tabs. */
    private static List<String> formulas(String csv) {
        Stream<String> byCommas =
                CsvReader.builder().ofCsvRecord(csv).stream().flatMap(row -> row.getFields().stream());
        // Quotes behind the end of a cell are left out by who reads it; those at the begin of a line are its own.
        Stream<String> byOthers = csv.lines()
                .flatMap(line -> Stream.of(line.replaceAll("(?<=[;\t])\"+", "").split("[;\t]", -1)));
        return Stream.concat(byCommas, byOthers)
                .filter(cell ->
                        FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches())
                .distinct()
                .limit(10)
                .toList();
    }
}
