package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tokens that are looked for in a user agent, each with what it means. Immutable once it is built. */
final class Lexicon {
    /** What a token means. */
    enum Sense {
        /** A word of people's browsers that hides tokens of automation in it. */
        INNOCENT,
        /** The number is that of a rule of {@link AutomationRules}. */
        AUTOMATION,
        /** The number is that of a row of the catalogue. */
        FETCHER,
        /** The number is that of a row of the catalogue. */
        MARK,
        /** The number is that of an {@link AgentWord}. */
        WORD
    }

    private static final String BUILD = " build/";
    private static final String ANDROID = "android ";
    /** The places of these two among the tokens. */
    private static final int BUILD_TOKEN = 0;

    private static final int ANDROID_TOKEN = 1;

    private final Sense[] senses;
    private final int[] numbers;
    private final TokenScanner scanner;

    Lexicon(List<Channel> channels) {
        List<Token> tokens = new ArrayList<>();
        List<Sense> means = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Registry registry = (some, sense, number) -> {
            for (Token token : some) {
                tokens.add(token);
                means.add(sense);
                counts.add(number);
            }
        };
        registry.add(List.of(Token.parse("*" + BUILD + "*")), Sense.INNOCENT, 0);
        registry.add(List.of(Token.parse("*" + ANDROID + "#")), Sense.INNOCENT, 0);
        registry.add(AutomationRules.INNOCENT, Sense.INNOCENT, 0);
        for (int rule = 0; rule < AutomationRules.RULES.size(); rule++) {
            registry.add(AutomationRules.RULES.get(rule).tokens(), Sense.AUTOMATION, rule);
        }
        for (AgentWord word : AgentWord.values()) {
            registry.add(word.tokens, Sense.WORD, word.ordinal());
        }
        for (int row = 0; row < channels.size(); row++) {
            registry.add(parse(channels.get(row).fetchers()), Sense.FETCHER, row);
            registry.add(parse(channels.get(row).marks()), Sense.MARK, row);
        }
        senses = means.toArray(Sense[]::new);
        numbers = counts.stream().mapToInt(Integer::intValue).toArray();
        scanner = new TokenScanner(tokens);
    }

    private interface Registry {
        void add(List<Token> tokens, Sense sense, int number);
    }

    private static List<Token> parse(List<String> written) {
        return written.stream().map(Token::parse).toList();
    }

    /** The tokens found in {@code text}, ordered by where they end. */
    Finds find(String text) {
        TokenScanner.Hits hits = scanner.scan(text);
        for (int i = 0; i < hits.count; i++) {
            if (hits.token[i] == BUILD_TOKEN) {
                widenToDevice(text, hits, i);
            } else if (hits.token[i] == ANDROID_TOKEN) {
                widenToModel(text, hits, i);
            }
        }
        return new Finds(hits);
    }

    /** Android's {@code ; moto g(50) Build/S1RSS32.38;} is a device's name and build, from semicolon to semicolon. */
    private static void widenToDevice(String text, TokenScanner.Hits hits, int build) {
        hits.start[build] = Math.max(0, text.lastIndexOf(';', hits.start[build]));
        int end = hits.end[build];
        int limit = Math.min(text.length(), end + 48);
        while (end < limit && text.charAt(end) != ';' && text.charAt(end) != ')') {
            end++;
        }
        hits.end[build] = end;
    }

    /** Newer {@code ; Android 13; Lazbot One)} names the device alone; what has an address or a version in it is none. */
    private static void widenToModel(String text, TokenScanner.Hits hits, int android) {
        int from = hits.end[android];
        int limit = Math.min(text.length(), from + 12);
        while (from < limit && text.charAt(from) != ';' && text.charAt(from) != ')') {
            from++;
        }
        int end = from + 1;
        limit = Math.min(text.length(), end + 48);
        while (end < limit && (isOfModel(text.charAt(end)) || isLastPlus(text, end))) {
            end++;
        }
        if (end < limit && text.charAt(from) == ';' && (text.charAt(end) == ')' || text.charAt(end) == ';')) {
            hits.start[android] = from;
            hits.end[android] = end;
        }
    }

    /** Some models end in a plus; what goes on behind one is an address. */
    private static boolean isLastPlus(String text, int at) {
        return text.charAt(at) == '+'
                && at + 1 < text.length()
                && (text.charAt(at + 1) == ')' || text.charAt(at + 1) == ';');
    }

    private static boolean isOfModel(char c) {
        return c != ';' && c != ')' && c != '/' && c != ':' && c != '@' && c != '+';
    }

    /** What was found in one text. */
    final class Finds {
        private final TokenScanner.Hits hits;

        /** Made when it is first asked for: most texts have nothing in them that would tell automation. */
        private @Nullable BitSet innocent;

        private Finds(TokenScanner.Hits hits) {
            this.hits = hits;
        }

        int count() {
            return hits.count;
        }

        boolean is(int i, Sense sense) {
            return senses[hits.token[i]] == sense;
        }

        int number(int i) {
            return numbers[hits.token[i]];
        }

        int start(int i) {
            return hits.start[i];
        }

        int end(int i) {
            return hits.end[i];
        }

        boolean isSameToken(int i, int j) {
            return hits.token[i] == hits.token[j];
        }

        boolean isSamePlace(int i, int j) {
            return hits.start[i] == hits.start[j] && hits.end[i] == hits.end[j];
        }

        /** Whether find {@code i} lies where nothing tells automation. Asked of each, so not by going through all. */
        boolean isInnocent(int i) {
            if (innocent == null) {
                innocent = innocentPlaces();
            }
            return innocent.nextClearBit(hits.start[i]) >= hits.end[i];
        }

        private BitSet innocentPlaces() {
            BitSet places = new BitSet(0);
            for (int i = 0; i < hits.count; i++) {
                if (is(i, Sense.INNOCENT)) {
                    places.set(hits.start[i], hits.end[i]);
                }
            }
            return places;
        }

        /** Whether find {@code i} lies within a longer mark. */
        boolean isWithinMark(int i) {
            for (int j = 0; j < hits.count; j++) {
                if (senses[hits.token[j]] == Sense.MARK
                        && hits.start[j] <= hits.start[i]
                        && hits.end[j] >= hits.end[i]
                        && hits.end[j] - hits.start[j] > hits.end[i] - hits.start[i]) {
                    return true;
                }
            }
            return false;
        }

        /** The agent words found, one bit each. */
        long words() {
            long words = 0;
            for (int i = 0; i < hits.count; i++) {
                if (senses[hits.token[i]] == Sense.WORD) {
                    words |= 1L << numbers[hits.token[i]];
                }
            }
            return words;
        }
    }
}
