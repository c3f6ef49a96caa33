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
        int hash = key.hashCode();
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        Entry<T> newer = slots[slot];
        if (newer != null && newer.key.equals(key)) {
            return newer.value;
        }
        Entry<T> older = slots[slot ^ 1];
        if (older != null && older.key.equals(key)) {
            return older.value;
        }
        T value = make.apply(key);
        slots[slot ^ 1] = newer;
        slots[slot] = new Entry<>(key, value);
        return value;
    }
}
