package app.grapevine.storage;

import java.util.Map;
import org.h2.mvstore.DataUtils;

/**
 * What H2 has written to its file at once, as MVStore's layout map describes it.
 *
 * @param id MVStore's number of it
 * @param version of the database, with which it was written
 * @param at where in the file it begins, in bytes
 * @param length in bytes, whole blocks
 * @param live how many bytes of it are part of the database, about
 * @param whole whether no page of it is dead
 * @param content how many bytes of it have something in them, but for the footer at its end
 */
record FileChunk(int id, long version, long at, long length, long live, boolean whole, long content, Pages pages) {
    static final int BLOCK = 4096;
    /** The prefix of chunks among the keys of the layout map. */
    static final String KEY = "chunk.";

    /**
     * Where its pages are told.
     *
     * @param table where in the chunk the table of its pages begins, in bytes
     * @param count how many there are
     * @param dead which of them are, in hex
     * @param pinned whether some may not be written anew, of a transaction that is under way
     */
    record Pages(long table, int count, String dead, boolean pinned) {
        boolean isDead(int page) {
            int at = 2 * (page / Byte.SIZE);
            return at + 2 <= dead.length() && (Integer.parseInt(dead, at, at + 2, 16) >> page % Byte.SIZE & 1) == 1;
        }
    }

    static final int BYTES_OF_A_PAGE_IN_THE_TABLE = 8;

    static FileChunk parse(String text) {
        Map<String, String> values = DataUtils.parseMap(text);
        long length = number(values, "len", 0) * BLOCK;
        long pages = number(values, "pages", 0);
        long max = number(values, "max", 0);
        long live = number(values, "liveMax", max);
        return new FileChunk(
                (int) number(values, "chunk", 0),
                number(values, "version", 0),
                number(values, "block", 0) * BLOCK,
                length,
                max == 0 ? 0 : (long) ((double) length * live / max),
                number(values, "livePages", pages) == pages,
                number(values, "toc", 0) + pages * BYTES_OF_A_PAGE_IN_THE_TABLE,
                new Pages(
                        number(values, "toc", 0),
                        (int) pages,
                        values.getOrDefault("occupancy", ""),
                        values.containsKey("pinCount")));
    }

    private static long number(Map<String, String> values, String name, long otherwise) {
        String hex = values.get(name);
        return hex == null ? otherwise : DataUtils.parseHexLong(hex);
    }

    long end() {
        return at + length;
    }

    boolean isPinned() {
        return pages.pinned();
    }

    boolean isDead() {
        return live == 0;
    }
}
