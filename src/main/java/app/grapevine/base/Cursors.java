package app.grapevine.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The cursors of lists: the position of the last item that was shown, behind a check sum of it and of the list with
 * its filters. So one of another list, or of the same list filtered in another way, is noticed and does not skip what
 * was asked for. A cursor is no secret and grants nothing.
 *
 * <p>As text, base 64 for addresses (RFC 4648, section 5): the check sum, CRC-32C of the list's name, a zero byte and
 * the position, big-endian; then the position in UTF-8.
 */
public final class Cursors {
    private Cursors() {}

    /**
     * @param list names the list and its filters
     * @param position not empty
     */
    public static String write(String list, String position) {
        byte[] last = position.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(Integer.BYTES + last.length)
                .putInt(checkSum(list, last))
                .put(last)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The position in a cursor; empty for what {@link #write} did not make for this list. */
    public static Optional<String> read(String list, String cursor) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length <= Integer.BYTES) {
            return Optional.empty();
        }
        byte[] position = Arrays.copyOfRange(all, Integer.BYTES, all.length);
        return ByteBuffer.wrap(all).getInt() == checkSum(list, position)
                ? Optional.of(new String(position, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static int checkSum(String list, byte[] position) {
        CRC32C sum = new CRC32C();
        sum.update(list.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
        sum.update(position);
        return (int) sum.getValue();
    }
}
