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
     * @param unless the {@link AgentWord}s beside which its tokens tell nothing
     * @param evenInViews whether it holds for a view inside an app too, whose user agent ends in the app's name
     */
    record Rule(String name, Kind kind, long unless, boolean evenInViews, List<Token> tokens) {
        boolean holds(long words, boolean inView) {
            return (words & unless) == 0 && (evenInViews || !inView);
        }
    }

    /** The place of the catalogue's fetchers: rules before it win over them. */
    static final int PREVIEWS = 4;

    /** In order; a rule's number is its place. */
    static final List<Rule> RULES = List.of(
            rule("assistant", Kind.BOT, true, AutomationWords.ASSISTANTS),
            rule("ai-fetcher", Kind.BOT, true, AutomationWords.AI_FETCHERS),
            rule("share-sheet", Kind.PREVIEW, true, AutomationWords.SHARE_SHEETS),
            rule("link-card-builder", Kind.PREVIEW, true, AutomationWords.DRESSED_AS_APPS),
            rule("preview-fetcher", Kind.PREVIEW, true, ""),
            rule("link-card-builder", Kind.PREVIEW, true, AutomationWords.LINK_CARD_BUILDERS),
            rule("headless-browser", Kind.BOT, true, AutomationWords.HEADLESS_BROWSERS),
            rule("monitor", Kind.BOT, true, AutomationWords.MONITORS),
            rule("scanner", Kind.BOT, true, AutomationWords.SCANNERS),
            rule("robot-word", Kind.BOT, true, AutomationWords.ROBOT_WORDS),
            rule("http-library", Kind.BOT, true, AutomationWords.HTTP_LIBRARIES),
            rule("feed-reader", Kind.BOT, false, AutomationWords.FEED_READERS),
            rule("known-robot", Kind.BOT, true, AutomationWords.KNOWN_ROBOTS),
            rule("tool-word", Kind.BOT, false, AutomationWords.TOOL_WORDS),
            rule("web-address", Kind.BOT, false, AutomationWords.ADDRESSES),
            new Rule(
                    "bare-host", Kind.BOT, AgentWord.INTERNET_EXPLORER.bit, false, tokens(AutomationWords.BARE_HOSTS)));

    /** Words of people's browsers and devices that hold one of the above: a longer word hides those in it. */
    static final List<Token> INNOCENT = tokens(AutomationWords.INNOCENT);

    private AutomationRules() {}

    private static Rule rule(String name, Kind kind, boolean evenInViews, String table) {
        return new Rule(name, kind, 0, evenInViews, tokens(table));
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
