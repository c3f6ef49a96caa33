package app.grapevine.visits;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.base.PackedInput;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link VisitGroup}, read as far as it is wanted: whose visits they are first, then all else of them, or what
 * a {@link Click} is made of. The columns of the others are passed over. Of one group; not safe for use by many threads.
 */
final class GroupColumns {
    private static final int VERDICT = 0;
    private static final int AGENT = 1;
    private static final int PLACE = 2;
    private static final int REFERRER = 3;
    private static final int REQUESTED_WITH = 4;
    private static final int MARKERS = 5;
    private static final int FLAGS = 6;
    private static final int BITS = 7;
    private static final int CONTEXT = 8;
    private static final int RULE = 9;
    private static final int[] PASSED_OVER = {};

    private final PackedInput in;
    private final long node;
    private final long[] linkOf;
    private final GroupTables tables;
    /** Of each place its country and its language. */
    private final int[] places;

    private final long[] at;
    private final long[] sequence;
    private final int[][] columns;

    private GroupColumns(PackedInput in, int columns, long node, long[] linkOf) {
        this.in = in;
        this.node = node;
        this.linkOf = linkOf;
        this.tables = GroupTables.read(in);
        this.places = new int[Math.multiplyExact(2, in.count())];
        in.numbers(places);
        this.at = times();
        this.sequence = sequences();
        this.columns = new int[columns][];
        Arrays.fill(this.columns, PASSED_OVER);
    }

    /**
     * Reads up to the columns.
     *
     * @param columns how many there are: earlier versions have fewer
     * @param linkOf of each visit its link
     * @throws IndexOutOfBoundsException if the bytes end too soon or make no sense
     */
    static GroupColumns begin(PackedInput in, int columns, long node, long[] linkOf) {
        return new GroupColumns(in, columns, node, linkOf);
    }

    private long[] times() {
        long base = in.signed();
        long[] times = new long[linkOf.length];
        for (int i = 0; i < times.length; i++) {
            boolean first = i == 0 || linkOf[i] != linkOf[i - 1];
            times[i] = (first ? base : times[i - 1]) + in.number();
        }
        return times;
    }

    private long[] sequences() {
        long[] sequences = new long[linkOf.length];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = (i == 0 ? 0 : sequences[i - 1]) + in.signed();
        }
        return sequences;
    }

    /** Where the visits stand that are of some links, or of any, and whose sequence is wanted; ascending. */
    int[] places(@Nullable Set<Long> links, LongPredicate wanted) {
        int[] found = new int[linkOf.length];
        int size = 0;
        for (int i = 0; i < found.length; i++) {
            if (wanted.test(sequence[i]) && (links == null || links.contains(linkOf[i]))) {
                found[size++] = i;
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** @throws IndexOutOfBoundsException if the bytes end too soon or make no sense */
    void readAll() {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column();
        }
    }

    /** Reads what {@link #click} needs alone. @throws IndexOutOfBoundsException if the bytes end too soon or make no sense */
    void readOfClicks() {
        for (int i = 0; i < columns.length; i++) {
            switch (i) {
                case REQUESTED_WITH, MARKERS, FLAGS, CONTEXT -> in.skipNumbers(linkOf.length);
                default -> columns[i] = column();
            }
        }
    }

    private int[] column() {
        int[] column = new int[linkOf.length];
        in.numbers(column);
        return column;
    }

    Click click(int visit) {
        Verdict verdict = tables.verdict(number(VERDICT, visit));
        int place = 2 * number(PLACE, visit);
        int bits = number(BITS, visit);
        return new Click(
                node,
                sequence[visit],
                at[visit],
                linkOf[visit],
                verdict == null ? Kind.SUPPRESSED : verdict.kind(),
                verdict,
                (bits & VisitGroup.FIRST_OF_DAY) != 0,
                tables.text(places[place]),
                tables.text(places[place + 1]),
                tables.agent(number(AGENT, visit)),
                tables.text(number(REFERRER, visit)),
                (bits & VisitGroup.SHARE_ATTEMPT) != 0,
                tables.text(number(RULE, visit)));
    }

    ClickRow row(int visit) {
        return new ClickRow(
                click(visit),
                tables.userAgentId(number(AGENT, visit)),
                tables.text(number(REQUESTED_WITH, visit)),
                tables.text(number(MARKERS, visit)),
                number(FLAGS, visit),
                tables.text(number(CONTEXT, visit)));
    }

    /** 0 of a column that groups of earlier versions lack, as where there is nothing. */
    private int number(int column, int visit) {
        return column < columns.length ? columns[column][visit] : 0;
    }
}
