package app.grapevine.base;

import java.util.Arrays;

/**
 * A set of numbers of which the low bits are random: they are its hash. About 16 bytes for each. Not safe for
 * use by many threads.
 */
public final class LongSet {
    private static final int SMALLEST = 64;

    /** 0 where there is none; never more than half of the places are taken. */
    private long[] places = new long[SMALLEST];

    private int size;
    private boolean zero;

    /** Whether it was not there yet. */
    public boolean add(long number) {
        if (number == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        int place = place(number);
        if (places[place] == number) {
            return false;
        }
        places[place] = number;
        if (++size * 2 > places.length) {
            grow();
        }
        return true;
    }

    public boolean contains(long number) {
        return number == 0 ? zero : places[place(number)] == number;
    }

    public int size() {
        return zero ? size + 1 : size;
    }

    /** Its members, ascending. */
    public long[] sorted() {
        long[] members = new long[size()];
        int next = zero ? 1 : 0;
        for (long number : places) {
            if (number != 0) {
                members[next++] = number;
            }
        }
        Arrays.sort(members);
        return members;
    }

    /** Where the number is, or may be put. */
    private int place(long number) {
        int place = (int) number & places.length - 1;
        while (places[place] != 0 && places[place] != number) {
            place = place + 1 & places.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] before = places;
        places = new long[before.length * 2];
        for (long number : before) {
            if (number != 0) {
                places[place(number)] = number;
            }
        }
    }
}
