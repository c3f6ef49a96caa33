package app.grapevine.links;

import app.grapevine.base.Reach;
import app.grapevine.base.ReadableUrl;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.BulkLoad;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import app.grapevine.tags.LinkTags;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The SQL of links. Safe for use by many threads. */
final class LinkDao {
    private static final int BATCH = 1000;

    private final LinkRow row;

    LinkDao(ChannelCatalogue channels) {
        this.row = new LinkRow(channels);
    }

    /** Whether somebody has made links or campaigns here, ever. */
    static boolean areAny(Handle handle) {
        return handle.createQuery("""
                        SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM links LIMIT 1) AS l)
                          + (SELECT COUNT(*) FROM (SELECT 1 FROM campaigns LIMIT 1) AS c)
                        """).mapTo(Long.class).one() > 0;
    }

    private record Keyed(long id, LinkKey key) {}

    /**
     * A link to be inserted.
     *
     * @param folded its code as it is one with all that differ in case alone; null for a code made at random, which is
     *     found as it is and not otherwise
     */
    record NewLink(Link link, @Nullable String folded) {
        /** Whether its code is one that was found. */
        boolean isAmong(LinkKeyDao.Found found) {
            return found.exact().contains(link.key())
                    || (folded != null && found.folded().contains(new LinkKey(link.domain(), folded)));
        }
    }

    /** Inserts {@code links} with their tags and says of each whether code and id were free. */
    boolean[] insert(Handle handle, List<NewLink> links) {
        boolean[] inserted = new boolean[links.size()];
        for (int from = 0; from < links.size(); from += BATCH) {
            List<NewLink> part = links.subList(from, Math.min(from + BATCH, links.size()));
            int[] counts = insertPart(handle, part);
            Set<Keyed> there = Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)
                    ? findKeyed(handle, part)
                    : Set.of();
            for (int i = 0; i < counts.length; i++) {
                Link link = part.get(i).link;
                inserted[from + i] = counts[i] == 1 || there.contains(new Keyed(link.id(), link.key()));
            }
        }
        Map<Long, List<String>> tags = new LinkedHashMap<>();
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i]) {
                tags.put(links.get(i).link.id(), links.get(i).link.tags());
            }
        }
        BulkLoad.count(handle, "links", tags.size());
        LinkTags.add(handle, tags);
        return inserted;
    }

    /** Those of them that have rows. The driver, where it makes one statement of many, says of none whether it was inserted. */
    private static Set<Keyed> findKeyed(Handle handle, List<NewLink> links) {
        return handle.createQuery("SELECT id, domain, code FROM links WHERE id IN (<ids>)")
                .bindList("ids", links.stream().map(one -> one.link.id()).toList())
                .map((rs, context) -> new Keyed(rs.getLong(1), new LinkKey(rs.getString(2), rs.getString(3))))
                .set();
    }

    private static int[] insertPart(Handle handle, List<NewLink> links) {
        try (PreparedBatch batch = handle.prepareBatch(LinkRow.INSERT)) {
            links.forEach(one -> LinkRow.bindAll(batch, one.link, one.folded).add());
            return batch.execute();
        }
    }

    /** Writes what can be changed of a link. */
    void update(Handle handle, Link link) {
        LinkRow.bindChangeable(handle.createUpdate(LinkRow.UPDATE), link).execute();
    }

    void replaceTags(Handle handle, Link link) {
        LinkTags.clear(handle, link.id());
        LinkTags.add(handle, Map.of(link.id(), link.tags()));
    }

    /** Writes destinations in letters that earlier versions kept in ASCII alone, a few at a time. */
    static void addDestinationWords(Handle handle) {
        long after = Long.MIN_VALUE;
        List<Map.Entry<Long, String>> some;
        do {
            some = handle.createQuery("""
                            SELECT id, destination FROM links WHERE id > :after AND destination_words IS NULL
                            AND (destination LIKE '%!%%' ESCAPE '!' OR destination LIKE '%xn--%') ORDER BY id LIMIT :most
                            """)
                    .bind("after", after)
                    .bind("most", BATCH)
                    .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                    .list();
            for (Map.Entry<Long, String> one : some) {
                handle.execute(
                        "UPDATE links SET destination_words = ? WHERE id = ?",
                        ReadableUrl.folded(one.getValue()),
                        one.getKey());
                after = one.getKey();
            }
        } while (some.size() == BATCH);
    }

    /** The link that is not deleted. */
    Optional<Link> find(Handle handle, LinkKey key) {
        return find(handle, key, "");
    }

    /** The link that is not deleted, with what its campaign says of its destination. */
    Optional<Link.Found> findWithUtm(Handle handle, LinkKey key) {
        return handle.createQuery(LinkRow.SELECT_WITH_UTM
                        + "WHERE l.domain = :domain AND l.code = :code AND l.deleted_at IS NULL")
                .bind("domain", key.domain())
                .bind("code", key.code())
                .map(row::mapWithUtm)
                .findOne();
    }

    /** As {@link #find(Handle, LinkKey)}, if it is within {@code reach}, and as it is shown there. */
    Optional<Link> find(Handle handle, LinkKey key, Reach reach) {
        return within(handle, reach, find(handle, key, ""));
    }

    /** As {@link #find(Handle, LinkKey, Reach)}, and nobody else changes the link before the transaction ends. */
    Optional<Link> findForChange(Handle handle, LinkKey key, Reach reach) {
        return within(handle, reach, find(handle, key, forChange(handle)));
    }

    /**
     * A change leaves a link's id as it is, so it need not keep waiting those who write what is beside the link: they lock its id
     * against being changed, and may have what the change waits for, as whoever brings aliases does.
     */
    private static String forChange(Handle handle) {
        return Dialect.of(handle) == Dialect.POSTGRESQL ? " FOR NO KEY UPDATE OF l" : " FOR UPDATE";
    }

    private Optional<Link> within(Handle handle, Reach reach, Optional<Link> found) {
        return found.filter(link -> reach.covers(link.campaign()))
                .map(link -> shown(handle, reach, List.of(link)).get(0));
    }

    /** Links within {@code reach} as they are shown there: without the code of a parent that is beyond it. */
    List<Link> shown(Handle handle, Reach reach, List<Link> found) {
        List<Long> parents = found.stream()
                .flatMap(link -> Stream.ofNullable(link.lineage().parentId()))
                .distinct()
                .toList();
        if (reach.isAll() || parents.isEmpty()) {
            return found;
        }
        Set<Long> within = listByIds(handle, parents).stream()
                .filter(parent -> reach.covers(parent.campaign()))
                .map(Link::id)
                .collect(Collectors.toSet());
        return found.stream()
                .map(link -> link.lineage().parent() == null
                                || within.contains(link.lineage().parentId())
                        ? link
                        : link.withoutParent())
                .toList();
    }

    private Optional<Link> find(Handle handle, LinkKey key, String lock) {
        return handle.createQuery(
                        LinkRow.SELECT + "WHERE l.code = :code AND l.domain = :domain AND l.deleted_at IS NULL" + lock)
                .bind("code", key.code())
                .bind("domain", key.domain())
                .map(row)
                .findOne();
    }

    /** Links by id, the deleted ones too. @param ids at least one */
    List<Link> listByIds(Handle handle, Collection<Long> ids) {
        return links(
                handle.createQuery(LinkRow.SELECT + "WHERE l.id IN (<ids>)").bindList("ids", ids));
    }

    /** Links by id, be they deleted or not. */
    Map<Long, LinkTree.Found> listEver(Handle handle, Collection<Long> ids) {
        Map<Long, LinkTree.Found> all = new HashMap<>();
        List<Long> left = List.copyOf(ids);
        for (int from = 0; from < left.size(); from += BATCH) {
            found(handle.createQuery(LinkRow.SELECT + "WHERE l.id IN (<ids>)")
                            .bindList("ids", left.subList(from, Math.min(from + BATCH, left.size()))))
                    .forEach(one -> all.put(one.link().id(), one));
        }
        return all;
    }

    /**
     * The links that share sets were issued with and that are not deleted, in the order they were issued; those
     * that were passed on are left out.
     *
     * @param ids at least one
     */
    List<Link> listByShareSets(Handle handle, Collection<String> ids) {
        return links(handle.createQuery(LinkRow.SELECT
                        + "WHERE l.share_set IN (<ids>) AND l.deleted_at IS NULL AND l.generation = 0"
                        + " ORDER BY l.id")
                .bindList("ids", ids));
    }

    /**
     * The links that were passed on from any of {@code parents}, be they deleted or not, the oldest first.
     *
     * @param parents at least one
     */
    List<LinkTree.Found> listChildren(Handle handle, List<Long> parents, Reach reach, int limit) {
        return found(handle.createQuery(LinkRow.SELECT + "WHERE l.parent IN (<parents>)" + within(reach)
                                + " ORDER BY l.id LIMIT :limit")
                        .bindList("parents", parents)
                        .bindMap(campaign(reach))
                        .bind("limit", limit))
                .toList();
    }

    /** The link, be it deleted or not. */
    Optional<LinkTree.Found> findEver(Handle handle, long id) {
        return found(handle.createQuery(LinkRow.SELECT + "WHERE l.id = :id").bind("id", id))
                .findFirst();
    }

    private Stream<LinkTree.Found> found(Query query) {
        return query
                .map((found, context) ->
                        new LinkTree.Found(row.map(found, context), found.getObject("deleted_at") != null))
                .list()
                .stream();
    }

    private List<Link> links(Query query) {
        return query.map(row).list();
    }

    /** @return whether there was one to delete */
    boolean delete(Handle handle, LinkKey key, Reach reach, Instant now) {
        return handle.createUpdate("""
                                UPDATE links l SET deleted_at = :now
                                WHERE code = :code AND domain = :domain AND deleted_at IS NULL
                                """ + within(reach))
                        .bindMap(campaign(reach))
                        .bind("now", now.toEpochMilli())
                        .bind("code", key.code())
                        .bind("domain", key.domain())
                        .execute()
                == 1;
    }

    /** Switches links off or on; by a statement for each, which takes H2 less than one for all. */
    void switchAll(Handle handle, List<Long> ids, boolean disabled, Instant now) {
        try (PreparedBatch batch =
                handle.prepareBatch("UPDATE links SET disabled = :disabled, updated_at = :now WHERE id = :id")) {
            for (long id : ids) {
                batch.bind("disabled", disabled)
                        .bind("now", now.toEpochMilli())
                        .bind("id", id)
                        .add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    /**
     * Archives the links of a campaign, or takes them out.
     *
     * @param changedAt when those were changed last that are meant; null for all
     * @return how many were not so
     */
    int archiveOf(Handle handle, String campaign, boolean archived, Instant now, @Nullable Instant changedAt) {
        return handle.createUpdate("""
                        UPDATE links SET archived = :archived, updated_at = :now
                        WHERE campaign = :campaign AND archived <> :archived AND deleted_at IS NULL
                        AND updated_at BETWEEN :from AND :to
                        """)
                .bind("from", changedAt == null ? Long.MIN_VALUE : changedAt.toEpochMilli())
                .bind("to", changedAt == null ? Long.MAX_VALUE : changedAt.toEpochMilli())
                .bind("archived", archived)
                .bind("now", now.toEpochMilli())
                .bind("campaign", campaign)
                .execute();
    }

    /** Undoes a deletion. @return whether there was one to undo */
    boolean restore(Handle handle, LinkKey key, Reach reach) {
        return handle.createUpdate("""
                                UPDATE links l SET deleted_at = NULL
                                WHERE code = :code AND domain = :domain AND deleted_at IS NOT NULL
                                """ + within(reach))
                        .bindMap(campaign(reach))
                        .bind("code", key.code())
                        .bind("domain", key.domain())
                        .execute()
                == 1;
    }

    /** Narrows {@code links l} to those within; {@link #campaign} binds it. */
    static String within(Reach reach) {
        return reach.isAll() ? "" : " AND l.campaign = :within";
    }

    static Map<String, Object> campaign(Reach reach) {
        String campaign = reach.campaign();
        return campaign == null ? Map.of() : Map.of("within", campaign);
    }

    /** @return whether there was one left */
    boolean takeUse(Handle handle, long id) {
        return handle.createUpdate("""
                                UPDATE links SET uses = uses + 1
                                WHERE id = :id AND (max_clicks IS NULL OR uses < max_clicks)
                                """).bind("id", id).execute() == 1;
    }
}
