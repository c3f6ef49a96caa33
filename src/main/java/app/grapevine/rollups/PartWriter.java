package app.grapevine.rollups;

import app.grapevine.base.PackedOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes counts by facet into parts, link by link. Not safe for use by many threads. {@link PartCursor} reads:
 *
 * <pre>
 * part    := strings facets { link }                  links ascending
 * strings := count { length utf-8 }                   each text once
 * facets  := count { group { value } }                each facet once; the ordinal, and as many values as the group has
 * value   := 0 for none | 1 + index of the string
 * link    := link - the one before, length { entry }  the first as it is; length in bytes of its entries
 * entry   := facet n cells                            index of the facet, ascending by number; n &lt; {@value #MANY}
 *          | facet n total length cells               total of the cells; length in bytes of the cells
 * cells   := { quarter counts }                       n of them; quarter-hour of the day, less the one before
 * </pre>
 *
 * All numbers are varints; {@link Counts} has the form of counts. The texts stand in the part itself and not in a
 * table of facets: they cost a byte each where they are used, and there is nothing to look up, to keep consistent, or
 * to clean away. A facet with many cells has their total first, for a reader to whom the day is one.
 */
final class PartWriter {
    /** From this many cells on a facet's entry begins with their total. */
    static final int MANY = 8;

    /** A link with more bytes than this goes on in the next part. */
    private static final int LONGEST_LINK = 1 << 17;

    private final int kinds;
    private final int limit;
    private final Facets facets;
    private final RunContent content;
    private final PackedOutput body = new PackedOutput();
    private final PackedOutput entries = new PackedOutput();
    private final PackedOutput cells = new PackedOutput();
    private final PackedOutput texts = new PackedOutput();
    private final PackedOutput table = new PackedOutput();
    private final Map<String, Integer> strings = new HashMap<>();

    /** By a facet's number, 1 + its index in this part; 0 where it is not in it. */
    private int[] indexes = new int[64];

    private int tabled;
    private long first = -1;
    private long last;
    private long link;
    private int facet = -1;
    private int quarter;
    private int n;
    private final long[] total = new long[Counts.CELL];

    /** @param limit bytes after which a part ends */
    PartWriter(int kinds, int limit, Facets facets, RunContent content) {
        this.kinds = kinds;
        this.limit = limit;
        this.facets = facets;
        this.content = content;
    }

    boolean takes(FacetGroup group) {
        return (kinds & Part.kind(group)) != 0;
    }

    void begin(long link) {
        this.link = link;
    }

    /** The next cell of the link; those of a facet come together, in the order of time. */
    void cell(int facet, int quarter, long[] counts) {
        if (facet != this.facet) {
            endFacet();
            this.facet = facet;
            this.quarter = 0;
        }
        cells.number(quarter - this.quarter);
        Counts.write(counts, cells);
        this.quarter = quarter;
        n++;
        for (int i = 0; i < total.length; i++) {
            total[i] += counts[i];
        }
    }

    private void endFacet() {
        if (n > 0) {
            entries.number(index(facet));
            entries.number(n);
            if (n >= MANY) {
                Counts.write(total, entries);
                entries.number(cells.size());
            }
            entries.all(cells);
            if (entries.size() > LONGEST_LINK) {
                putLink();
                end();
            }
        }
        cells.clear();
        n = 0;
        Arrays.fill(total, 0);
        facet = -1;
    }

    void endLink() {
        endFacet();
        putLink();
        if (body.size() + texts.size() + table.size() > limit) {
            end();
        }
    }

    private void putLink() {
        if (entries.size() > 0) {
            body.number(first < 0 ? link : link - last);
            body.number(entries.size());
            body.all(entries);
            entries.clear();
            first = first < 0 ? link : first;
            last = link;
        }
    }

    private int index(int facet) {
        if (facet >= indexes.length) {
            indexes = Arrays.copyOf(indexes, Math.max(facet + 1, indexes.length * 2));
        }
        if (indexes[facet] == 0) {
            Facet added = facets.get(facet);
            table.number(added.group().ordinal());
            for (int i = 0; i < added.group().width(); i++) {
                table.number(reference(added.stored(i)));
            }
            indexes[facet] = ++tabled;
        }
        return indexes[facet] - 1;
    }

    private int reference(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer known = strings.get(text);
        if (known != null) {
            return known;
        }
        texts.text(text);
        strings.put(text, strings.size() + 1);
        return strings.size();
    }

    /** Ends the part, if anything is in it. */
    void end() {
        if (first >= 0) {
            PackedOutput all = new PackedOutput();
            all.number(strings.size());
            all.all(texts);
            all.number(tabled);
            all.all(table);
            all.all(body);
            content.add(kinds, first, last, all);
        }
        first = -1;
        body.clear();
        texts.clear();
        table.clear();
        strings.clear();
        Arrays.fill(indexes, 0);
        tabled = 0;
    }
}
