package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * What gives automation away in a user agent, as an ordered table: the first rule with a token in the text names the
 * reason. {@link #PREVIEWS} marks the place of the catalogue's preview fetchers in that order.
 *
 * <p>The rules go from names to habits. Few names are listed, of programs whose user agents no habit covers; what
 * is most programs' habit is to call themselves a bot, a crawler, a checker, to say where they can be read about, to
 * name the library that they were written with, or to name neither an engine nor a device ({@link AgentWord}).
 * Public lists were read for the habits; the names are of programs that are well known.
 */
final class AutomationRules {
    /**
     * @param name stands in the evidence
     * @param kind what a visit with one of the tokens is
     */
    record Rule(String name, Kind kind, List<Token> tokens) {}

    /** The place of the catalogue's fetchers: rules before it win over them. */
    static final int PREVIEWS = 1;

    /** In order; a rule's number is its place. */
    static final List<Rule> RULES = List.of(
            rule("ai-fetcher", Kind.BOT, AutomationWords.AI_FETCHERS),
            new Rule("preview-fetcher", Kind.PREVIEW, List.of()),
            rule("link-card-builder", Kind.PREVIEW, AutomationWords.LINK_CARD_BUILDERS),
            rule("headless-browser", Kind.BOT, AutomationWords.HEADLESS_BROWSERS),
            rule("monitor", Kind.BOT, AutomationWords.MONITORS),
            rule("scanner", Kind.BOT, AutomationWords.SCANNERS),
            rule("crawler-word", Kind.BOT, AutomationWords.CRAWLER_WORDS),
            rule("http-library", Kind.BOT, AutomationWords.HTTP_LIBRARIES),
            rule("feed-reader", Kind.BOT, AutomationWords.FEED_READERS),
            rule("known-robot", Kind.BOT, AutomationWords.KNOWN_ROBOTS),
            rule("web-address", Kind.BOT, AutomationWords.ADDRESSES));

    /** Words of people's browsers and devices that hold one of the above: a longer word hides those in it. */
    static final List<Token> INNOCENT = tokens(AutomationWords.INNOCENT);

    private AutomationRules() {}

    private static Rule rule(String name, Kind kind, String table) {
        return new Rule(name, kind, tokens(table));
    }

    private static List<Token> tokens(String table) {
        List<Token> tokens = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            for (String written : line.split(" \\| ", -1)) {
                if (!written.isBlank()) {
                    tokens.add(Token.parse(written.strip()));
                }
            }
        }
        return tokens;
    }
}
