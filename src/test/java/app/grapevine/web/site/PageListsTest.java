package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the marketers' page lists by hand, beside what the API can answer: a word that is missing in a list is shown raw. */
class PageListsTest {
    private static final Pattern LIST = Pattern.compile("(?s)const ([A-Z_]+) = \\[(.*?)];");
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"");

    private final OpenApi api = OpenApi.read();

    @ParameterizedTest
    @CsvSource({
        "pages/audit.js, ACTIONS, AuditAction",
        "pages/links.js, STATUSES, LinkStatus",
        "pages/scopes.js, SCOPES, Scope",
        "pages/visits.js, KINDS, Kind",
        "pages/webhooks.js, EVENTS, WebhookEvent",
        "report/sections.js, SECTION_NAMES, ReportSection",
        "report/series.js, EVERYTHING, Kind"
    })
    void aListOfThePageHasAllWordsOfTheApiAndNoOther(String module, String name, String schema) {
        assertThat(words(module, name))
                .containsExactlyInAnyOrderElementsOf(api.root()
                        .at("/components/schemas/" + schema + "/enum")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    private static List<String> words(String module, String name) {
        Matcher lists = LIST.matcher(DashboardModules.read(module));
        String list = lists.results()
                .filter(found -> found.group(1).equals(name))
                .map(found -> found.group(2))
                .findFirst()
                .orElseThrow();
        return WORD.matcher(list).results().map(PageListsTest::word).toList();
    }

    private static String word(MatchResult found) {
        return found.group(1);
    }
}
