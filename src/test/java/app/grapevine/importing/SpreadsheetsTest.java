package app.grapevine.importing;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.base.Characters;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Destinations;
import app.grapevine.links.LinkDraft;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as spreadsheets write them, which are the table of the documentation as well. */
class SpreadsheetsTest {
    private static final CaseTable CASES = CaseTable.of("csv.csv");
    private static final Destinations DESTINATIONS = new Destinations(Files.SETTINGS);
    private static final Map<String, String> SEPARATORS =
            Map.of(",", "comma", ";", "semicolon", "\t", "tab", "|", "bar");

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFileIsReadAsItWasMeant(List<String> row) {
        assertThat(shown(bytes(row.get(3), row.get(4)), order(row.get(2)))).isEqualTo(row.get(5));
    }

    @Test
    void theDocumentationHasTheTable() {
        CASES.isIn(Path.of("src/docs/FILES-OF-LINKS.md"));
    }

    private static byte[] bytes(String encoding, String file) {
        String mark = encoding.endsWith(" with BOM") ? "\uFEFF" : "";
        String text = file.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
        return (mark + text).getBytes(Charset.forName(encoding.split(" ")[0]));
    }

    private static CellTimes.Order order(String savedAs) {
        return savedAs.endsWith("dates=dmy")
                ? CellTimes.Order.DAY_FIRST
                : savedAs.endsWith("dates=mdy") ? CellTimes.Order.MONTH_FIRST : null;
    }

    private static String shown(byte[] bytes, CellTimes.Order order) {
        try {
            return shown(Files.read(bytes, order));
        } catch (RefusedException e) {
            return "refused, " + codes(e);
        }
    }

    private static String codes(RefusedException refusal) {
        return refusal.faults().stream().map(fault -> fault.code().label()).collect(Collectors.joining(" "));
    }

    private static String shown(LinkFile file) {
        String separator = file.separator() == null ? "" : " " + SEPARATORS.get(file.separator());
        String rows = file.rows().stream().map(SpreadsheetsTest::shown).collect(Collectors.joining("; "));
        return (file.charset() + separator + ": " + rows)
                .strip()
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private static String shown(LinkFile.Row row) {
        LinkDraft draft = row.draft();
        if (!row.isReadable()) {
            return "line " + row.line() + " refused, " + codes(row.refusal());
        }
        if (draft.destination() == null) {
            return "line " + row.line() + " refused, missing";
        }
        if (DESTINATIONS.check(Characters.trimmed(draft.destination())) instanceof Destinations.Refused refused) {
            return "line " + row.line() + " refused, " + refused.fault().code().label();
        }
        List<String> words = new ArrayList<>();
        words.add(Characters.trimmed(draft.destination()));
        Stream.of(draft.title(), draft.channel()).filter(word -> word != null).forEach(words::add);
        if (Boolean.FALSE.equals(draft.forwarding())) {
            words.add("not passed on");
        }
        say(words, "code", draft.code());
        say(words, "domain", draft.domain());
        say(words, "audience", draft.audience());
        say(words, "people", draft.people());
        say(words, "campaign", draft.campaign());
        say(words, "tags", draft.tags().isEmpty() ? null : String.join("|", draft.tags()));
        say(
                words,
                "visibility",
                draft.visibility() == null ? null : draft.visibility().label());
        say(words, "from", draft.validFrom());
        say(words, "until", draft.validUntil());
        say(words, "clicks", draft.maxClicks());
        say(words, "query", draft.forwardQuery());
        say(words, "conversions", draft.trackConversions() ? "yes" : null);
        say(words, "utm", draft.utm().off() ? "off" : draft.utm().source());
        say(words, "card", draft.card().description());
        say(words, "off", draft.disabled() ? "yes" : null);
        return String.join(" ", words);
    }

    private static void say(List<String> words, String what, Object value) {
        if (value != null) {
            words.add(what + "=" + value);
        }
    }
}
