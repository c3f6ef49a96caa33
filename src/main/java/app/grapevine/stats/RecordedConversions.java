package app.grapevine.stats;

import app.grapevine.base.Page;
import app.grapevine.clicks.ClickIds;
import app.grapevine.storage.Database;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door to single conversions: listed by the page, or all of them, newest first, with what was called off and what is tied to no
 * click. Safe for use by many threads.
 */
public final class RecordedConversions {
    /** How many are read at once for a file: some milliseconds of work, a quarter of a megabyte. */
    public static final int IN_A_PIECE = 500;

    private final Database database;
    private final ClickIds ids;

    public RecordedConversions(Database database, ClickIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** A page of conversions. @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public Page<RecordedConversion> page(ConversionQuery query) {
        ConversionStream stream = new ConversionStream(database, ids, query, query.limit() + 1);
        List<RecordedConversion> items = new ArrayList<>();
        @Nullable ConversionPlace last = null;
        ConversionStream.@Nullable Placed next = stream.next();
        while (next != null && items.size() < query.limit()) {
            items.add(next.conversion());
            last = next.place();
            next = stream.next();
        }
        return new Page<>(items, next == null || last == null ? null : last.cursor(query.list()));
    }

    /** Conversions that are read as they are asked for. Not safe for use by many threads. */
    public static final class Export {
        private final ConversionStream stream;

        private Export(ConversionStream stream) {
            this.stream = stream;
        }

        /**
         * The next conversions; none at the end.
         *
         * @param most how many at most
         * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
         */
        public List<RecordedConversion> some(int most) {
            List<RecordedConversion> some = new ArrayList<>();
            while (some.size() < most) {
                ConversionStream.@Nullable Placed next = stream.next();
                if (next == null) {
                    break;
                }
                some.add(next.conversion());
            }
            return some;
        }
    }

    /** All conversions that match, of any number, in constant memory. */
    public Export export(ConversionQuery query) {
        return new Export(new ConversionStream(database, ids, query, Integer.MAX_VALUE));
    }
}
