package app.grapevine.base;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Numbers in base 62, in the digits 0-9, A-Z, a-z: what can stand in an address as it is, and sorts by its bytes as
 * the numbers do. Numbers have no sign, and their texts a given length, with zeros in front. Safe for use by many
 * threads.
 */
public final class Base62 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();
    private static final byte[] VALUES = values();

    private Base62() {}

    /** Digits each of which is as likely as any other. */
    public static String random(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(DIGITS.charAt(random.nextInt(BASE)));
        }
        return text.toString();
    }

    /** The last {@code length} digits of a number that is not negative. */
    public static String text(long number, int length) {
        return text(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), length);
    }

    /** The last {@code length} digits of a number of whole 32-bit words, by long division of them. */
    public static String text(byte[] number, int length) {
        ByteBuffer in = ByteBuffer.wrap(number);
        long[] words = new long[number.length / Integer.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt() & 0xffffffffL;
        }
        char[] text = new char[length];
        for (int digit = length - 1; digit >= 0; digit--) {
            long rest = 0;
            for (int i = 0; i < words.length; i++) {
                long dividend = rest << 32 | words[i];
                words[i] = dividend / BASE;
                rest = dividend % BASE;
            }
            text[digit] = DIGITS.charAt((int) rest);
        }
        return new String(text);
    }

    /**
     * The number of {@code bytes} bytes, whole 32-bit words, that a text stands for; empty where a character is no
     * digit, or the number does not fit.
     */
    public static Optional<byte[]> number(String text, int bytes) {
        long[] words = new long[bytes / Integer.BYTES];
        for (int digit = 0; digit < text.length(); digit++) {
            char c = text.charAt(digit);
            long carry = c < VALUES.length ? VALUES[c] : -1;
            if (carry < 0) {
                return Optional.empty();
            }
            for (int i = words.length - 1; i >= 0; i--) {
                long product = words[i] * BASE + carry;
                words[i] = product & 0xffffffffL;
                carry = product >>> 32;
            }
            if (carry != 0) {
                return Optional.empty();
            }
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (long word : words) {
            out.putInt((int) word);
        }
        return Optional.of(out.array());
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < BASE; i++) {
            values[DIGITS.charAt(i)] = (byte) i;
        }
        return values;
    }
}
