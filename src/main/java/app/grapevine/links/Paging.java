package app.grapevine.links;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one list. A cursor is the position of the last item that was shown, behind a checksum of it and
 * of the list with its filters: so one of another list, or of the same list filtered in another way, is refused
 * and does not skip what was asked for. It is no secret and grants nothing.
 */
final class Paging {
    private static final int MAX_LIMIT = 500;

    private final String list;
    private final int limit;

    /**
     * @param list names the list and its filters
     * @throws LinkRefusedException INVALID for a limit out of 1…500
     */
    Paging(String list, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Faults.invalid("limit", "must be from 1 to 500");
        }
        this.list = list;
        this.limit = limit;
    }

    /** How many items are to be read: one more than are shown, to know whether there are more. */
    int toRead() {
        return limit + 1;
    }

    /**
     * What {@code parse} makes of the position in {@code cursor}, or {@code start} where that is null.
     *
     * @throws LinkRefusedException INVALID for a cursor that is not of this list
     */
    <P> P position(@Nullable String cursor, P start, Function<String, P> parse) {
        if (cursor == null) {
            return start;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length > Integer.BYTES) {
                byte[] position = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
                if (ByteBuffer.wrap(bytes).getInt() == checksum(position)) {
                    return parse.apply(new String(position, StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            // Neither base 64 nor a position: refused as any other foreign cursor.
        }
        throw Faults.invalid("cursor", "is not one of this list: leave it out to begin at the start");
    }

    /** The page that {@code read}, of at most {@link #toRead} items, makes. */
    <T> Page<T> page(List<T> read, Function<T, String> position) {
        return read.size() > limit ? cut(read, limit, position) : new Page<>(read, null);
    }

    /** The page of the first {@code count} of the items in {@code read}, which are more. */
    <T> Page<T> cut(List<T> read, int count, Function<T, String> position) {
        byte[] last = position.apply(read.get(count - 1)).getBytes(StandardCharsets.UTF_8);
        byte[] cursor = ByteBuffer.allocate(Integer.BYTES + last.length)
                .putInt(checksum(last))
                .put(last)
                .array();
        return new Page<>(
                read.subList(0, count), Base64.getUrlEncoder().withoutPadding().encodeToString(cursor));
    }

    private int checksum(byte[] position) {
        CRC32C checksum = new CRC32C();
        checksum.update(list.getBytes(StandardCharsets.UTF_8));
        checksum.update(0);
        checksum.update(position);
        return (int) checksum.getValue();
    }
}
