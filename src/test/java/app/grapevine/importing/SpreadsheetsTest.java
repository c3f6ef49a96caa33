package app.grapevine.importing;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.base.Fault;
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
    private static final Map<String, String> SEPARATORS =
            Map.of(",", "comma", ";", "semicolon", "\t", "tab", "|", "bar");

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFileIsReadAsItWasMeant(List<String> row) {
        assertThat(shown(Files.read(bytes(row.get(3), row.get(4))))).isEqualTo(row.get(5));
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

    private static String shown(LinkFile file) {
        String separator = file.separator() == null ? "" : " " + SEPARATORS.get(file.separator());
        return file.charset() + separator + ": "
                + file.rows().stream().map(SpreadsheetsTest::shown).collect(Collectors.joining("; "));
    }

    private static String shown(LinkFile.Row row) {
        LinkDraft draft = row.draft();
        if (draft == null) {
            return "line " + row.line() + " refused, "
                    + row.refusal().faults().stream()
                            .map(Fault::code)
                            .map(code -> code.label())
                            .collect(Collectors.joining(" "));
        }
        List<String> words = new ArrayList<>();
        words.add(draft.destination());
        Stream.of(draft.title(), draft.channel()).filter(word -> word != null).forEach(words::add);
        if (Boolean.FALSE.equals(draft.forwarding())) {
            words.add("not passed on");
        }
        return String.join(" ", words);
    }
}
