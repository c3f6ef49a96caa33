package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import app.grapevine.base.QuarterHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An immutable set of counts, sorted by link: of one UTC day, or the sums of several. The counts are its {@link Part}s,
 * numbered from 0 on.
 *
 * @param id never used again
 * @param days 1; or more, and then it has totals alone
 * @param level how often it was merged; {@link #WHOLE} where it was made of all that there was
 * @param sums of several days: the runs that it is the sum of
 */
record Run(long id, int firstDay, int days, int level, List<Long> sums, List<Part> parts) {
    static final int WHOLE = 100;
    private static final int VERSION = 1;

    Run {
        sums = List.copyOf(sums);
        parts = List.copyOf(parts);
    }

    long firstQuarter() {
        return (long) firstDay * QuarterHours.PER_DAY;
    }

    long lastQuarter() {
        return firstQuarter() + (long) days * QuarterHours.PER_DAY - 1;
    }

    boolean isOfOneDay() {
        return days == 1;
    }

    /** Whether all that it is the sum of is still there. */
    boolean isSumOf(Set<Long> runs) {
        return runs.containsAll(sums);
    }

    boolean has(int kind) {
        return parts.stream().anyMatch(part -> part.has(kind));
    }

    long size() {
        return parts.stream().mapToLong(Part::size).sum();
    }

    /** The numbers of the parts that have something of a kind. */
    List<Integer> numbers(int kind) {
        return IntStream.range(0, parts.size())
                .filter(number -> parts.get(number).has(kind))
                .boxed()
                .toList();
    }

    /** The numbers of the parts that have something of a kind on some of these links. */
    List<Integer> numbers(int kind, LinkSet links) {
        return IntStream.range(0, parts.size())
                .filter(number ->
                        parts.get(number).has(kind) && parts.get(number).hasSomeOf(links))
                .boxed()
                .toList();
    }

    /**
     * What stands in the database beside the days and the level: {@code version sums { run } parts { kinds first last
     * size }}, the last link less the first.
     */
    byte[] directory() {
        PackedOutput out = new PackedOutput();
        out.number(VERSION);
        out.number(sums.size());
        sums.forEach(out::number);
        out.number(parts.size());
        for (Part part : parts) {
            out.number(part.kinds());
            out.number(part.firstLink());
            out.number(part.lastLink() - part.firstLink());
            out.number(part.size());
        }
        return out.toBytes();
    }

    static Run read(long id, int firstDay, int days, int level, byte[] directory) {
        try {
            PackedInput in = new PackedInput(directory);
            if (in.number() != VERSION) {
                throw new IllegalStateException("run " + id + " of the rollups is of an unknown version");
            }
            List<Long> sums = new ArrayList<>();
            for (long left = in.number(); left > 0; left--) {
                sums.add(in.number());
            }
            List<Part> parts = new ArrayList<>();
            for (long left = in.number(); left > 0; left--) {
                int kinds = (int) in.number();
                long first = in.number();
                parts.add(new Part(kinds, first, first + in.number(), (int) in.number()));
            }
            return new Run(id, firstDay, days, level, sums, parts);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException("a damaged directory of run " + id + " of the rollups", e);
        }
    }
}
