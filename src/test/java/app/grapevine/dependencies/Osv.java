package app.grapevine.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * OSV's database of advisories (<a href="https://google.github.io/osv.dev/post-v1-querybatch/">querybatch</a>): all
 * libraries are asked for at once, by their package URLs, and those of which an answer has more pages again. It takes up
 * to 1,000 questions at once; the program has some 50 libraries.
 */
final class Osv {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI questions;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param address of the service, without a path, as {@code https://api.osv.dev} */
    Osv(URI address) {
        questions = address.resolve("/v1/querybatch");
    }

    /**
     * The identifiers of advisories by the package URL of the library that they name; what none names is absent.
     *
     * @throws IOException if OSV cannot be reached, or answers in another way than it says
     */
    Map<String, Set<String>> advisories(List<Component> components) throws IOException, InterruptedException {
        Map<String, Set<String>> found = new TreeMap<>();
        List<Question> open =
                components.stream().map(each -> new Question(each.purl(), "")).toList();
        while (!open.isEmpty()) {
            open = ask(open, found);
        }
        return found;
    }

    /** Adds what is answered to {@code found}; what has further pages is to be asked next. */
    private List<Question> ask(List<Question> open, Map<String, Set<String>> found)
            throws IOException, InterruptedException {
        JsonNode results = answer(open).path("results");
        if (results.size() != open.size()) {
            throw new IOException(
                    questions + " was asked for " + open.size() + " libraries, and answered for " + results.size());
        }
        List<Question> further = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            String purl = open.get(i).purl();
            for (JsonNode advisory : results.get(i).path("vulns")) {
                found.computeIfAbsent(purl, none -> new TreeSet<>())
                        .add(advisory.path("id").asText());
            }
            String token = results.get(i).path("next_page_token").asText();
            if (!token.isEmpty()) {
                further.add(new Question(purl, token));
            }
        }
        return further;
    }

    private JsonNode answer(List<Question> open) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(questions)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body(open)))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(questions + " cannot be reached: " + e, e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(questions + " answered " + response.statusCode());
        }
        return MAPPER.readTree(response.body());
    }

    private static byte[] body(List<Question> open) throws IOException {
        ObjectNode body = MAPPER.createObjectNode();
        ArrayNode queries = body.putArray("queries");
        for (Question question : open) {
            ObjectNode query = queries.addObject();
            query.putObject("package").put("purl", question.purl());
            if (!question.page().isEmpty()) {
                query.put("page_token", question.page());
            }
        }
        return MAPPER.writeValueAsBytes(body);
    }

    /** @param page empty for the first one */
    private record Question(String purl, String page) {}
}
