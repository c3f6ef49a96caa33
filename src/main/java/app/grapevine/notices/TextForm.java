package app.grapevine.notices;

import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import java.util.List;

/** A paper as plain text: of a table a paragraph for each row, since columns stand in line in few programs. Pure. */
final class TextForm {
    private TextForm() {}

    static String of(Paper paper) {
        StringBuilder text = new StringBuilder(Paper.line(paper.title())).append("\n");
        for (Block block : paper.blocks()) {
            text.append('\n');
            if (block instanceof Words words) {
                text.append(words.text()).append('\n');
            } else if (block instanceof Button button) {
                text.append(button.text()).append(":\n").append(button.url()).append('\n');
            } else if (block instanceof Table table) {
                add(text, table);
            }
        }
        return text.toString();
    }

    private static void add(StringBuilder text, Table table) {
        if (table.title() != null) {
            text.append(table.title()).append("\n\n");
        }
        for (List<String> row : table.rows()) {
            text.append("* ").append(Paper.line(row.get(0))).append('\n');
            for (int i = 1; i < row.size(); i++) {
                text.append("  ")
                        .append(table.heads().get(i))
                        .append(": ")
                        .append(Paper.line(row.get(i)))
                        .append('\n');
            }
        }
    }
}
