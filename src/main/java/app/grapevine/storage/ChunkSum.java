package app.grapevine.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVStoreException;

/**
 * The checksum of a chunk of H2's file: CRC32C of what {@link FileChunk#content} covers, in hex behind the text of the
 * chunk's footer, where H2 has spaces and reads nothing. A version of this program that knows nothing of it is not disturbed,
 * and what such a version wrote has none.
 */
final class ChunkSum {
    /** The bytes of a footer, at the very end of a chunk. */
    static final int FOOTER = 128;

    private static final String NAME = ",sum:";
    private static final int DIGITS = 8;
    private static final String BEGIN = "chunk:";
    private static final int LONGEST_HEADER = 1024;

    private ChunkSum() {}

    /** Lays the sum into a chunk that is about to be written; leaves what is no chunk, or has one, as it is. */
    static void put(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length == 0 || length % FileChunk.BLOCK != 0 || !begins(bytes, bytes.position())) {
            return;
        }
        int footer = bytes.limit() - FOOTER;
        String text = footer(bytes, footer);
        String sum = NAME + hex(sum(bytes.slice()));
        boolean fits = text.length() + sum.length() < FOOTER;
        if (text.startsWith(BEGIN) && !text.contains(NAME) && fits) {
            bytes.put(footer + text.length(), sum.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** How many blocks the chunk has of which this is the footer; 0 where this is none, or has no sum. */
    static int blocks(ByteBuffer footer) {
        String text = footer(footer, 0);
        int at = text.indexOf(",len:");
        if (!text.startsWith(BEGIN) || !text.contains(NAME) || at < 0) {
            return 0;
        }
        try {
            return Integer.parseInt(text, at + 5, text.indexOf(',', at + 5), 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether a whole chunk, whose footer has a sum, has the content that was written. */
    static boolean isRight(ByteBuffer chunk) {
        String text = footer(chunk, chunk.limit() - FOOTER);
        int at = text.indexOf(NAME) + NAME.length();
        try {
            return begins(chunk, 0) && text.substring(at).equals(hex(sum(chunk)));
        } catch (MVStoreException | IndexOutOfBoundsException e) {
            return false; // the header is something else
        }
    }

    /** Whether a whole chunk has the content that was written; true where it has no sum. */
    static boolean isRightIfAny(ByteBuffer chunk) {
        return blocks(chunk.slice(chunk.limit() - FOOTER, FOOTER)) == 0 || isRight(chunk);
    }

    private static String hex(int sum) {
        String digits = Integer.toHexString(sum);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static int sum(ByteBuffer chunk) {
        StringBuilder header = new StringBuilder(200);
        for (int i = 0; i < LONGEST_HEADER && chunk.get(i) != '\n'; i++) {
            header.append((char) (chunk.get(i) & 0xff));
        }
        long content = FileChunk.parse(header.toString().strip()).content();
        CRC32C crc = new CRC32C();
        crc.update(chunk.slice(0, Math.toIntExact(content)));
        return (int) crc.getValue();
    }

    private static boolean begins(ByteBuffer bytes, int at) {
        for (int i = 0; i < BEGIN.length(); i++) {
            if (bytes.get(at + i) != BEGIN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Its text, without what it is filled up with. */
    private static String footer(ByteBuffer bytes, int at) {
        byte[] text = new byte[FOOTER];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
