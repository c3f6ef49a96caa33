package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.storage.LinkKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    /** How many keys {@link #eachKey} hands on. */
    static long countKeys(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) + COUNT(folded) FROM links")
                .mapTo(Long.class)
                .one();
    }

    /**
     * The key of each link, and of one whose code was chosen that of its folded code. Reads some at a time by their ids, so
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
     * Of chosen codes those that are in use, or were once, folded.
     *
     * @param keys as they were chosen
     */
    static Set<LinkKey> taken(Handle handle, Collection<LinkKey> keys) {
        List<String> codes = keys.stream().map(LinkKey::code).distinct().toList();
        Set<LinkKey> taken = new HashSet<>();
        for (int from = 0; from < codes.size(); from += BATCH) {
            List<String> some = codes.subList(from, Math.min(from + BATCH, codes.size()));
            handle.createQuery("SELECT domain, code, folded FROM links WHERE code IN (<codes>) OR folded IN (<folded>)")
                    .bindList("codes", some)
                    .bindList("folded", some.stream().map(CaseFold::fold).toList())
                    .map((rs, context) -> new Taken(
                            new LinkKey(rs.getString("domain"), rs.getString("code")), rs.getString("folded")))
                    .forEach(one -> {
                        if (keys.contains(one.key)) {
                            taken.add(new LinkKey(one.key.domain(), CaseFold.fold(one.key.code())));
                        }
                        if (one.folded != null) {
                            taken.add(new LinkKey(one.key.domain(), one.folded));
                        }
                    });
        }
        return taken;
    }

    private record Taken(LinkKey key, @Nullable String folded) {}

    /** The code of the link that is not deleted and whose code was chosen and is, folded, that of {@code folded}. */
    static Optional<LinkKey> findFolded(Handle handle, LinkKey folded) {
        return handle.createQuery(
                        "SELECT code FROM links WHERE folded = :folded AND domain = :domain AND deleted_at IS NULL")
                .bind("folded", folded.code())
                .bind("domain", folded.domain())
                .mapTo(String.class)
                .findOne()
                .map(code -> new LinkKey(folded.domain(), code));
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
