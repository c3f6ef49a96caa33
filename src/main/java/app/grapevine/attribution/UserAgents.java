package app.grapevine.attribution;

import app.grapevine.attribution.Lexicon.Finds;
import app.grapevine.attribution.Lexicon.Sense;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads user agents: all tokens of the rules and of the catalogue are looked for in one pass, and the tables are asked
 * in order. Safe for use by many threads.
 */
final class UserAgents {
    private static final String PREVIEW_BY_UNKNOWN_APP = "other";
    /** The row of programs for mail: they open links outside of themselves. */
    private static final String MAIL = "email";

    private static final String WHOLE_BROWSER = " Safari/537.36 ";
    private static final int NONE = -1;

    private final List<Channel> channels;
    /** Of each family how many channels are of it. */
    private final Map<String, Integer> members = new HashMap<>();

    private final Lexicon lexicon;

    /** @param channels in the order in which their fetchers' tokens are tried */
    UserAgents(List<Channel> channels) {
        this.channels = List.copyOf(channels);
        this.lexicon = new Lexicon(this.channels);
        for (Channel channel : this.channels) {
            if (channel.family() != null) {
                members.merge(channel.family(), 1, Integer::sum);
            }
        }
    }

    /** @param text a user agent as {@link Signals} has it, without {@link AppendedMarks} */
    Reading read(String text) {
        Finds finds = lexicon.find(text);
        List<Sign> marks = marks(text, finds);
        long words = finds.words();
        Agent agent = AgentRules.agent(words, !marks.isEmpty());
        int telling = firstAutomation(text, finds, words, !marks.isEmpty() || AgentRules.isView(words));
        int fetcher = firstFetcher(finds);
        if (fetcher != NONE && (telling == NONE || finds.number(telling) > AutomationRules.PREVIEWS)) {
            return preview(text, finds, fetcher, agent);
        }
        if (telling != NONE) {
            AutomationRules.Rule rule = AutomationRules.RULES.get(finds.number(telling));
            String value = product(text, finds.start(telling), finds.end(telling));
            return automation(rule.kind(), rule.name(), value, agent);
        }
        ShapeRules.Rule rule = ShapeRules.first(new ShapeRules.Shape(text, words, !marks.isEmpty(), isMail(marks)));
        if (rule != null) {
            return automation(Kind.BOT, rule.name(), product(text, 0, 0), agent);
        }
        return new Reading(
                Kind.CLICK, null, List.of(), null, marks, agent, Engine.of(text, words, agent, !marks.isEmpty()));
    }

    private static Reading automation(Kind kind, String rule, String value, Agent agent) {
        return new Reading(
                kind,
                new Evidence("user-agent", rule, value),
                List.of(),
                kind == Kind.PREVIEW
                        ? rule.equals(Previews.SHARE_SHEET) ? Previews.SHARE_SHEET : PREVIEW_BY_UNKNOWN_APP
                        : null,
                List.of(),
                agent,
                null);
    }

    private Reading preview(String text, Finds finds, int fetcher, Agent agent) {
        List<Channel> sharing = sharing(finds, fetcher, Sense.FETCHER);
        Channel one = sharing.get(0);
        String family = one.family();
        return new Reading(
                Kind.PREVIEW,
                new Evidence("user-agent", "preview-fetcher", product(text, finds.start(fetcher), finds.end(fetcher))),
                sharing,
                sharing.size() == 1 || family == null ? one.id() : family,
                List.of(),
                agent,
                null);
    }

    /** Of the first row of the catalogue: its rows are in order, imitators before those whom they imitate. */
    private static int firstFetcher(Finds finds) {
        int best = NONE;
        for (int i = 0; i < finds.count(); i++) {
            if (finds.is(i, Sense.FETCHER) && (best == NONE || finds.number(i) < finds.number(best))) {
                best = i;
            }
        }
        return best;
    }

    private static int firstAutomation(String text, Finds finds, long words, boolean inView) {
        int best = NONE;
        for (int i = 0; i < finds.count(); i++) {
            if (finds.is(i, Sense.AUTOMATION)
                    && (best == NONE || finds.number(i) < finds.number(best))
                    && AutomationRules.RULES.get(finds.number(i)).holds(words, inView)
                    && !finds.isInnocent(i)
                    && !isAddOnsAddress(text, finds.start(i))) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Whether what begins there is the address of something that a whole browser has built in: {@code …Chrome/120.0.0.0
     * Safari/537.36 AddOn/613.76 (https://addon.example)}. Robots put a plus before theirs, or say what they are compatible with.
     */
    private static boolean isAddOnsAddress(String text, int start) {
        int browser = text.indexOf(WHOLE_BROWSER);
        int name = browser + WHOLE_BROWSER.length();
        if (browser < 0
                || start < name + 4
                || !text.startsWith(" (http", start - 2)
                || text.indexOf(' ', start) >= 0
                || !text.endsWith(")")) {
            return false;
        }
        int slash = text.indexOf('/', name);
        return slash < start - 2 && text.indexOf(' ', name) == start - 2 && Token.isDigit(text.charAt(slash + 1));
    }

    /** One sign for each place in the text; what stands there may be a mark of several channels. */
    private List<Sign> marks(String text, Finds finds) {
        List<Sign> signs = List.of();
        for (int i = 0; i < finds.count(); i++) {
            if (finds.is(i, Sense.MARK) && !isRepeated(finds, i) && !finds.isWithinMark(i)) {
                if (signs.isEmpty()) {
                    signs = new ArrayList<>(2);
                }
                Evidence evidence =
                        new Evidence("user-agent", "in-app-mark", product(text, finds.start(i), finds.end(i)));
                List<Channel> sharing = sharing(finds, i, Sense.MARK);
                signs.add(new Sign(Sign.Strength.STRONG, sharing, wholeFamily(sharing), evidence));
            }
        }
        return signs;
    }

    private static boolean isMail(List<Sign> marks) {
        for (Sign mark : marks) {
            for (Channel one : mark.channels()) {
                if (one.id().equals(MAIL)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The family of which all apps make this mark: then it names none of them. Null where some only share it. */
    private @Nullable String wholeFamily(List<Channel> sharing) {
        String family = sharing.size() < 2 ? null : sharing.get(0).family();
        return family != null && members.getOrDefault(family, 0) == sharing.size() ? family : null;
    }

    /** Whether an earlier mark stands at the same place, or is the same token once more. */
    private static boolean isRepeated(Finds finds, int i) {
        for (int j = 0; j < i; j++) {
            if (finds.is(j, Sense.MARK) && (finds.isSameToken(i, j) || finds.isSamePlace(i, j))) {
                return true;
            }
        }
        return false;
    }

    /** The channels with a token at the place of find {@code i}, in the catalogue's order. */
    private List<Channel> sharing(Finds finds, int i, Sense sense) {
        List<Channel> sharing = new ArrayList<>(2);
        for (int j = 0; j < finds.count(); j++) {
            if (finds.is(j, sense) && finds.isSamePlace(i, j)) {
                Channel channel = channels.get(finds.number(j));
                if (!sharing.contains(channel)) {
                    sharing.add(channel);
                }
            }
        }
        return sharing;
    }

    /** The product around a place, such as {@code Googlebot/2.1}. */
    private static String product(String text, int start, int end) {
        int from = start;
        while (from > 0 && !isDelimiter(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && !isDelimiter(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isDelimiter(char c) {
        return c <= ' ' || c == ';' || c == ',' || c == '(' || c == ')' || c == '[' || c == ']' || c >= 127;
    }
}
