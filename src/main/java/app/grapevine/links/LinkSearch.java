package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Reach;
import app.grapevine.search.Fit;
import app.grapevine.search.Hit;
import app.grapevine.search.Kind;
import app.grapevine.search.Wanted;
import app.grapevine.storage.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds links, share sets and audiences by words. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 *
 * <p>It answers while somebody types, so what it costs is bounded: a code is found by its index however old it is, and all else among
 * the latest {@link #WINDOW} links and share sets. Of these the latest {@link #CANDIDATES} that have the words are looked at for which
 * fits best. Links that recipients passed on are found by their codes alone: in all else they are like the ones that were issued.
 */
public final class LinkSearch {
    static final int WINDOW = 100_000;
    private static final int CANDIDATES = 300;

    private static final String ISSUED = "l.deleted_at IS NULL AND l.generation = 0";

    private final Database database;

    public LinkSearch(Database database) {
        this.database = database;
    }

    /** The links, share sets and audiences within {@code reach}. @param code that may be meant, or null */
    public List<Hit> find(Wanted wanted, @Nullable String code, Reach reach) {
        return database.read(handle -> Stream.of(
                        code == null ? List.<Hit>of() : byCode(handle, wanted, code, reach),
                        code == null ? List.<Hit>of() : byAlias(handle, wanted, code, reach),
                        links(handle, wanted, reach),
                        sets(handle, wanted, reach),
                        audiences(handle, wanted, reach))
                .flatMap(List::stream)
                .toList());
    }

    private record Found(
            String domain,
            String code,
            @Nullable String title,
            String destination,
            @Nullable String channel,
            @Nullable String audience) {
        Hit hit(Wanted wanted) {
            return hit(wanted.fit(code, title, audience, bare(destination)));
        }

        Hit hit(Fit fit) {
            String name = title != null ? title : audience != null ? audience : destination;
            return new Hit(
                    Kind.LINK,
                    code,
                    domain,
                    channel,
                    audience,
                    name,
                    name.equals(destination) ? null : destination,
                    fit);
        }

        /** Without what nobody begins to search with. */
        private static String bare(String address) {
            return address.replaceFirst("^[a-z]+://(www\\.)?", "");
        }
    }

    private static List<Hit> found(Query query, Wanted wanted) {
        return found(query).map(found -> found.hit(wanted)).toList();
    }

    private static Stream<Found> found(Query query) {
        return query
                .map((row, context) -> new Found(
                        row.getString("domain"),
                        row.getString("code"),
                        row.getString("title"),
                        row.getString("destination"),
                        row.getString("channel"),
                        row.getString("audience")))
                .list()
                .stream();
    }

    private static List<Hit> byCode(Handle handle, Wanted wanted, String code, Reach reach) {
        Query query = handle.createQuery("""
                        SELECT l.domain, l.code, l.title, l.destination, l.channel, l.audience FROM links l
                        WHERE l.deleted_at IS NULL AND (l.code = :code OR l.folded = :folded)""" + wanted.andArchived("l.archived") + LinkDao.within(reach))
                .bind("code", code)
                .bind("folded", CaseFold.fold(code))
                .bindMap(LinkDao.campaign(reach));
        // What is pasted with its host is a code as well as one without.
        return found(query, Wanted.of(code, wanted.archived()));
    }

    /** By a further code, of one segment or, typed whole or with its host, of several. */
    private static List<Hit> byAlias(Handle handle, Wanted wanted, String code, Reach reach) {
        List<String> folded = Stream.of(
                        CaseFold.fold(code), wanted.text(), wanted.text().replaceFirst("^[a-z]+://[^/]*/", ""))
                .distinct()
                .toList();
        Query query = handle.createQuery("""
                        SELECT l.domain, l.code, l.title, l.destination, l.channel, l.audience
                        FROM (SELECT link_id FROM link_aliases WHERE code = :code AND removed_at IS NULL
                          UNION SELECT link_id FROM link_aliases WHERE folded IN (<folded>) AND removed_at IS NULL) a
                        JOIN links l ON l.id = a.link_id WHERE l.deleted_at IS NULL""" + wanted.andArchived("l.archived") + LinkDao.within(reach))
                .bind("code", code)
                .bindList("folded", folded)
                .bindMap(LinkDao.campaign(reach));
        return found(query).map(found -> found.hit(Fit.EXACT)).toList();
    }

    private static List<Hit> links(Handle handle, Wanted wanted, Reach reach) {
        String columns = wanted.condition("l.code", "l.title", "l.destination", "l.destination_words", "l.audience");
        return found(
                handle.createQuery(
                                "SELECT l.domain, l.code, l.title, l.destination, l.channel, l.audience FROM links l WHERE "
                                        + "l.id >= :least AND " + ISSUED + " AND " + columns
                                        + wanted.andArchived("l.archived") + LinkDao.within(reach)
                                        + " ORDER BY l.id DESC LIMIT :most")
                        .bindMap(bindings(handle, wanted, reach)),
                wanted);
    }

    private static List<Hit> audiences(Handle handle, Wanted wanted, Reach reach) {
        return handle
                .createQuery("SELECT l.audience FROM links l WHERE l.id >= :least AND " + ISSUED
                        + " AND l.audience IS NOT NULL AND " + wanted.condition("l.audience")
                        + wanted.andArchived("l.archived") + LinkDao.within(reach)
                        + " GROUP BY l.audience ORDER BY MAX(l.id) DESC LIMIT :most")
                .bindMap(bindings(handle, wanted, reach))
                .mapTo(String.class)
                .list()
                .stream()
                .map(audience -> Hit.of(Kind.AUDIENCE, audience, audience, null, wanted.fit(audience)))
                .toList();
    }

    private static Map<String, Object> bindings(Handle handle, Wanted wanted, Reach reach) {
        Map<String, Object> bindings = new LinkedHashMap<>(wanted.bindings());
        bindings.putAll(LinkDao.campaign(reach));
        bindings.put("least", least(handle));
        bindings.put("most", CANDIDATES);
        return bindings;
    }

    /** The id of the first of the latest links. */
    private static long least(Handle handle) {
        return handle.createQuery("SELECT MIN(id) FROM (SELECT id FROM links ORDER BY id DESC LIMIT :window) latest")
                .bind("window", WINDOW)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static List<Hit> sets(Handle handle, Wanted wanted, Reach reach) {
        Query query = handle.createQuery(
                        "SELECT s.id, s.name, s.destination FROM share_sets s WHERE s.deleted_at IS NULL"
                                + " AND s.id >= (SELECT MIN(id) FROM (SELECT id FROM share_sets ORDER BY id DESC LIMIT :window) latest) AND "
                                + wanted.condition("s.name", "s.destination") + wanted.andArchived("s.archived")
                                + ShareSetDao.within(reach)
                                + " ORDER BY s.id DESC LIMIT :most")
                .bindMap(wanted.bindings())
                .bindMap(LinkDao.campaign(reach))
                .bind("window", WINDOW)
                .bind("most", CANDIDATES);
        return query.map((row, context) -> {
                    String name = row.getString("name");
                    String destination = row.getString("destination");
                    return Hit.of(
                            Kind.SHARE_SET,
                            row.getString("id"),
                            name == null ? destination : name,
                            name == null ? null : destination,
                            wanted.fit(name, Found.bare(destination)));
                })
                .list();
    }
}
