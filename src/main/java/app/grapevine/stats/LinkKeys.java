package app.grapevine.stats;

import app.grapevine.rollups.Dimension;
import app.grapevine.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the links of a selection are called in an answer: their attributes, read once, so that what is counted is added
 * up without a join. A table by the links' ids, for there may be a hundred thousand. Used once, by one thread.
 */
final class LinkKeys {
    /** The rows that a link is added to: one, or one for each of its tags. */
    static final class Rows {
        private final long link;
        private @Nullable Object[][] keys;
        private @Nullable Sum[] sums;
        private int bucket = -1;
        /** The one that was read after it. */
        private @Nullable Rows next;

        private Rows(long link, @Nullable Object[][] keys) {
            this.link = link;
            this.keys = keys;
            this.sums = new @Nullable Sum[keys.length];
        }

        /** Of what needs no attributes. */
        static Rows single(Sums sums) {
            return new Rows(
                    0, new @Nullable Object[][] {new @Nullable Object[sums.by().size()]});
        }

        int size() {
            return keys.length;
        }

        /** Sets a key of the visits in each row. */
        void set(int place, @Nullable Object key) {
            for (@Nullable Object[] row : keys) {
                row[place] = key;
            }
            bucket = -1;
        }

        Sum sum(Sums all, int row, int step) {
            if (bucket != step) {
                Arrays.fill(sums, null);
                bucket = step;
            }
            @Nullable Sum sum = sums[row];
            if (sum == null) {
                int time = all.by().indexOf(Dimension.TIME);
                if (time >= 0) {
                    keys[row][time] = step;
                }
                sum = all.row(keys[row]);
                sums[row] = sum;
            }
            return sum;
        }

        private void add(@Nullable Object[] more) {
            keys = Arrays.copyOf(keys, keys.length + 1);
            keys[keys.length - 1] = more;
            sums = new @Nullable Sum[keys.length];
        }
    }

    private @Nullable Rows[] table = new @Nullable Rows[1024];
    private int size;
    private @Nullable Rows last;
    /** The one that is probably asked for next, for counts come in the order of links as well. */
    private @Nullable Rows hint;

    private LinkKeys() {}

    static LinkKeys read(Handle handle, LinkScope scope, List<Dimension> by) {
        List<Dimension> attributes =
                by.stream().filter(d -> d.isOf(Dimension.Of.LINK)).toList();
        SqlText sql = new SqlText();
        sql.add("SELECT l.id");
        attributes.stream()
                .filter(dimension -> dimension != Dimension.LINK)
                .forEach(dimension -> sql.add(", " + Conditions.column(dimension)));
        sql.add("FROM links l");
        scope.narrow(sql, attributes);
        sql.add("ORDER BY l.id");
        LinkKeys all = new LinkKeys();
        sql.on(handle)
                .setFetchSize(5000)
                .map((row, context) -> {
                    all.add(row.getLong(1), keys(row, by));
                    return true;
                })
                .forEach(done -> {});
        return all;
    }

    private static @Nullable Object[] keys(ResultSet row, List<Dimension> by) throws SQLException {
        @Nullable Object[] keys = new @Nullable Object[by.size()];
        int column = 2;
        for (int i = 0; i < keys.length; i++) {
            if (by.get(i) == Dimension.LINK) {
                keys[i] = row.getLong(1);
            } else if (by.get(i).isOf(Dimension.Of.LINK)) {
                keys[i] = row.getString(column++);
            }
        }
        return keys;
    }

    private void add(long link, @Nullable Object[] keys) {
        if (size * 2 > table.length) {
            @Nullable Rows[] before = table;
            table = new @Nullable Rows[before.length * 2];
            for (@Nullable Rows rows : before) {
                if (rows != null) {
                    table[place(rows.link)] = rows;
                }
            }
        }
        int place = place(link);
        @Nullable Rows present = table[place];
        if (present != null) {
            present.add(keys);
            return;
        }
        Rows added = new Rows(link, new @Nullable Object[][] {keys});
        table[place] = added;
        size++;
        if (last != null) {
            last.next = added;
        }
        last = added;
    }

    /** Null where the link is not in the selection. */
    @Nullable
    Rows find(long link) {
        @Nullable Rows found = hint;
        if (found == null || found.link != link) {
            found = table[place(link)];
        }
        if (found != null) {
            hint = found.next;
        }
        return found;
    }

    private int place(long link) {
        int place = (int) ((link * 0x9E3779B97F4A7C15L) >>> 40) & table.length - 1;
        for (@Nullable Rows rows = table[place]; rows != null && rows.link != link; rows = table[place]) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }
}
