package app.grapevine.hostlists;

/**
 * SipHash-2-4 of ASCII (Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012): 64 bits that nobody can have two texts
 * agree in who does not know the key. Immutable.
 */
final class SipHash {
    private static final int BYTES_OF_BLOCK = 8;

    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** The hash of a text from a place on, a byte for each character. */
    long of(CharSequence text, int begin) {
        long[] state = {
            key0 ^ 0x736f6d6570736575L,
            key1 ^ 0x646f72616e646f6dL,
            key0 ^ 0x6c7967656e657261L,
            key1 ^ 0x7465646279746573L
        };
        int length = text.length() - begin;
        long block = 0;
        for (int i = 0; i < length; i++) {
            block |= (text.charAt(begin + i) & 0xffL) << Byte.SIZE * (i % BYTES_OF_BLOCK);
            if (i % BYTES_OF_BLOCK == BYTES_OF_BLOCK - 1) {
                add(state, block);
                block = 0;
            }
        }
        add(state, block | (long) length << 56);
        state[2] ^= 0xff;
        for (int i = 0; i < 4; i++) {
            round(state);
        }
        return state[0] ^ state[1] ^ state[2] ^ state[3];
    }

    private static void add(long[] state, long block) {
        state[3] ^= block;
        round(state);
        round(state);
        state[0] ^= block;
    }

    private static void round(long[] v) {
        v[0] += v[1];
        v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[3];
        v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
        v[2] = Long.rotateLeft(v[2], 32);
    }
}
