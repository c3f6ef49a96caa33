package app.grapevine.attribution;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of strings seen lately, so that it need not be made again. Bounded by its number of slots, whatever
 * is thrown at it; two slots a string, the newer first. Forgetting changes no answer.
 *
 * <p>Safe for use by many threads without locks: entries are immutable, and a lost race costs one making.
 */
final class Recent<T> {
    private record Entry<T>(String key, T value) {}

    private final @Nullable Entry<T>[] slots;
    /**
     * Of the keys in the slots, and looked at first: user agents are long, alike, and differ at their ends, and entries lie wherever
     * they were made. Written beside its slot without a lock; one that does not fit its slot costs one making.
     */
    private final int[] hashes;

    private final Function<String, T> make;

    /** @param size the number of slots, a power of two */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Recent(int size, Function<String, T> make) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size must be a power of two");
        }
        this.slots = (Entry<T>[]) new Entry[size];
        this.hashes = new int[size];
        this.make = make;
    }

    T get(String key) {
        Entry<T> found = entry(key);
        return found != null ? found.value : make(key);
    }

    /** As {@link #get} for a key that {@link #find} did not have. */
    T make(String key) {
        T value = make.apply(key);
        int hash = key.hashCode();
        int slot = slot(hash);
        slots[slot ^ 1] = slots[slot];
        hashes[slot ^ 1] = hashes[slot];
        slots[slot] = new Entry<>(key, value);
        hashes[slot] = hash;
        return value;
    }

    /** What was made of {@code key} if that was lately; else null, and nothing is made. */
    @Nullable
    T find(String key) {
        Entry<T> found = entry(key);
        return found == null ? null : found.value;
    }

    private @Nullable Entry<T> entry(String key) {
        int hash = key.hashCode();
        int slot = slot(hash);
        Entry<T> newer = at(slot, hash, key);
        return newer != null ? newer : at(slot ^ 1, hash, key);
    }

    private @Nullable Entry<T> at(int slot, int hash, String key) {
        if (hashes[slot] != hash) {
            return null;
        }
        Entry<T> entry = slots[slot];
        return entry != null && entry.key.equals(key) ? entry : null;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & slots.length - 1;
    }
}
