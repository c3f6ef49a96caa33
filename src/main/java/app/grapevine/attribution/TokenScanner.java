package app.grapevine.attribution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds all of many tokens in a text in one pass: the automaton of Aho and Corasick (1975), as a dense table.
 *
 * <p>The time depends on the text's length alone, and not on the number of tokens or on what the text was made to
 * provoke: one look-up a character. Characters fall into classes, one for each that occurs in a token (both cases
 * of a letter are one) and class 0 for all others, so that the table stays small. Immutable.
 */
final class TokenScanner {
    /** Hits kept of one text. No browser has as many; what comes after them is not looked at. */
    private static final int MAX_HITS = 128;

    private static final int NONE = -1;

    /** Set in the number of a state in which tokens end, so that of the others, which are most, nothing else is looked at. */
    private static final int ENDS = 1 << 15;

    private final List<Token> tokens;
    private final byte[] classOf = new byte[128];
    private final int classes;
    private final char[] next;
    private final int[][] found;

    TokenScanner(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
        this.classes = classify();
        List<int[]> states = new ArrayList<>();
        List<int[]> ends = new ArrayList<>();
        for (int token = 0; token < this.tokens.size(); token++) {
            enter(token, states, ends);
        }
        link(states, ends);
        if (states.size() > ENDS) {
            throw new IllegalArgumentException("too many tokens");
        }
        next = new char[states.size() * classes];
        for (int state = 0; state < states.size(); state++) {
            for (int c = 0; c < classes; c++) {
                int to = states.get(state)[c];
                next[state * classes + c] = (char) (ends.get(to).length == 0 ? to : to | ENDS);
            }
        }
        found = ends.toArray(int[][]::new);
    }

    /** Where tokens were found: parallel arrays, ordered by where they end. */
    static final class Hits {
        int[] token = new int[24];
        int[] start = new int[24];
        int[] end = new int[24];
        int count;

        private void add(int index, int from, int to) {
            if (count == token.length) {
                int larger = Math.min(MAX_HITS, 2 * count);
                token = Arrays.copyOf(token, larger);
                start = Arrays.copyOf(start, larger);
                end = Arrays.copyOf(end, larger);
            }
            token[count] = index;
            start[count] = from;
            end[count] = to;
            count++;
        }
    }

    Hits scan(String text) {
        Hits hits = new Hits();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = next[state * classes + (c < 128 ? classOf[c] : 0)];
            if (state >= ENDS) {
                state -= ENDS;
                if (!take(found[state], text, i + 1, hits)) {
                    break;
                }
            }
        }
        return hits;
    }

    private boolean take(int[] ending, String text, int end, Hits hits) {
        for (int index : ending) {
            Token token = tokens.get(index);
            int start = end - token.text().length();
            if (token.fits(text, start, end)) {
                if (hits.count == MAX_HITS) {
                    return false;
                }
                hits.add(index, start, end);
            }
        }
        return true;
    }

    private int classify() {
        int count = 1;
        for (Token token : tokens) {
            for (int i = 0; i < token.text().length(); i++) {
                char c = token.text().charAt(i);
                if (classOf[c] == 0) {
                    classOf[c] = (byte) count;
                    classOf[Character.toUpperCase(c)] = (byte) count;
                    count++;
                }
            }
        }
        return count;
    }

    private void enter(int token, List<int[]> states, List<int[]> ends) {
        if (states.isEmpty()) {
            add(states, ends);
        }
        int state = 0;
        String text = tokens.get(token).text();
        for (int i = 0; i < text.length(); i++) {
            int c = classOf[text.charAt(i)];
            if (states.get(state)[c] == NONE) {
                states.get(state)[c] = states.size();
                add(states, ends);
            }
            state = states.get(state)[c];
        }
        ends.set(state, join(ends.get(state), new int[] {token}));
    }

    private void add(List<int[]> states, List<int[]> ends) {
        int[] row = new int[classes];
        Arrays.fill(row, NONE);
        states.add(row);
        ends.add(new int[0]);
    }

    /** Fills every gap of the table by where the longest proper suffix would go; breadth first. */
    private void link(List<int[]> states, List<int[]> ends) {
        if (states.isEmpty()) {
            add(states, ends);
        }
        int[] suffix = new int[states.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int[] row = states.get(state);
            for (int c = 0; c < classes; c++) {
                int fallback = state == 0 ? 0 : states.get(suffix[state])[c];
                if (row[c] == NONE) {
                    row[c] = fallback;
                } else {
                    int child = row[c];
                    suffix[child] = fallback;
                    ends.set(child, join(ends.get(child), ends.get(fallback)));
                    queue.add(child);
                }
            }
        }
    }

    private static int[] join(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
