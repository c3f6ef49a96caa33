package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The parts of a run while they are made, and their stored form: a byte that says how ({@link #PLAIN},
 * {@link #DEFLATED}), and the content. Not safe for use by many threads.
 */
final class RunContent {
    static final byte PLAIN = 1;
    static final byte DEFLATED = 2;

    /** Shorter ones are kept as they are. */
    private static final int WORTH_IT = 256;
    /** No part is longer: what says so is damaged. */
    private static final int LONGEST = 1 << 26;

    private final boolean deflating;
    private final List<Part> parts = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();

    /** @param deflating whether the parts will be read more often than written */
    RunContent(boolean deflating) {
        this.deflating = deflating;
    }

    void add(int kinds, long firstLink, long lastLink, PackedOutput content) {
        byte[] stored = deflating && content.size() >= WORTH_IT ? deflated(content.toBytes()) : plain(content);
        parts.add(new Part(kinds, firstLink, lastLink, stored.length));
        bytes.add(stored);
    }

    private static byte[] plain(PackedOutput content) {
        PackedOutput out = new PackedOutput();
        out.number(PLAIN);
        out.all(content);
        return out.toBytes();
    }

    private static byte[] deflated(byte[] raw) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(raw);
            deflater.finish();
            PackedOutput out = new PackedOutput();
            out.number(DEFLATED);
            out.number(raw.length);
            byte[] buffer = new byte[raw.length / 2 + 64];
            while (!deflater.finished()) {
                out.bytes(buffer, 0, deflater.deflate(buffer));
            }
            return out.toBytes();
        } finally {
            deflater.end();
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<Part> parts() {
        return parts;
    }

    byte[] bytes(int number) {
        return bytes.get(number);
    }

    int size() {
        return parts.stream().mapToInt(Part::size).sum();
    }

    /**
     * What was stored.
     *
     * @throws IllegalStateException if the bytes are not a part's
     */
    static byte[] unpacked(byte[] stored) {
        try {
            PackedInput in = new PackedInput(stored);
            long form = in.number();
            if (form == PLAIN) {
                return Arrays.copyOfRange(stored, in.position(), stored.length);
            }
            if (form != DEFLATED) {
                throw new IllegalStateException("a part of a rollup of unknown form " + form);
            }
            long length = in.number();
            if (length < 0 || length > LONGEST) {
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
