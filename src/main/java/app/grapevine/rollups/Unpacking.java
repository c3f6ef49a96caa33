package app.grapevine.rollups;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the stored form of a part, see {@link RunContent}. */
final class Unpacking {
    /** No part is longer: what says so is damaged. */
    private static final int LONGEST = 1 << 26;

    private Unpacking() {}

    /** @throws IllegalStateException if the bytes are not a part's */
    static byte[] content(byte[] stored) {
        try {
            PackedInput in = new PackedInput(stored);
            long form = in.number();
            if (form == RunContent.PLAIN) {
                return Arrays.copyOfRange(stored, in.position(), stored.length);
            }
            if (form != RunContent.DEFLATED) {
                throw new IllegalStateException("a part of a rollup of unknown form " + form);
            }
            long length = in.number();
            if (length > LONGEST) {
                throw new IndexOutOfBoundsException(length);
            }
            return inflated(stored, in.position(), (int) length);
        } catch (IndexOutOfBoundsException | DataFormatException e) {
            throw damaged(stored.length, e);
        }
    }

    private static byte[] inflated(byte[] stored, int from, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored, from, stored.length - from);
            byte[] content = new byte[length];
            int size = inflater.inflate(content);
            if (size != length) {
                throw new IndexOutOfBoundsException(size);
            }
            return content;
        } finally {
            inflater.end();
        }
    }

    static IllegalStateException damaged(int length, Exception e) {
        return new IllegalStateException("a damaged part of a rollup, of " + length + " bytes", e);
    }
}
