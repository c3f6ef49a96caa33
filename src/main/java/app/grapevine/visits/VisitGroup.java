package app.grapevine.visits;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
        return read(content, node, columns -> {
            columns.readAll();
            List<ClickRow> rows = new ArrayList<>();
            for (int place : columns.places(links, sequence -> true)) {
                rows.add(columns.row(place));
            }
            return rows;
        });
    }

    /** Those of some links, or of all, whose sequence is wanted, in order: most of the time is spent on what is made of visits. */
    static List<Click> find(byte[] content, long node, @Nullable Set<Long> links, LongPredicate wanted) {
        return read(content, node, columns -> {
            int[] places = columns.places(links, wanted);
            List<Click> clicks = new ArrayList<>(places.length);
            if (places.length > 0) {
                columns.readOfClicks();
                for (int place : places) {
                    clicks.add(columns.click(place));
                }
            }
            return clicks;
        });
    }

    private static <T> T read(byte[] content, long node, Function<GroupColumns, T> reader) {
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
            return reader.apply(GroupColumns.begin(body, columns, node, linkOf));
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalStateException("a damaged group of visits, " + content.length + " bytes", e);
        }
    }
}
