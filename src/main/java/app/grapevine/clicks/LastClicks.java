package app.grapevine.clicks;

import java.util.Arrays;

/**
 * What the last clicks of one link from one network said of themselves: a ring of at most {@value #MOST}, each with its
 * time and the hashes of its agent, referrer and marks; 20 bytes a click, and room for four to begin with. Not safe for use
 * by many threads.
 */
final class LastClicks {
    /** As many as the rules have to tell apart, and some more. */
    static final int MOST = 64;

    private static final int TRAITS = 3;
    private static final int AGENT = 0;
    private static final int REFERRER = 1;
    private static final int MARKS = 2;

    /**
     * What some of them have in common, and what not.
     *
     * @param clicks how many there are
     * @param agents how many different agents they have
     * @param sameAgent how many have the most frequent agent
     * @param referrers how many different referrers; none is none
     * @param marks how many different marks; none is none
     */
    record Seen(int clicks, int agents, int sameAgent, int referrers, int marks) {}

    private long[] times = new long[4];
    private int[] traits = new int[TRAITS * times.length];
    private int size;
    private int next;

    int size() {
        return size;
    }

    /** @param referrer 0 for none; so {@code marks} */
    void add(long atMillis, int agent, int referrer, int marks) {
        if (size == times.length && size < MOST) {
            // It never went round as long as it can grow, so what is in it is in order.
            times = Arrays.copyOf(times, 2 * size);
            traits = Arrays.copyOf(traits, TRAITS * times.length);
        }
        times[next] = atMillis;
        traits[TRAITS * next + AGENT] = agent;
        traits[TRAITS * next + REFERRER] = referrer;
        traits[TRAITS * next + MARKS] = marks;
        size = Math.max(size, next + 1);
        next = next + 1 == MOST ? 0 : next + 1;
    }

    /** Of those later than a moment. */
    Seen since(long afterMillis) {
        int[] agents = later(afterMillis, AGENT);
        return new Seen(
                agents.length,
                different(agents),
                longestRun(agents),
                different(later(afterMillis, REFERRER)),
                different(later(afterMillis, MARKS)));
    }

    /** A trait of each of them, sorted; without those that have none. */
    private int[] later(long afterMillis, int trait) {
        int[] found = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            int value = traits[TRAITS * i + trait];
            if (times[i] > afterMillis && (trait == AGENT || value != 0)) {
                found[count++] = value;
            }
        }
        int[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int different(int[] sorted) {
        int different = 0;
        for (int i = 0; i < sorted.length; i++) {
            different += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return different;
    }

    private static int longestRun(int[] sorted) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < sorted.length; i++) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
