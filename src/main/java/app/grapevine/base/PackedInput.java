package app.grapevine.base;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link PackedOutput} wrote. Throws IndexOutOfBoundsException where the bytes end too soon or make
 * no sense. Not safe for use by many threads.
 */
public final class PackedInput {
    private final byte[] bytes;
    private int position;

    public PackedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public long number() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes[position++];
            number |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 64 bits");
    }

    /**
     * Fills an array with what follows, of which the lowest 32 bits are taken: most take one byte, and a loop over many of them
     * is most of what reading costs.
     */
    public void numbers(int[] numbers) {
        int next = position;
        for (int i = 0; i < numbers.length; i++) {
            byte b = bytes[next++];
            if (b >= 0) {
                numbers[i] = b;
            } else {
                position = next - 1;
                numbers[i] = (int) number();
                next = position;
            }
        }
        position = next;
    }

    /** How many things follow, of which each takes a byte or more: bytes that make no sense must not take all memory. */
    public int count() {
        long count = number();
        if (count < 0 || count > bytes.length - position) {
            throw new IndexOutOfBoundsException(count);
        }
        return (int) count;
    }

    public long signed() {
        long zigzag = number();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    public String text() {
        int length = (int) number();
        int start = position;
        skip(length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /** Passes over a text. @return where it begins, for {@link #textAt} */
    public int skipText() {
        int start = position;
        skip((int) number());
        return start;
    }

    /** A text that was passed over; what is read next stays what it was. */
    public String textAt(int start) {
        int next = position;
        position = start;
        String text = text();
        position = next;
        return text;
    }

    public void skip(int length) {
        if (length < 0 || length > bytes.length - position) {
            throw new IndexOutOfBoundsException(length);
        }
        position += length;
    }

    public void skipNumbers(int count) {
        for (int left = count; left > 0; position++) {
            left -= bytes[position] >= 0 ? 1 : 0;
        }
    }

    public int position() {
        return position;
    }
}
