package app.grapevine.notices;

import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A paper as what Slack's incoming webhooks take: blocks (<a href="https://docs.slack.dev/reference/block-kit/blocks/">Block Kit</a>), and a text for
 * where they are not shown. What others typed stands in {@code plain_text}, in which nothing is a mention, a link or a format;
 * only addresses of this service are links. A header has 150 characters at most, a text 3,000, a message 50 blocks. Pure.
 */
final class SlackForm {
    private static final int MOST_HEADER = 150;
    private static final int MOST_TEXT = 3000;
    private static final int MOST_BLOCKS = 50;

    private SlackForm() {}

    static Map<String, Object> of(Paper paper) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "header", "text", plain(cut(Paper.line(paper.title()), MOST_HEADER))));
        for (Block block : paper.blocks()) {
            if (block instanceof Words words) {
                String type = words.soft() ? "context" : "section";
                Map<String, Object> text = plain(cut(words.text(), MOST_TEXT));
                blocks.add(
                        words.soft()
                                ? Map.of("type", type, "elements", List.of(text))
                                : Map.of("type", type, "text", text));
            } else if (block instanceof Button button) {
                String link = "<" + escaped(button.url()) + "|" + escaped(button.text()) + ">";
                blocks.add(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", link)));
            } else if (block instanceof Table table) {
                blocks.add(Map.of("type", "section", "text", plain(cut(rows(table), MOST_TEXT))));
            }
        }
        return Map.of(
                "text", cut(escaped(Paper.line(paper.title())), MOST_TEXT),
                "blocks", blocks.subList(0, Math.min(blocks.size(), MOST_BLOCKS)));
    }

    /** A line for each row: a chat has no room for columns. */
    static String rows(Table table) {
        StringBuilder text = new StringBuilder(table.title() == null ? "" : table.title() + "\n");
        for (List<String> row : table.rows()) {
            text.append("• ").append(Paper.line(row.get(0)));
            for (int i = 1; i < row.size(); i++) {
                text.append(i == 1 ? " – " : " · ")
                        .append(table.heads().get(i))
                        .append(": ")
                        .append(Paper.line(row.get(i)));
            }
            text.append('\n');
        }
        return text.toString().strip();
    }

    /** At most so many characters of UTF-16, no pair of them parted. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text.isEmpty() ? "–" : text, "emoji", false);
    }

    /** The three characters that mean something in Slack's text. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
