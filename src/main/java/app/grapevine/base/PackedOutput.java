package app.grapevine.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes bytes, and numbers as varints: 7 bits a byte, the lowest first. Not safe for use by many threads. */
public final class PackedOutput {
    private byte[] bytes = new byte[64];
    private int size;

    public void number(long number) {
        long rest = number;
        room(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number that may be negative: zigzag, so that small ones stay short. */
    public void signed(long number) {
        number(number << 1 ^ number >> 63);
    }

    public void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    public void bytes(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    public void all(PackedOutput other) {
        bytes(other.bytes, 0, other.size);
    }

    public int size() {
        return size;
    }

    /** Forgets what was written. */
    public void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
