package app.grapevine.notices;

import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Table;
import app.grapevine.notices.Paper.Words;
import java.util.List;

/**
 * A paper as a page for programs of mail: styles in each element, for some take no sheets; tables as tables; no picture, no
 * script, and nothing that is loaded from anywhere, so that nobody learns whether and where it was read. Pure.
 */
final class HtmlForm {
    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private static final String CELL = "padding:6px 10px;border-bottom:1px solid #d9dde3;";

    private HtmlForm() {}

    static String of(Paper paper) {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"")
                .append(paper.language().label())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(paper.title()))
                .append("</title>\n</head>\n<body style=\"margin:0;padding:24px;background:#ffffff;color:#1c2430;")
                .append(FONT)
                .append("font-size:15px;line-height:1.5;\">\n<div style=\"max-width:640px;margin:0 auto;\">\n")
                .append("<h1 style=\"font-size:22px;line-height:1.3;margin:0 0 16px;\">")
                .append(escaped(paper.title()))
                .append("</h1>\n");
        for (Block block : paper.blocks()) {
            if (block instanceof Words words) {
                add(html, words);
            } else if (block instanceof Button button) {
                add(html, button);
            } else if (block instanceof Table table) {
                add(html, table);
            }
        }
        return html.append("</div>\n</body>\n</html>\n").toString();
    }

    private static void add(StringBuilder html, Words words) {
        String style = words.soft() ? "margin:0 0 12px;color:#5a6472;font-size:13px;" : "margin:0 0 16px;";
        html.append("<p style=\"")
                .append(style)
                .append("\">")
                .append(escaped(words.text()).replace("\n", "<br>\n"))
                .append("</p>\n");
    }

    private static void add(StringBuilder html, Button button) {
        html.append("<p style=\"margin:0 0 20px;\"><a href=\"")
                .append(escaped(button.url()))
                .append(
                        "\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5f8b;color:#ffffff;"
                                + "text-decoration:none;\">")
                .append(escaped(button.text()))
                .append("</a></p>\n");
    }

    private static void add(StringBuilder html, Table table) {
        if (table.title() != null) {
            html.append("<h2 style=\"font-size:17px;margin:0 0 8px;\">")
                    .append(escaped(table.title()))
                    .append("</h2>\n");
        }
        html.append(
                "<table style=\"border-collapse:collapse;width:100%;margin:0 0 20px;font-size:14px;\">\n<thead><tr>");
        for (int i = 0; i < table.heads().size(); i++) {
            cell(
                    html,
                    "th scope=\"col\"",
                    "th",
                    i,
                    "color:#5a6472;font-weight:600;",
                    table.heads().get(i));
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            cell(html, "th scope=\"row\"", "th", 0, "font-weight:400;", row.get(0));
            for (int i = 1; i < row.size(); i++) {
                cell(html, "td", "td", i, "", row.get(i));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    /** The first column names its row and stands to the left, whatever it is called in; figures stand to the right. */
    private static void cell(StringBuilder html, String open, String close, int column, String style, String text) {
        html.append('<')
                .append(open)
                .append(" style=\"")
                .append(CELL)
                .append(style)
                .append(column == 0 ? "text-align:left;" : "text-align:right;")
                .append("\"><bdi>")
                .append(escaped(text))
                .append("</bdi></")
                .append(close)
                .append('>');
    }

    /** Text made safe in elements and in quoted attributes; without control characters and marks that turn what is around. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    boolean turns = (c >= 0x202a && c <= 0x202e)
                            || (c >= 0x2066 && c <= 0x2069)
                            || c == 0x200e
                            || c == 0x200f
                            || c == 0x061c;
                    if (!turns && (!Character.isISOControl(c) || c == '\n')) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
