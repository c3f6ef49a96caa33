package app.grapevine.visits;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes deflated by zlib, with their length before them. */
final class Deflated {
    /** What follows is as it was: what is short does not get shorter. */
    private static final byte STORED = 0;

    private static final byte DEFLATED = 1;
    private static final int WORTH_IT = 200;
    /** More than this cannot be in deflated bytes. */
    private static final int GREATEST_RATIO = 1032;

    private Deflated() {}

    /** {@code head} as it is, and then {@code body}. */
    static byte[] deflate(byte[] head, byte[] body) {
        byte[] packed = body.length < WORTH_IT ? body : deflated(body);
        boolean shorter = packed.length + Integer.BYTES < body.length;
        byte[] content = shorter ? packed : body;
        byte[] all = Arrays.copyOf(head, head.length + 1 + Integer.BYTES + content.length);
        all[head.length] = shorter ? DEFLATED : STORED;
        for (int i = 0; i < Integer.BYTES; i++) {
            all[head.length + 1 + i] = (byte) (body.length >>> 8 * i);
        }
        System.arraycopy(content, 0, all, head.length + 1 + Integer.BYTES, content.length);
        return all;
    }

    private static byte[] deflated(byte[] body) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(body);
            deflater.finish();
            byte[] packed = new byte[body.length];
            int length = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, length) : body;
        } finally {
            deflater.end();
        }
    }

    /** @throws IndexOutOfBoundsException if the bytes make no sense */
    static byte[] inflate(byte[] content, int from) {
        int start = from + 1 + Integer.BYTES;
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length |= (content[from + 1 + i] & 0xFF) << 8 * i;
        }
        if (length < 0 || length > (content.length - start) * (long) GREATEST_RATIO) {
            throw new IndexOutOfBoundsException(length);
        }
        if (content[from] == STORED) {
            return Arrays.copyOfRange(content, start, start + length);
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(content, start, content.length - start);
            byte[] body = new byte[length];
            if (inflater.inflate(body) != length) {
                throw new IndexOutOfBoundsException("deflated bytes end too soon");
            }
            return body;
        } catch (DataFormatException e) {
            throw new IndexOutOfBoundsException(e.toString());
        } finally {
            inflater.end();
        }
    }
}
