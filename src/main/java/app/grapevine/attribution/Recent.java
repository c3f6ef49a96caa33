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
    private record Entry<T>(int hash, String key, T value) {
        /** The hashes first: user agents are long, alike, and differ at their ends. */
        boolean isOf(int other, String text) {
            return hash == other && key.equals(text);
        }
    }

    private final @Nullable Entry<T>[] slots;
    private final Function<String, T> make;

    /** @param size the number of slots, a power of two */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Recent(int size, Function<String, T> make) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size must be a power of two");
        }
        this.slots = (Entry<T>[]) new Entry[size];
        this.make = make;
    }

    T get(String key) {
        Entry<T> found = entry(key);
        if (found != null) {
            return found.value;
        }
        T value = make.apply(key);
        int slot = slot(key.hashCode());
        slots[slot ^ 1] = slots[slot];
        slots[slot] = new Entry<>(key.hashCode(), key, value);
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
        Entry<T> newer = slots[slot];
        if (newer != null && newer.isOf(hash, key)) {
            return newer;
        }
        Entry<T> older = slots[slot ^ 1];
        return older != null && older.isOf(hash, key) ? older : null;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & slots.length - 1;
    }
}
