package app.grapevine.journal;

import java.util.zip.CRC32C;

/**
 * A record of the journal as bytes: CRC32C of all that follows (4), length of the payload (4), sequence (8),
 * payload. Numbers are big-endian.
 */
public final class Frame {
    public static final int HEADER = 16;
    static final int MAX_PAYLOAD = VisitCodec.MAX_BYTES;
    private static final int CHECKED_FROM = 4;

    private Frame() {}

    /** Fills in the header before the payload that already stands in {@code frame}. */
    public static void seal(byte[] frame, int payloadLength, long sequence, CRC32C crc) {
        putInt(payloadLength, frame, 4);
        putInt((int) (sequence >>> 32), frame, 8);
        putInt((int) sequence, frame, 12);
        crc.reset();
        crc.update(frame, CHECKED_FROM, HEADER - CHECKED_FROM + payloadLength);
        putInt((int) crc.getValue(), frame, 0);
    }

    /** The payload's length as stated at {@code at}, or -1 where no frame of this journal could state it. */
    static int payloadLength(byte[] bytes, int at) {
        int length = getInt(bytes, at + 4);
        return length > 0 && length <= MAX_PAYLOAD ? length : -1;
    }

    public static long sequence(byte[] bytes, int at) {
        return (long) getInt(bytes, at + 8) << 32 | (getInt(bytes, at + 12) & 0xffffffffL);
    }

    static boolean isIntact(byte[] bytes, int at, int payloadLength, CRC32C crc) {
        crc.reset();
        crc.update(bytes, at + CHECKED_FROM, HEADER - CHECKED_FROM + payloadLength);
        return (int) crc.getValue() == getInt(bytes, at);
    }

    private static void putInt(int number, byte[] target, int at) {
        target[at] = (byte) (number >>> 24);
        target[at + 1] = (byte) (number >>> 16);
        target[at + 2] = (byte) (number >>> 8);
        target[at + 3] = (byte) number;
    }

    private static int getInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
