package app.grapevine.search;

import app.grapevine.base.Characters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Words that somebody searches for. A thing is found by them where each word is in one of its texts, whatever the case: so "press
 * may" finds what is called "Press" in the campaign "may".
 *
 * @param text as texts are compared: without case, with one blank between words
 * @param archived whether of what is archived or of what is not; null for both
 * @param words as they were typed, at most {@link #MOST_WORDS}; what comes behind is one word with the last
 */
public record Wanted(
        String text, List<String> words, @Nullable Boolean archived) {
    /** In characters. */
    public static final int LONGEST = 200;

    private static final int MOST_WORDS = 6;

    public Wanted {
        words = List.copyOf(words);
    }

    /** Of what is not archived. @param typed not blank */
    public static Wanted of(String typed) {
        return of(typed, false);
    }

    /** @param typed not blank @param archived whether of what is archived; null for all */
    public static Wanted of(String typed, @Nullable Boolean archived) {
        String text = Characters.clean(typed).replaceAll("\\s+", " ");
        return new Wanted(Characters.folded(text), List.of(text.split(" ", MOST_WORDS)), archived);
    }

    /** The code, where what is searched for is a code or the address of a short link, in the case in which it was typed; or null. */
    public static @Nullable String code(String typed) {
        String path = typed.strip().replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() || last.chars().anyMatch(Character::isWhitespace) ? null : last;
    }

    /**
     * A condition of SQL, that each word is in one of some columns.
     *
     * @param columns of text, in whatever case it is
     */
    public String condition(String... columns) {
        return IntStream.range(0, words.size())
                .mapToObj(word -> List.of(columns).stream()
                        .map(column -> column + " ILIKE :word" + word + " ESCAPE '!'")
                        .collect(Collectors.joining(" OR ", "(", ")")))
                .collect(Collectors.joining(" AND "));
    }

    /** A condition of SQL besides, behind others. @param column that says whether something is archived */
    public String andArchived(String column) {
        return archived == null ? "" : archived ? " AND " + column : " AND NOT " + column;
    }

    /** What {@link #condition} names. */
    public Map<String, String> bindings() {
        Map<String, String> bindings = new TreeMap<>();
        for (int i = 0; i < words.size(); i++) {
            bindings.put("word" + i, "%" + escaped(words.get(i)) + "%");
        }
        return bindings;
    }

    private static String escaped(String word) {
        return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** How well a thing fits that was found by {@link #condition}: as its best text does. @param texts of which some may be null */
    public Fit fit(@Nullable String... texts) {
        Fit best = Fit.WITHIN;
        for (@Nullable String given : texts) {
            if (given != null) {
                Fit fit = fitOf(Characters.folded(given));
                best = fit.compareTo(best) < 0 ? fit : best;
            }
        }
        return best;
    }

    private Fit fitOf(String other) {
        if (other.equals(text)) {
            return Fit.EXACT;
        }
        if (other.startsWith(text)) {
            return Fit.PREFIX;
        }
        for (int at = other.indexOf(text); at > 0; at = other.indexOf(text, at + 1)) {
            if (!Character.isLetterOrDigit(other.codePointBefore(at))) {
                return Fit.WORD;
            }
        }
        return Fit.WITHIN;
    }

    /**
     * The best of what was found, at most so many: those that fit best first, of these by kind, and of one kind in the order given.
     *
     * @param most of all
     * @param mostOfAKind so that one kind does not leave room for none other
     */
    public static List<Hit> best(List<Hit> found, int most, int mostOfAKind) {
        List<Hit> sorted = found.stream()
                .sorted((one, other) -> one.fit() != other.fit()
                        ? one.fit().compareTo(other.fit())
                        : one.kind().compareTo(other.kind()))
                .toList();
        int[] taken = new int[Kind.values().length];
        Set<Known> known = new HashSet<>();
        List<Hit> best = new ArrayList<>();
        for (Hit hit : sorted) {
            if (best.size() < most
                    && known.add(Known.of(hit))
                    && taken[hit.kind().ordinal()]++ < mostOfAKind) {
                best.add(hit);
            }
        }
        return best;
    }

    /** How many things were found, each once. */
    public static long distinct(List<Hit> found) {
        return found.stream().map(Known::of).distinct().count();
    }

    /** What tells a thing from all others: one may be found in two ways. */
    private record Known(Kind kind, String id, @Nullable String domain) {
        static Known of(Hit hit) {
            return new Known(hit.kind(), hit.id(), hit.domain());
        }
    }
}
