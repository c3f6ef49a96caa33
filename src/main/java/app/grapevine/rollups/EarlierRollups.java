package app.grapevine.rollups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The rows of {@code rollups}, in which an earlier version counted: a row is what one node recorded within a
 * block of time on one link. They are read until {@link Takeover} has moved them; nothing is added to them.
 */
final class EarlierRollups {
    private EarlierRollups() {}

    /** A row, with its counts as {@link BlockCodec} reads them. */
    record Row(long linkId, int block, byte[] counts) {
        /** Adds its counts to those of its link and day. */
        void into(Facets facets, Cells cells) {
            int firstQuarter = Math.floorMod(block, BlockCodec.PER_DAY) * BlockCodec.QUARTERS;
            BlockCodec.read(counts, new BlockCodec.Reader() {
                private int number;

                @Override
                public CountTaker.Detail facet(Facet facet) {
                    number = facets.number(facet);
                    return CountTaker.Detail.QUARTERS;
                }

                @Override
                public void quarter(int quarter, long[] counts) {
                    cells.add(number, firstQuarter + quarter, counts);
                }
            });
        }
    }

    /** The first UTC day, from one on, of which there are rows. */
    static OptionalInt nextDay(Handle handle, long fromDay) {
        int first = Integer.MAX_VALUE;
        for (int part : new int[] {FacetGroup.MAIN_PART, FacetGroup.DETAIL_PART}) {
            Integer block = handle.createQuery("SELECT MIN(block) FROM rollups WHERE part = :part AND block >= :block")
                    .bind("part", part)
                    .bind("block", Math.min(Integer.MAX_VALUE, fromDay * BlockCodec.PER_DAY))
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(null);
            first = block == null ? first : Math.min(first, block);
        }
        return first == Integer.MAX_VALUE
                ? OptionalInt.empty()
                : OptionalInt.of(Math.floorDiv(first, BlockCodec.PER_DAY));
    }

    /** The rows of blocks of time, by link, of some links; to be closed. */
    static Stream<Row> rows(Handle handle, int part, int firstBlock, int lastBlock, LinkSet links) {
        Long[] listed = links.listed();
        String some = listed == null
                ? "FROM rollups r WHERE r.link_id <> 0 AND"
                : "FROM UNNEST(CAST(:links AS BIGINT ARRAY)) AS k (id) JOIN rollups r ON r.link_id = k.id WHERE";
        Query query = handle.createQuery("SELECT r.link_id, r.block, r.counts " + some
                + " r.part = :part AND r.block >= :first AND r.block <= :last");
        if (listed != null) {
            query.bindArray("links", listed);
        }
        return rows(query.bind("part", part).bind("first", firstBlock).bind("last", lastBlock));
    }

    /** All rows of a day, links ascending; to be closed. */
    static Stream<Row> ofDay(Handle handle, long day) {
        return rows(handle.createQuery("""
                        SELECT r.link_id, r.block, r.counts FROM rollups r
                        WHERE r.part IN (0, 1) AND r.block >= :first AND r.block <= :last
                        ORDER BY r.link_id""")
                .bind("first", day * BlockCodec.PER_DAY)
                .bind("last", day * BlockCodec.PER_DAY + BlockCodec.PER_DAY - 1));
    }

    private static Stream<Row> rows(Query query) {
        return query.setFetchSize(500).map((row, context) -> row(row)).stream();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getInt(2), row.getBytes(3));
    }

    static int deleteDay(Handle handle, long day) {
        return handle.createUpdate("DELETE FROM rollups WHERE part IN (0, 1) AND block >= :first AND block <= :last")
                .bind("first", day * BlockCodec.PER_DAY)
                .bind("last", day * BlockCodec.PER_DAY + BlockCodec.PER_DAY - 1)
                .execute();
    }
}
