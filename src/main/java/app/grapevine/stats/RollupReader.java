package app.grapevine.stats;

import app.grapevine.base.NoValue;
import app.grapevine.rollups.Block;
import app.grapevine.rollups.BlockCodec;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.Facet;
import app.grapevine.rollups.FacetGroup;
import app.grapevine.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds up rollups for a question that one {@link FacetGroup} can answer. Used once, by one thread. */
final class RollupReader {
    private final FacetGroup group;
    private final Selection selection;
    private final Sums sums;
    /** By the place of a value in a facet, the values that will do; null where any will. */
    private final @Nullable Set<@Nullable String>[] wanted;

    @SuppressWarnings("unchecked")
    RollupReader(FacetGroup group, Selection selection, Sums sums) {
        this.group = group;
        this.selection = selection;
        this.sums = sums;
        this.wanted = new Set[group.width()];
        for (Map.Entry<Filter, List<String>> filter : selection.filters().entrySet()) {
            Dimension dimension = filter.getKey().dimension();
            if (dimension != null && filter.getKey().isOfVisits()) {
                Set<@Nullable String> values = new HashSet<>(filter.getValue());
                if (values.contains(NoValue.WORD)) {
                    values.add(null);
                }
                wanted[group.indexOf(dimension)] = values;
            }
        }
    }

    void read(Handle handle, LinkScope scope) {
        List<Dimension> attributes =
                sums.by().stream().filter(d -> d.isOf(Dimension.Of.LINK)).toList();
        SqlText sql = new SqlText();
        sql.add("SELECT r.block, r.counts");
        attributes.forEach(dimension -> sql.add(", " + Conditions.column(dimension)));
        sql.add("FROM rollups r");
        scope.join(sql, "r.link_id", attributes);
        sql.add("WHERE r.part = " + group.part());
        sql.add("AND r.block >= " + sql.value(Block.of(selection.fromQuarter())));
        sql.add("AND r.block <= " + sql.value(Block.of(selection.toQuarter() - 1)));
        if (scope.isEverything()) {
            sql.add(attributes.isEmpty() ? "AND r.link_id = 0" : "AND r.link_id <> 0");
        }
        scope.where(sql, "r.link_id");
        sql.on(handle)
                .setFetchSize(500)
                .map((row, context) -> row(row))
                .forEach(row -> BlockCodec.read(row.counts, row));
    }

    private Row row(ResultSet row) throws SQLException {
        @Nullable Object[] keys = new @Nullable Object[sums.by().size()];
        int column = 3;
        for (int i = 0; i < keys.length; i++) {
            Dimension dimension = sums.by().get(i);
            if (dimension == Dimension.LINK) {
                keys[i] = row.getLong(column++);
            } else if (dimension.isOf(Dimension.Of.LINK)) {
                keys[i] = row.getString(column++);
            }
        }
        return new Row(row.getLong(1) * Block.QUARTERS, row.getBytes(2), keys);
    }

    /** A row, whose keys are completed with those of each of its facets and quarter-hours. */
    private final class Row implements BlockCodec.Reader {
        private final long firstQuarter;
        private final byte[] counts;
        private final @Nullable Object[] keys;
        /** Whether the block lies in the range, and in one step of the series, as a whole. */
        private final boolean whole;

        private boolean dark;
        private @Nullable Sum sum;
        private int bucket;

        Row(long firstQuarter, byte[] counts, @Nullable Object[] keys) {
            this.firstQuarter = firstQuarter;
            this.counts = counts;
            this.keys = keys;
            long last = firstQuarter + Block.QUARTERS - 1;
            this.whole = firstQuarter >= selection.fromQuarter()
                    && last < selection.toQuarter()
                    && sums.bucket(firstQuarter) == sums.bucket(last);
        }

        @Override
        public boolean wants(FacetGroup other) {
            return other == group;
        }

        @Override
        public BlockCodec.Detail facet(Facet facet) {
            for (int i = 0; i < wanted.length; i++) {
                Set<@Nullable String> values = wanted[i];
                if (values != null && !values.contains(facet.value(i))) {
                    return BlockCodec.Detail.NOTHING;
                }
            }
            for (int i = 0; i < keys.length; i++) {
                Dimension dimension = sums.by().get(i);
                if (dimension.isOf(Dimension.Of.VISIT)) {
                    keys[i] = facet.value(group.indexOf(dimension));
                }
            }
            dark = facet.isDark();
            sum = null;
            return whole ? BlockCodec.Detail.TOTAL : BlockCodec.Detail.QUARTERS;
        }

        @Override
        public void total(long[] counts) {
            add(firstQuarter, counts);
        }

        @Override
        public void quarter(int quarter, long[] counts) {
            long at = firstQuarter + quarter;
            if (at >= selection.fromQuarter() && at < selection.toQuarter()) {
                add(at, counts);
            }
        }

        private void add(long at, long[] counts) {
            int bucket = sums.bucket(at);
            if (sum == null || bucket != this.bucket) {
                this.bucket = bucket;
                for (int i = 0; i < keys.length; i++) {
                    if (sums.by().get(i) == Dimension.TIME) {
                        keys[i] = bucket;
                    }
                }
                sum = sums.row(keys);
            }
            sum.add(counts, dark);
        }
    }
}
