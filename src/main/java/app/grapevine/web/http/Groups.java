package app.grapevine.web.http;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Members of groups, in the order in which they came, and which group is the largest. To be used by one thread at a time. */
final class Groups<K, V> {
    private final Map<K, Set<V>> members = new HashMap<>();
    private final NavigableMap<Integer, Set<K>> bySize = new TreeMap<>();

    /** @return the group, as it is from now on; to be read only */
    Set<V> add(K key, V member) {
        Set<V> group = members.computeIfAbsent(key, any -> new LinkedHashSet<>());
        resize(key, group, () -> group.add(member));
        return group;
    }

    /** The group; empty where it has no member. To be read only. */
    Set<V> of(K key) {
        return members.getOrDefault(key, Set.of());
    }

    void remove(K key, V member) {
        Set<V> group = members.get(key);
        if (group != null) {
            resize(key, group, () -> group.remove(member));
            if (group.isEmpty()) {
                members.remove(key);
            }
        }
    }

    private void resize(K key, Set<V> group, Runnable change) {
        int before = group.size();
        change.run();
        if (group.size() == before) {
            return;
        }
        bySize.computeIfPresent(before, (size, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
        if (!group.isEmpty()) {
            bySize.computeIfAbsent(group.size(), size -> new LinkedHashSet<>()).add(key);
        }
    }

    /** The group that has most, the first of several; empty where there is none. To be read only. */
    Set<V> largest() {
        return bySize.isEmpty()
                ? Set.of()
                : members.getOrDefault(bySize.lastEntry().getValue().iterator().next(), Set.of());
    }
}
