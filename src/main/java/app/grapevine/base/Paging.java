package app.grapevine.base;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one list, whose {@link Cursors} know the list with its filters.
 */
public final class Paging {
    private final String list;
    private final int limit;

    /**
     * @param list names the list and its filters
     * @throws RefusedException INVALID for a limit out of 1…500
     */
    public Paging(String list, int limit) {
        if (limit < 1 || limit > Page.MOST) {
            throw RefusedException.invalid("limit", FaultCode.OUT_OF_RANGE, Map.of("least", 1, "most", Page.MOST));
        }
        this.list = list;
        this.limit = limit;
    }

    /** How many items are to be read: one more than are shown, to know whether there are more. */
    public int toRead() {
        return limit + 1;
    }

    /**
     * What {@code parse} makes of the position in {@code cursor}, or {@code start} where that is null.
     *
     * @throws RefusedException INVALID for a cursor that is not of this list
     */
    public <P> P position(@Nullable String cursor, P start, Function<String, P> parse) {
        if (cursor == null) {
            return start;
        }
        try {
            Optional<P> position = Cursors.read(list, cursor).map(parse);
            if (position.isPresent()) {
                return position.get();
            }
        } catch (IllegalArgumentException e) {
            // No position: refused as any foreign cursor.
        }
        throw RefusedException.invalid("cursor", FaultCode.UNKNOWN_CURSOR);
    }

    /** The page that {@code read}, of at most {@link #toRead} items, makes. */
    public <T> Page<T> page(List<T> read, Function<T, String> position) {
        return read.size() > limit ? cut(read, limit, position) : new Page<>(read, null);
    }

    /** The page of the first {@code count} of the items in {@code read}, which are more. */
    public <T> Page<T> cut(List<T> read, int count, Function<T, String> position) {
        String last = position.apply(read.get(count - 1));
        return new Page<>(read.subList(0, count), Cursors.write(list, last));
    }
}
