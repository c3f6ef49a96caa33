package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.QuarterHours;
import org.jspecify.annotations.Nullable;

/**
 * Walks through what {@link PartWriter} wrote: link by link, facet by facet, cell by cell, passing over what is not
 * asked for. Throws IllegalStateException where the bytes are damaged. Not safe for use by many threads.
 */
final class PartCursor {
    /** Takes cells; the counts are valid during the call. */
    interface Reader {
        void cell(int quarter, long[] counts);
    }

    private final byte[] content;
    private final PackedInput in;
    private final Facet[] facets;
    private final long[] counts = new long[Counts.CELL];

    private long link;
    private int linkEnd;
    private int facet;
    private int n;
    private int cellsEnd;

    /** @param stored as it stands in the database */
    PartCursor(byte[] stored) {
        this.content = RunContent.unpacked(stored);
        this.in = new PackedInput(content);
        try {
            @Nullable String[] strings = new @Nullable String[length(in.number())];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = in.text();
            }
            facets = new Facet[length(in.number())];
            for (int i = 0; i < facets.length; i++) {
                FacetGroup group = FacetGroup.of((int) in.number());
                @Nullable String[] values = new @Nullable String[group.width()];
                for (int j = 0; j < values.length; j++) {
                    int reference = (int) in.number();
                    values[j] = reference == 0 ? null : strings[reference - 1];
                }
                facets[i] = new Facet(group, values);
            }
            linkEnd = in.position();
        } catch (IndexOutOfBoundsException e) {
            throw RunContent.damaged(content.length, e);
        }
    }

    /** Of each there is a byte at least. */
    private int length(long number) {
        if (number < 0 || number > content.length) {
            throw new IndexOutOfBoundsException(number);
        }
        return (int) number;
    }

    Facet[] facets() {
        return facets;
    }

    /** Goes to the next link; false behind the last. */
    boolean next() {
        try {
            in.skip(linkEnd - in.position());
            if (linkEnd == content.length) {
                return false;
            }
            link += in.number();
            int length = (int) in.number();
            linkEnd = in.position() + length;
            if (length < 0 || linkEnd > content.length) {
                throw new IndexOutOfBoundsException(length);
            }
            cellsEnd = in.position();
            n = 0;
            return true;
        } catch (IndexOutOfBoundsException e) {
            throw RunContent.damaged(content.length, e);
        }
    }

    long link() {
        return link;
    }

    /** Goes to the next facet of the link; false behind the last. */
    boolean nextFacet() {
        try {
            passCells();
            if (in.position() >= linkEnd) {
                return false;
            }
            facet = length(in.number());
            if (facet >= facets.length) {
                throw new IndexOutOfBoundsException(facet);
            }
            n = length(in.number());
            cellsEnd = 0;
            return true;
        } catch (IndexOutOfBoundsException e) {
            throw RunContent.damaged(content.length, e);
        }
    }

    /** The index of the facet in {@link #facets()}. */
    int facet() {
        return facet;
    }

    /** The sum of the facet's cells; valid until the next call. */
    long[] total() {
        try {
            if (n >= PartWriter.MANY) {
                Counts.read(in, counts);
                int length = (int) in.number();
                cellsEnd = in.position() + length;
                return counts;
            }
            long[] total = new long[Counts.CELL];
            cells((quarter, cell) -> {
                for (int i = 0; i < total.length; i++) {
                    total[i] += cell[i];
                }
            });
            return total;
        } catch (IndexOutOfBoundsException e) {
            throw RunContent.damaged(content.length, e);
        }
    }

    void cells(Reader reader) {
        try {
            if (n >= PartWriter.MANY) {
                Counts.skip(in);
                in.number();
            }
            int quarter = 0;
            for (; n > 0; n--) {
                quarter += (int) in.number();
                if (quarter >= QuarterHours.PER_DAY) {
                    throw new IndexOutOfBoundsException(quarter);
                }
                Counts.read(in, counts);
                reader.cell(quarter, counts);
            }
        } catch (IndexOutOfBoundsException e) {
            throw RunContent.damaged(content.length, e);
        }
    }

    private void passCells() {
        if (n == 0) {
            return;
        }
        if (cellsEnd == 0 && n >= PartWriter.MANY) {
            Counts.skip(in);
            int length = (int) in.number();
            cellsEnd = in.position() + length;
        }
        if (cellsEnd > 0) {
            in.skip(cellsEnd - in.position());
        } else {
            for (; n > 0; n--) {
                in.skipNumbers(1);
                Counts.skip(in);
            }
        }
        n = 0;
    }
}
