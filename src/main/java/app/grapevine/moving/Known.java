package app.grapevine.moving;

import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The links of one source that were brought, as the table has them; remembers those asked for last. Used by one thread. */
final class Known implements BroughtSoFar {
    private static final int MOST_REMEMBERED = 50_000;

    private final Database database;
    private final Links links;
    private final long importId;
    private final Map<Long, Link> byId = bounded();
    private final Map<String, Optional<Brought>> byKey = bounded();

    Known(Database database, Links links, long importId) {
        this.database = database;
        this.links = links;
        this.importId = importId;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    @Override
    public List<Brought> after(long linkId) {
        return database.read(handle -> ImportDao.after(handle, importId, linkId)).stream()
                .map(Known::brought)
                .toList();
    }

    @Override
    public Optional<Brought> find(String key) {
        return byKey.computeIfAbsent(
                key,
                name -> Optional.ofNullable(database.read(handle ->
                                ImportDao.known(handle, importId, Set.of(name)).get(name)))
                        .map(Known::brought));
    }

    private static Brought brought(ImportDao.Row row) {
        return new Brought(row.linkId(), row.name(), row.visitsUntil(), row.told());
    }

    /** Links by their ids, the deleted ones too; not those that are erased. */
    Map<Long, Link> links(Collection<Long> ids) {
        Map<Long, Link> found = new HashMap<>();
        ids.forEach(id -> {
            Link link = byId.get(id);
            if (link != null) {
                found.put(id, link);
            }
        });
        Set<Long> missing = ids.stream().filter(id -> !found.containsKey(id)).collect(Collectors.toSet());
        links.listByIds(missing).forEach(link -> {
            byId.put(link.id(), link);
            found.put(link.id(), link);
        });
        return found;
    }
}
