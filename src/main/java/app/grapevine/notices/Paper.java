package app.grapevine.notices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says, in no form yet: as HTML, as text, as a card. All of it is plain text; what makes a form of it escapes it.
 *
 * @param language of its words
 * @param title one line
 */
record Paper(Language language, String title, List<Block> blocks) {
    Paper {
        blocks = List.copyOf(blocks);
    }

    /** What it is made of, from the top down. */
    sealed interface Block permits Words, Table, Button {}

    /** @param soft whether it is said in passing */
    record Words(String text, boolean soft) implements Block {}

    /**
     * @param title of the table; null for none
     * @param heads of the columns; the first names the row, the others have figures
     */
    record Table(@Nullable String title, List<String> heads, List<List<String>> rows) implements Block {
        Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Leads somewhere. @param url of this service */
    record Button(String text, String url) implements Block {}

    /** A text without what would end its line. */
    static String line(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
