package app.grapevine.visits;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The packed form of visits of one node, by link, time and sequence: what stands in a row of {@code visit_groups}.
 *
 * <pre>
 * group    := version:3 visits links body         1 has no context, 1 and 2 have no rules
 * links    := count { delta visits }              ascending; delta to the link before
 * body     := deflated: texts verdicts agents places columns
 * texts    := count { length utf-8 }              each once; a reference is 0 for none | 1 + index
 * verdicts := count { kind channel origin visibility tier evidence by rulesVersion }
 * agents   := count { userAgentId device os browser }    the id 0 for none | 1 + id
 * places   := count { country language }
 * columns  := { at } { sequence } { verdict } { agent } { place } { referrer } { requestedWith } { markers }
 *             { flags } { bits } { context } { rule }
 * </pre>
 *
 * All numbers are varints. Of a time stands the difference to the visit before on the same link, for the first of a link
 * to the least of the group; of a sequence that to the visit before, zigzag. A verdict is 0 for a suppressed visit, which
 * has none. Bit 0 of the bits is the first of its day, bit 1 an attempt to share. One kind of value stands together, so
 * that it deflates well: most of a visit is what many others have as well.
 */
final class VisitGroup {
    /** How many visits it has, where there are enough: few are read for one link, many are packed together. */
    static final int USUAL = 2048;

    private static final int VERSION = 3;
    /** Of a program before the context was kept. */
    private static final int WITHOUT_CONTEXT = 1;

    static final int COLUMNS = 10;
    private static final int CONTEXT = 8;
    private static final int RULE = 9;
    /** No group has so many: the writer's batches have at most ten thousand, and are parted. */
    private static final int MOST = 1 << 20;

    static final int FIRST_OF_DAY = 1;
    static final int SHARE_ATTEMPT = 2;

    private VisitGroup() {}

    /** Whether there are visits of any of these links. */
    static boolean holds(byte[] content, Set<Long> links) {
        PackedInput in = start(content);
        in.number();
        long link = 0;
        for (long left = in.number(); left > 0; left--) {
            link += in.number();
            if (links.contains(link)) {
                return true;
            }
            in.number();
        }
        return false;
    }

    static void header(PackedOutput out, List<ClickRow> visits) {
        out.number(VERSION);
        out.number(visits.size());
        List<long[]> links = new ArrayList<>();
        for (ClickRow visit : visits) {
            long link = visit.click().linkId();
            if (links.isEmpty() || links.get(links.size() - 1)[0] != link) {
                links.add(new long[] {link, 0});
            }
            links.get(links.size() - 1)[1]++;
        }
        out.number(links.size());
        long before = 0;
        for (long[] link : links) {
            out.number(link[0] - before);
            out.number(link[1]);
            before = link[0];
        }
    }

    private static PackedInput start(byte[] content) {
        PackedInput in = new PackedInput(content);
        long version = in.number();
        if (version < WITHOUT_CONTEXT || version > VERSION) {
            throw new IllegalStateException("a group of visits of unknown version " + version);
        }
        return in;
    }

    /**
     * The visits of some links, or of all, in order.
     *
     * @throws IllegalStateException if the bytes are not a group's
     */
    static List<ClickRow> decode(byte[] content, long node, @Nullable Set<Long> links) {
        return decode(content, node, links, sequence -> true);
    }

    /** The same of those alone whose sequence is wanted: most of the time is spent on what is made of visits. */
    static List<ClickRow> decode(byte[] content, long node, @Nullable Set<Long> links, LongPredicate wanted) {
        try {
            PackedInput in = start(content);
            int size = Math.toIntExact(in.number());
            if (size > MOST) {
                throw new IndexOutOfBoundsException(size);
            }
            long[] linkOf = new long[size];
            int filled = 0;
            long link = 0;
            for (long left = in.count(); left > 0; left--) {
                link += in.number();
                for (long visits = in.number(); visits > 0; visits--) {
                    linkOf[filled++] = link;
                }
            }
            int columns = COLUMNS - (VERSION - content[0]);
            PackedInput body = new PackedInput(Deflated.inflate(content, in.position()));
            return rows(body, columns, node, linkOf, links, wanted);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalStateException("a damaged group of visits, " + content.length + " bytes", e);
        }
    }

    private static List<ClickRow> rows(
            PackedInput in,
            int columnCount,
            long node,
            long[] linkOf,
            @Nullable Set<Long> links,
            LongPredicate wanted) {
        GroupTables tables = GroupTables.read(in);
        int[] places = new int[2 * in.count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) in.number();
        }
        int size = linkOf.length;
        long[] at = times(in, linkOf);
        long[] sequence = sequences(in, size);
        int[][] columns = new int[columnCount][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(in, size);
        }
        List<ClickRow> rows = new ArrayList<>(links == null ? size : 16);
        for (int i = 0; i < size; i++) {
            if (wanted.test(sequence[i]) && (links == null || links.contains(linkOf[i]))) {
                Verdict verdict = tables.verdict(columns[0][i]);
                int agent = columns[1][i];
                int place = 2 * columns[2][i];
                Click click = new Click(
                        node,
                        sequence[i],
                        at[i],
                        linkOf[i],
                        verdict == null ? Kind.SUPPRESSED : verdict.kind(),
                        verdict,
                        (columns[7][i] & FIRST_OF_DAY) != 0,
                        tables.text(places[place]),
                        tables.text(places[place + 1]),
                        tables.agent(agent),
                        tables.text(columns[3][i]),
                        (columns[7][i] & SHARE_ATTEMPT) != 0,
                        text(tables, columns, RULE, i));
                rows.add(new ClickRow(
                        click,
                        tables.userAgentId(agent),
                        tables.text(columns[4][i]),
                        tables.text(columns[5][i]),
                        columns[6][i],
                        text(tables, columns, CONTEXT, i)));
            }
        }
        return rows;
    }

    /** Of a column that groups of earlier versions lack. */
    private static @Nullable String text(GroupTables tables, int[][] columns, int column, int visit) {
        return column < columns.length ? tables.text(columns[column][visit]) : null;
    }

    private static long[] times(PackedInput in, long[] linkOf) {
        long base = in.signed();
        long[] at = new long[linkOf.length];
        for (int i = 0; i < at.length; i++) {
            boolean first = i == 0 || linkOf[i] != linkOf[i - 1];
            at[i] = (first ? base : at[i - 1]) + in.number();
        }
        return at;
    }

    private static long[] sequences(PackedInput in, int size) {
        long[] sequence = new long[size];
        for (int i = 0; i < size; i++) {
            sequence[i] = (i == 0 ? 0 : sequence[i - 1]) + in.signed();
        }
        return sequence;
    }

    private static int[] column(PackedInput in, int size) {
        int[] column = new int[size];
        for (int i = 0; i < size; i++) {
            column[i] = (int) in.number();
        }
        return column;
    }
}
