package app.grapevine.attribution;

import app.grapevine.attribution.TokenScanner.Hits;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads user agents. All tokens of the rules and of the catalogue are looked for in one pass; readings are kept for
 * the user agents seen lately, which changes no answer. Safe for use by many threads.
 */
final class UserAgents {
    /** Some 5 MB at worst, of user agents of full length. */
    private static final int KEPT = 4096;

    private static final String PREVIEW_BY_UNKNOWN_APP = "other";

    /** What a token means. */
    private enum Sense {
        INNOCENT,
        AUTOMATION,
        FETCHER,
        MARK,
        WORD
    }

    private static final AgentWord[] WORDS = AgentWord.values();
    private static final long BROWSER_OR_DEVICE = AgentWord.bits(
            AgentWord.ENGINE,
            AgentWord.OFFICE,
            AgentWord.IPHONE,
            AgentWord.IPAD,
            AgentWord.IOS,
            AgentWord.ANDROID,
            AgentWord.DALVIK,
            AgentWord.CFNETWORK,
            AgentWord.WINDOWS_PHONE,
            AgentWord.BLACKBERRY,
            AgentWord.SYMBIAN,
            AgentWord.FEATURE_PHONE,
            AgentWord.KAI_OS,
            AgentWord.HARMONY_OS,
            AgentWord.TIZEN,
            AgentWord.CONSOLE,
            AgentWord.TV,
            AgentWord.OTHER_SYSTEM,
            AgentWord.OPERA,
            AgentWord.OPERA_MINI,
            AgentWord.SAFARI,
            AgentWord.UC);

    private final List<Channel> channels;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Sense> senses = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final Sense[] sense;
    private final int[] number;
    private final TokenScanner scanner;
    private final Cache<String, Reading> readings =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    UserAgents(List<Channel> channels) {
        this.channels = List.copyOf(channels);
        register(AutomationRules.INNOCENT, Sense.INNOCENT, 0);
        for (int rule = 0; rule < AutomationRules.RULES.size(); rule++) {
            register(AutomationRules.RULES.get(rule).tokens(), Sense.AUTOMATION, rule);
        }
        for (AgentWord word : WORDS) {
            register(word.tokens, Sense.WORD, word.ordinal());
        }
        for (int row = 0; row < this.channels.size(); row++) {
            register(parse(this.channels.get(row).fetchers()), Sense.FETCHER, row);
            register(parse(this.channels.get(row).marks()), Sense.MARK, row);
        }
        sense = senses.toArray(Sense[]::new);
        number = numbers.stream().mapToInt(Integer::intValue).toArray();
        scanner = new TokenScanner(tokens);
    }

    private static List<Token> parse(List<String> written) {
        return written.stream().map(Token::parse).toList();
    }

    private void register(List<Token> some, Sense meaning, int value) {
        for (Token token : some) {
            tokens.add(token);
            senses.add(meaning);
            numbers.add(value);
        }
    }

    Reading read(String userAgent) {
        String text = userAgent.length() <= Signals.MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, Signals.MAX_USER_AGENT);
        Reading known = readings.getIfPresent(text);
        if (known == null) {
            known = readAnew(text);
            readings.put(text, known);
        }
        return known;
    }

    /** As {@link #read}, without what is remembered. */
    Reading readAnew(String text) {
        Hits hits = scanner.scan(text);
        List<Sign> marks = marks(text, hits);
        long words = words(hits);
        Agent agent = AgentRules.agent(words, !marks.isEmpty());
        int rule = firstAutomation(hits);
        int fetcher = firstFetcher(hits);
        if (fetcher >= 0 && (rule < 0 || rule >= AutomationRules.PREVIEWS)) {
            return preview(text, hits, fetcher, agent);
        }
        if (rule >= 0) {
            return automation(text, hits, rule, agent);
        }
        if (text.isBlank()) {
            return bot("empty-user-agent", "", agent);
        }
        if ((words & BROWSER_OR_DEVICE) == 0 || !hasVersion(text)) {
            return bot("no-browser", product(text, 0, 0), agent);
        }
        return new Reading(Kind.CLICK, null, List.of(), null, marks, agent);
    }

    private static Reading bot(String rule, String value, Agent agent) {
        return new Reading(Kind.BOT, new Evidence("user-agent", rule, value), List.of(), null, List.of(), agent);
    }

    private Reading automation(String text, Hits hits, int rule, Agent agent) {
        int hit = hitOf(hits, Sense.AUTOMATION, rule);
        AutomationRules.Rule matched = AutomationRules.RULES.get(rule);
        Evidence evidence = new Evidence("user-agent", matched.name(), product(text, hits.start[hit], hits.end[hit]));
        String previewBy = matched.kind() == Kind.PREVIEW ? PREVIEW_BY_UNKNOWN_APP : null;
        return new Reading(matched.kind(), evidence, List.of(), previewBy, List.of(), agent);
    }

    /** A fetcher that several channels share names what they have in common: their family. */
    private Reading preview(String text, Hits hits, int first, Agent agent) {
        List<Channel> sharing = new ArrayList<>();
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == Sense.FETCHER
                    && hits.start[i] == hits.start[first]
                    && hits.end[i] == hits.end[first]) {
                addOnce(sharing, channels.get(number[hits.token[i]]));
            }
        }
        Channel one = sharing.get(0);
        String family = one.family();
        String previewBy = sharing.size() == 1 || family == null ? one.id() : family;
        Evidence evidence =
                new Evidence("user-agent", "preview-fetcher", product(text, hits.start[first], hits.end[first]));
        return new Reading(Kind.PREVIEW, evidence, sharing, previewBy, List.of(), agent);
    }

    /** The hit of the first row of the catalogue: rows are in order, imitators before those they imitate. */
    private int firstFetcher(Hits hits) {
        int best = -1;
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == Sense.FETCHER
                    && (best < 0 || number[hits.token[i]] < number[hits.token[best]])) {
                best = i;
            }
        }
        return best;
    }

    private int firstAutomation(Hits hits) {
        int best = -1;
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == Sense.AUTOMATION
                    && (best < 0 || number[hits.token[i]] < best)
                    && !hidden(hits, i, Sense.INNOCENT)) {
                best = number[hits.token[i]];
            }
        }
        return best;
    }

    private int hitOf(Hits hits, Sense meaning, int value) {
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == meaning && number[hits.token[i]] == value && !hidden(hits, i, Sense.INNOCENT)) {
                return i;
            }
        }
        throw new IllegalStateException("no hit of a rule that was found");
    }

    /** Whether a longer hit of {@code by} contains hit {@code i}. */
    private boolean hidden(Hits hits, int i, Sense by) {
        for (int j = 0; j < hits.count; j++) {
            if (sense[hits.token[j]] == by
                    && hits.start[j] <= hits.start[i]
                    && hits.end[j] >= hits.end[i]
                    && hits.end[j] - hits.start[j] > hits.end[i] - hits.start[i]) {
                return true;
            }
        }
        return false;
    }

    /** One sign for each place in the text: what stands there may be a mark of several channels. */
    private List<Sign> marks(String text, Hits hits) {
        List<Sign> signs = List.of();
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] != Sense.MARK || hidden(hits, i, Sense.MARK) || isRepeated(hits, i)) {
                continue;
            }
            List<Channel> sharing = new ArrayList<>();
            for (int row = 0; row < channels.size(); row++) {
                if (hasMark(hits, i, row)) {
                    sharing.add(channels.get(row));
                }
            }
            if (signs.isEmpty()) {
                signs = new ArrayList<>();
            }
            signs.add(new Sign(
                    Sign.Strength.STRONG,
                    sharing,
                    null,
                    new Evidence("user-agent", "in-app-mark", product(text, hits.start[i], hits.end[i]))));
        }
        return signs;
    }

    private boolean hasMark(Hits hits, int place, int row) {
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == Sense.MARK
                    && number[hits.token[i]] == row
                    && hits.start[i] == hits.start[place]
                    && hits.end[i] == hits.end[place]) {
                return true;
            }
        }
        return false;
    }

    /** Whether an earlier mark stands at the same place, or is the same token once more. */
    private boolean isRepeated(Hits hits, int i) {
        for (int j = 0; j < i; j++) {
            if (sense[hits.token[j]] == Sense.MARK
                    && (hits.token[j] == hits.token[i]
                            || hits.start[j] == hits.start[i] && hits.end[j] == hits.end[i])) {
                return true;
            }
        }
        return false;
    }

    private long words(Hits hits) {
        long words = 0;
        for (int i = 0; i < hits.count; i++) {
            if (sense[hits.token[i]] == Sense.WORD) {
                words |= 1L << number[hits.token[i]];
            }
        }
        return words;
    }

    private static void addOnce(List<Channel> list, Channel channel) {
        if (!list.contains(channel)) {
            list.add(channel);
        }
    }

    /** Programs name themselves and their version; a lone word is no user agent of a browser. */
    private static boolean hasVersion(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('(') >= 0;
    }

    /** The product around a hit, such as {@code Googlebot/2.1}. */
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
