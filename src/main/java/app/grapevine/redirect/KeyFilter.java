package app.grapevine.redirect;

import app.grapevine.storage.LinkKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of keys in ten bits each, which says of what is not in it that it may be once in about 120 times while it holds no
 * more than it has room for: a Bloom filter (Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970), its
 * hashes made of two (Kirsch and Mitzenmacher, Less Hashing, Same Performance, 2006). Safe for use by many threads.
 */
final class KeyFilter {
    private static final int BITS_PER_KEY = 10;
    private static final int HASHES = 7;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int room;
    private final long bits;
    private final AtomicLongArray words;
    private final AtomicInteger added = new AtomicInteger();

    KeyFilter(int room) {
        this.room = room;
        this.bits = Math.min((long) Integer.MAX_VALUE, (long) room * BITS_PER_KEY);
        this.words = new AtomicLongArray((int) (bits / Long.SIZE) + 1);
    }

    void add(LinkKey key) {
        long hash = hash(key);
        for (int i = 0; i < HASHES; i++) {
            long bit = bit(hash, i);
            long mask = 1L << bit;
            words.getAndUpdate((int) (bit / Long.SIZE), word -> word | mask);
        }
        added.incrementAndGet();
    }

    boolean mayContain(LinkKey key) {
        long hash = hash(key);
        for (int i = 0; i < HASHES; i++) {
            long bit = bit(hash, i);
            if ((words.get((int) (bit / Long.SIZE)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it holds more than it has room for, and says more and more often what it should not. */
    boolean isFull() {
        return added.get() > room;
    }

    private long bit(long hash, int i) {
        int first = (int) hash;
        int second = (int) (hash >>> Integer.SIZE) | 1;
        return Long.remainderUnsigned(Integer.toUnsignedLong(first + i * second), bits);
    }

    /** FNV-1a over the domain and the code, and the last step of MurmurHash3, which spreads it. */
    private static long hash(LinkKey key) {
        long hash = fnv(fnv(FNV_OFFSET, key.domain()) * FNV_PRIME, key.code());
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    private static long fnv(long begin, String text) {
        long hash = begin;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
