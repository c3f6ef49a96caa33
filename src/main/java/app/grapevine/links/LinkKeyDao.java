package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.storage.LinkKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of what links are found by: their keys, folded or not, and ids; nothing else of them is read here. */
final class LinkKeyDao {
    private static final int BATCH = 1000;
    private static final int KEYS = 10_000;

    private LinkKeyDao() {}

    static boolean areAliases(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM (SELECT 1 FROM link_aliases LIMIT 1) AS a")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** How many keys {@link #eachKey} hands on. */
    static long countKeys(Handle handle) {
        return handle.createQuery("""
                        SELECT COUNT(*) + COUNT(folded) + (SELECT COUNT(*) + COUNT(folded) FROM link_aliases) FROM links
                        """).mapTo(Long.class).one();
    }

    /**
     * The key of each link and alias, and of one whose code was chosen that of its folded code. Reads some at a time by their ids, so
     * that neither the driver nor H2 holds all of them.
     */
    static void eachKey(Handle handle, Consumer<LinkKey> to) {
        long after = Long.MIN_VALUE;
        int found;
        do {
            List<Coded> some = handle.createQuery("""
                            SELECT id, domain, code, folded FROM links WHERE id > :after ORDER BY id LIMIT :most
                            """)
                    .bind("after", after)
                    .bind("most", KEYS)
                    .map((rs, context) -> new Coded(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4)))
                    .list();
            some.forEach(one -> one.handOn(to));
            found = some.size();
            after = found == 0 ? after : some.get(found - 1).id;
        } while (found == KEYS);
        eachAlias(handle, to);
    }

    /** All of a link's at once, so that none is passed over where one time's end. */
    private static void eachAlias(Handle handle, Consumer<LinkKey> to) {
        Optional<Long> last = lastLink(handle, Long.MIN_VALUE);
        long after = Long.MIN_VALUE;
        while (last.isPresent()) {
            handle.createQuery("""
                            SELECT link_id, domain, code, folded FROM link_aliases
                            WHERE link_id > :after AND link_id <= :last AND removed_at IS NULL
                            """)
                    .bind("after", after)
                    .bind("last", last.get())
                    .map((rs, context) -> new Coded(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4)))
                    .forEach(one -> one.handOn(to));
            after = last.get();
            last = lastLink(handle, after);
        }
    }

    private static Optional<Long> lastLink(Handle handle, long after) {
        return handle.createQuery("""
                        SELECT MAX(link_id) FROM
                          (SELECT link_id FROM link_aliases WHERE link_id > :after ORDER BY link_id LIMIT :most) AS part
                        """)
                .bind("after", after)
                .bind("most", KEYS)
                .mapTo(Long.class)
                .findOne();
    }

    /** The key of each link of {@code campaign} that is not deleted. */
    static void eachKey(Handle handle, String campaign, Consumer<LinkKey> to) {
        handle.createQuery("SELECT domain, code FROM links WHERE campaign = :campaign AND deleted_at IS NULL")
                .bind("campaign", campaign)
                .map((rs, context) -> new LinkKey(rs.getString(1), rs.getString(2)))
                .forEach(to);
    }

    private record Coded(
            long id, String domain, String code, @Nullable String folded) {
        void handOn(Consumer<LinkKey> to) {
            to.accept(new LinkKey(domain, code));
            if (folded != null) {
                to.accept(new LinkKey(domain, folded));
            }
        }
    }

    /**
     * Keys that were found.
     *
     * @param exact as they are
     * @param folded of those that are found in any case, with their codes folded
     */
    record Found(Set<LinkKey> exact, Set<LinkKey> folded) {
        Found() {
            this(new HashSet<>(), new HashSet<>());
        }

        /** Whether what was chosen is one of them, in whatever case. */
        boolean has(LinkKey chosen) {
            return exact.contains(chosen) || folded.contains(inAnyCase(chosen));
        }
    }

    private static LinkKey inAnyCase(LinkKey key) {
        return new LinkKey(key.domain(), CaseFold.fold(key.code()));
    }

    /** Of keys those that are a link's, or were, as they are or folded. */
    static Found codes(Handle handle, Collection<LinkKey> keys) {
        return found(handle, keys, """
                SELECT domain, code, folded FROM links WHERE code IN (<codes>)
                UNION ALL SELECT domain, code, folded FROM links WHERE folded IN (<folded>)
                """);
    }

    /** Of keys those that are a link's further ones, or were, as they are or folded. */
    static Found aliases(Handle handle, Collection<LinkKey> keys) {
        return found(handle, keys, """
                SELECT domain, code, folded FROM link_aliases WHERE code IN (<codes>)
                UNION ALL SELECT domain, code, folded FROM link_aliases WHERE folded IN (<folded>)
                """);
    }

    private static Found found(Handle handle, Collection<LinkKey> keys, String sql) {
        List<String> codes = keys.stream().map(LinkKey::code).distinct().toList();
        Found found = new Found();
        for (int from = 0; from < codes.size(); from += BATCH) {
            List<String> some = codes.subList(from, Math.min(from + BATCH, codes.size()));
            handle.createQuery(sql)
                    .bindList("codes", some)
                    .bindList(
                            "folded",
                            some.stream().map(CaseFold::fold).distinct().toList())
                    .map((rs, context) -> new Coded(0, rs.getString(1), rs.getString(2), rs.getString(3)))
                    .forEach(one -> {
                        found.exact.add(new LinkKey(one.domain, one.code));
                        if (one.folded != null) {
                            found.folded.add(new LinkKey(one.domain, one.folded));
                        }
                    });
        }
        return found;
    }

    /**
     * Whose a key is.
     *
     * @param link by its id; it may be deleted
     * @param removed whether it was an alias of this link and is not any more
     */
    record Holder(long link, boolean removed) {}

    /** Of keys those that are somebody's code or alias exactly as they are, or were. */
    static Map<LinkKey, Holder> holders(Handle handle, Collection<LinkKey> keys) {
        List<String> codes = keys.stream().map(LinkKey::code).distinct().toList();
        Map<LinkKey, Holder> holders = new HashMap<>();
        for (int from = 0; from < codes.size(); from += BATCH) {
            handle.createQuery("""
                            SELECT domain, code, id, FALSE FROM links WHERE code IN (<codes>)
                            UNION ALL
                            SELECT domain, code, link_id, removed_at IS NOT NULL FROM link_aliases WHERE code IN (<codes>)
                            """)
                    .bindList("codes", codes.subList(from, Math.min(from + BATCH, codes.size())))
                    .map((rs, context) -> Map.entry(
                            new LinkKey(rs.getString(1), rs.getString(2)), new Holder(rs.getLong(3), rs.getBoolean(4))))
                    .forEach(one -> holders.put(one.getKey(), one.getValue()));
        }
        return holders;
    }

    /**
     * The code of the link that is not deleted and whose code was chosen and is, folded, that of {@code folded}; or else of the
     * link with such an alias.
     */
    static Optional<LinkKey> findFolded(Handle handle, LinkKey folded) {
        return find(
                        handle,
                        folded,
                        "SELECT code FROM links WHERE folded = :code AND domain = :domain AND deleted_at IS NULL")
                .or(() -> find(handle, folded, """
                        SELECT l.code FROM link_aliases a JOIN links l ON l.id = a.link_id
                        WHERE a.folded = :code AND a.domain = :domain AND a.removed_at IS NULL
                        """));
    }

    /** The code of the link, be it deleted or not, whose alias {@code alias} is exactly. */
    static Optional<LinkKey> findByAlias(Handle handle, LinkKey alias) {
        return find(handle, alias, """
                SELECT l.code FROM link_aliases a JOIN links l ON l.id = a.link_id
                WHERE a.code = :code AND a.domain = :domain AND a.removed_at IS NULL
                """);
    }

    private static Optional<LinkKey> find(Handle handle, LinkKey key, String sql) {
        return handle.createQuery(sql)
                .bind("code", key.code())
                .bind("domain", key.domain())
                .mapTo(String.class)
                .findOne()
                .map(code -> new LinkKey(key.domain(), code));
    }

    /** The id of a link, be it deleted or not. */
    static Optional<Long> findId(Handle handle, LinkKey key) {
        return handle.createQuery("SELECT id FROM links WHERE code = :code AND domain = :domain")
                .bind("code", key.code())
                .bind("domain", key.domain())
                .mapTo(Long.class)
                .findOne();
    }

    /** The keys of links. */
    static List<LinkKey> keys(Handle handle, List<Long> ids) {
        return handle.createQuery("""
                        SELECT l.domain, l.code FROM UNNEST(CAST(:ids AS BIGINT ARRAY)) AS w (id)
                        JOIN links l ON l.id = w.id
                        """)
                .bindArray("ids", ids.toArray(Long[]::new))
                .map((row, context) -> new LinkKey(row.getString(1), row.getString(2)))
                .list();
    }
}
