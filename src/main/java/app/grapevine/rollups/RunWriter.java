package app.grapevine.rollups;

import java.util.ArrayList;
import java.util.List;

/** Writes the counts of a day into the parts of a run, link by link. Not safe for use by many threads. */
final class RunWriter {
    /** Bytes after which a part ends, before it is deflated. */
    private static final int PART = 1 << 15;

    private final Facets facets;
    private final RunContent content;
    private final List<PartWriter> writers = new ArrayList<>();
    private final PartWriter[] byGroup = new PartWriter[FacetGroup.values().length];
    private final Totals.Writer totals;
    private final boolean separate;
    private final boolean withTotals;

    private RunWriter(Facets facets, RunContent content, boolean separate, boolean withTotals) {
        this.facets = facets;
        this.content = content;
        this.separate = separate;
        this.withTotals = withTotals;
        totals = new Totals.Writer(content);
        for (FacetGroup group : FacetGroup.values()) {
            if (separate || writers.isEmpty()) {
                int kinds = separate ? Part.kind(group) : Part.ALL_GROUPS;
                writers.add(new PartWriter(kinds, PART, facets, content));
            }
            byGroup[group.ordinal()] = writers.get(writers.size() - 1);
        }
    }

    /** Of a batch of visits: soon to be merged, so nothing is spent on it that only readers need. */
    static RunWriter small(Facets facets) {
        return new RunWriter(facets, new RunContent(false), false, false);
    }

    /**
     * Of a merge.
     *
     * @param size of what is merged, in bytes
     */
    static RunWriter merged(Facets facets, long size) {
        return new RunWriter(facets, new RunContent(true), size > 2 * PART, true);
    }

    /** @param link greater than the one before */
    void link(long link, Cells cells) {
        long[] total = new long[Counts.TOTAL];
        writers.forEach(writer -> writer.begin(link));
        cells.read((number, quarter, counts) -> {
            Facet facet = facets.get(number);
            byGroup[facet.group().ordinal()].cell(number, quarter, counts);
            if (facet.group() == FacetGroup.MAIN) {
                Totals.add(total, counts, facet.isDark());
            }
        });
        writers.forEach(PartWriter::endLink);
        if (withTotals) {
            totals.add(link, total);
        }
        if (link == LinkSet.ALL_LINKS && separate) {
            // As the totals do: it is asked for alone.
            writers.forEach(PartWriter::end);
        }
    }

    void all(MergedSource source) {
        source.forEach(this::link);
    }

    RunContent end() {
        writers.forEach(PartWriter::end);
        totals.end();
        return content;
    }
}
