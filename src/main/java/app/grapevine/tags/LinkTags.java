package app.grapevine.tags;

import app.grapevine.base.Characters;
import app.grapevine.storage.BulkLoad;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.StoredValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The tags of links, in a transaction of the caller's. Tags that differ in case or composition alone are one, which is
 * written everywhere as it was first: {@code tags} has the spelling, and {@code link_tags} no other. So what is asked by a tag
 * is asked by its spelling, and an index answers it.
 */
public final class LinkTags {
    private static final int AT_ONCE = 1000;

    private LinkTags() {}

    /** How a tag is written; empty where no link ever had it. */
    public static Optional<String> find(Handle handle, String tag) {
        return handle.createQuery("SELECT tag FROM tags WHERE folded = :folded")
                .bind("folded", Characters.folded(tag))
                .mapTo(String.class)
                .findOne();
    }

    /**
     * How tags are written that links are to have; those that no link has as they are given. Until the transaction ends nobody
     * writes them otherwise.
     *
     * @return by the tags as given
     */
    public static Map<String, String> written(Handle handle, Collection<String> given) {
        // In one order, so that two who write the same tags do not wait for each other in a ring.
        Map<String, String> wanted = new TreeMap<>();
        given.forEach(tag -> wanted.putIfAbsent(Characters.folded(tag), tag));
        Map<String, String> known = read(handle, wanted.keySet());
        try (PreparedBatch missing =
                handle.prepareBatch("INSERT INTO tags (folded, tag) VALUES (:folded, :tag) ON CONFLICT DO NOTHING")) {
            wanted.forEach((folded, tag) -> {
                if (!known.containsKey(folded)) {
                    missing.bind("folded", folded).bind("tag", tag).add();
                }
            });
            if (missing.size() > 0) {
                missing.execute();
            }
        }
        if (known.size() < wanted.size() || renewUnused(handle, wanted, known)) {
            known.putAll(read(handle, wanted.keySet()));
        }
        Map<String, String> written = new HashMap<>();
        given.forEach(tag -> written.put(tag, known.getOrDefault(Characters.folded(tag), tag)));
        return written;
    }

    private static Map<String, String> read(Handle handle, Collection<String> folded) {
        Map<String, String> known = new HashMap<>();
        List<String> all = List.copyOf(folded);
        // H2 has one who writes at a time.
        String lock = Dialect.of(handle) == Dialect.POSTGRESQL ? " FOR SHARE" : "";
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery("SELECT folded, tag FROM tags WHERE folded IN (<some>) ORDER BY folded" + lock)
                    .bindList("some", all.subList(from, Math.min(from + AT_ONCE, all.size())))
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(one -> known.put(one.getKey(), one.getValue()));
        }
        return known;
    }

    /** A tag that no link has any more is written as it is given next. @return whether there was one */
    private static boolean renewUnused(Handle handle, Map<String, String> wanted, Map<String, String> known) {
        int renewed = 0;
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!one.getValue().equals(known.get(one.getKey()))) {
                renewed += handle.createUpdate("""
                                UPDATE tags SET tag = :tag WHERE folded = :folded AND tag <> :tag
                                AND NOT EXISTS (SELECT 1 FROM link_tags t WHERE t.tag = tags.tag)
                                """)
                        .bind("tag", one.getValue())
                        .bind("folded", one.getKey())
                        .execute();
            }
        }
        return renewed > 0;
    }

    /** Writes a tag, of which nothing is known, as it is given. */
    static void spell(Handle handle, String tag) {
        handle.execute("INSERT INTO tags (folded, tag) VALUES (?, ?)", Characters.folded(tag), tag);
    }

    /** Adds tags, as they are {@link #written}, to links that have none of these. */
    public static void add(Handle handle, Map<Long, List<String>> tags) {
        try (PreparedBatch batch = handle.prepareBatch("INSERT INTO link_tags (link_id, tag) VALUES (:linkId, :tag)")) {
            tags.forEach((link, some) -> some.forEach(
                    tag -> batch.bind("linkId", link).bind("tag", tag).add()));
            if (batch.size() > 0) {
                BulkLoad.count(handle, "link_tags", batch.execute().length);
            }
        }
    }

    /** Takes all tags from a link. */
    public static void clear(Handle handle, long link) {
        handle.execute("DELETE FROM link_tags WHERE link_id = ?", link);
    }

    /** Gives the links with one spelling another. */
    static void move(Handle handle, String from, String to) {
        handle.execute("""
                INSERT INTO link_tags (link_id, tag) SELECT t.link_id, CAST(? AS VARCHAR(768)) FROM link_tags t
                WHERE t.tag = ? AND NOT EXISTS (SELECT 1 FROM link_tags o WHERE o.link_id = t.link_id AND o.tag = ?)
                """, to, from, to);
        handle.execute("DELETE FROM link_tags WHERE tag = ?", from);
    }

    /**
     * Makes one of what earlier versions told apart, once after the migration that notes it; the first that a link had stays.
     *
     * @return whether there was such a note; until the transaction ends no other node finds it
     */
    public static boolean unite(Handle handle) {
        if (!StoredValues.take(handle, "words")) {
            return false;
        }
        Map<String, String> first = new HashMap<>();
        List<String> all =
                new ArrayList<>(handle.createQuery("SELECT tag FROM link_tags GROUP BY tag ORDER BY MIN(link_id), tag")
                        .mapTo(String.class)
                        .list());
        for (String tag : all) {
            String clean = Characters.clean(tag);
            String shown = clean.isEmpty() ? tag : clean;
            first.putIfAbsent(Characters.folded(shown), shown);
        }
        first.forEach((folded, shown) ->
                handle.execute("INSERT INTO tags (folded, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", folded, shown));
        for (String tag : new TreeSet<>(all)) {
            String clean = Characters.clean(tag);
            String shown = first.get(Characters.folded(clean.isEmpty() ? tag : clean));
            if (shown != null && !shown.equals(tag)) {
                move(handle, tag, shown);
            }
        }
        return true;
    }
}
