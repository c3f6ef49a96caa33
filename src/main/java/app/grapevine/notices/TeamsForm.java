package app.grapevine.notices;

import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A paper as what a Teams workflow "when a webhook request is received" takes: a message with an
 * <a href="https://adaptivecards.io/explorer/">Adaptive Card</a>. What others typed stands in runs of rich text, which know no Markdown, as text
 * blocks and facts do; only addresses of this service are links. A message may have 28 KB, so of a table come 25 rows. Pure.
 */
final class TeamsForm {
    private static final int MOST_ROWS = 25;
    private static final int MOST_TEXT = 800;

    private TeamsForm() {}

    static Map<String, Object> of(Paper paper) {
        List<Map<String, Object>> body = new ArrayList<>();
        List<Map<String, Object>> actions = new ArrayList<>();
        body.add(text(Paper.line(paper.title()), Map.of("size", "Large", "weight", "Bolder")));
        for (Block block : paper.blocks()) {
            if (block instanceof Words words) {
                body.add(text(words.text(), words.soft() ? Map.of("size", "Small", "isSubtle", true) : Map.of()));
            } else if (block instanceof Button button) {
                actions.add(Map.of("type", "Action.OpenUrl", "title", button.text(), "url", button.url()));
            } else if (block instanceof Table table) {
                Table some = new Table(
                        null,
                        table.heads(),
                        table.rows().subList(0, Math.min(table.rows().size(), MOST_ROWS)));
                if (table.title() != null) {
                    body.add(text(table.title(), Map.of("weight", "Bolder")));
                }
                SlackForm.rows(some).lines().forEach(line -> body.add(text(line, Map.of())));
            }
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("lang", paper.language().label());
        card.put("body", body);
        card.put("actions", actions);
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    private static Map<String, Object> text(String text, Map<String, Object> look) {
        Map<String, Object> run = new LinkedHashMap<>(look);
        run.put("type", "TextRun");
        run.put("text", SlackForm.cut(text, MOST_TEXT));
        return Map.of("type", "RichTextBlock", "inlines", List.of(run));
    }
}
