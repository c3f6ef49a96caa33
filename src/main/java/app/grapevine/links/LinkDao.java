package app.grapevine.links;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.LinkKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The SQL of links and their tags. Safe for use by many threads. */
final class LinkDao {
    /** Tags hold no control character, so a line feed tells them apart. */
    static final String COLUMNS = """
            l.*, (SELECT STRING_AGG(t.tag, U&'\\000A') FROM link_tags t WHERE t.link_id = l.id) AS tags,
                (SELECT p.code FROM links p WHERE p.id = l.parent) AS parent_code
            """;

    private static final int BATCH = 1000;

    private final LinkMapper mapper;

    LinkDao(ChannelCatalogue channels) {
        this.mapper = new LinkMapper(channels);
    }

    /** Inserts {@code links} with their tags and says of each whether code and id were free. */
    boolean[] insert(Handle handle, List<StoredLink> links) {
        boolean[] inserted = new boolean[links.size()];
        for (int from = 0; from < links.size(); from += BATCH) {
            List<StoredLink> part = links.subList(from, Math.min(from + BATCH, links.size()));
            int[] counts = insertPart(handle, part);
            for (int i = 0; i < counts.length; i++) {
                inserted[from + i] = counts[i] == 1;
            }
        }
        try (PreparedBatch tags = tagBatch(handle)) {
            for (int i = 0; i < inserted.length; i++) {
                if (inserted[i]) {
                    addTags(tags, links.get(i).link());
                }
            }
            executeIfAny(tags);
        }
        return inserted;
    }

    private static int[] insertPart(Handle handle, List<StoredLink> links) {
        String sql = """
                INSERT INTO links (id, domain, code, destination, channel, visibility, audience, campaign, title,
                    title_order, share_set, parent, generation, forwarding, valid_from, valid_until, max_clicks, expired_destination, forward_query, utm_source,
                    utm_medium, utm_campaign, utm_term, utm_content, card_title, card_description, card_image,
                    track_conversions, disabled, uses, created_at, updated_at)
                VALUES (:id, :domain, :code, :destination, :channel, :visibility, :audience, :campaign, :title,
                    :titleOrder, :shareSet, :parent, :generation, :forwarding, :validFrom, :validUntil, :maxClicks, :expiredDestination, :forwardQuery, :utmSource,
                    :utmMedium, :utmCampaign, :utmTerm, :utmContent, :cardTitle, :cardDescription, :cardImage,
                    :trackConversions, :disabled, 0, :createdAt, :updatedAt)
                ON CONFLICT DO NOTHING
                """;
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (StoredLink stored : links) {
                Link link = stored.link();
                bind(batch, stored)
                        .bind("domain", link.domain())
                        .bind("code", link.code())
                        .bind("shareSet", link.shareSet())
                        .bind("parent", link.lineage().parentId())
                        .bind("generation", link.lineage().generation())
                        .bind("createdAt", link.createdAt().toEpochMilli())
                        .add();
            }
            return batch.execute();
        }
    }

    /** Writes what can be changed of a link. */
    void update(Handle handle, StoredLink stored) {
        String sql = """
                UPDATE links SET destination = :destination, channel = :channel, visibility = :visibility,
                    audience = :audience, campaign = :campaign, title = :title,
                    title_order = :titleOrder, forwarding = :forwarding, valid_from = :validFrom,
                    valid_until = :validUntil, max_clicks = :maxClicks, expired_destination = :expiredDestination,
                    forward_query = :forwardQuery, utm_source = :utmSource, utm_medium = :utmMedium,
                    utm_campaign = :utmCampaign, utm_term = :utmTerm, utm_content = :utmContent,
                    card_title = :cardTitle, card_description = :cardDescription, card_image = :cardImage,
                    track_conversions = :trackConversions, disabled = :disabled, updated_at = :updatedAt
                WHERE id = :id
                """;
        bind(handle.createUpdate(sql), stored).execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StoredLink stored) {
        Link link = stored.link();
        return statement
                .bind("id", link.id())
                .bind("destination", link.destination())
                .bind("channel", link.channel())
                .bind(
                        "visibility",
                        stored.ownVisibility() == null
                                ? null
                                : stored.ownVisibility().name())
                .bind("audience", link.audience())
                .bind("campaign", link.campaign())
                .bind("title", link.title())
                .bind("titleOrder", LinkSort.titleOrder(link.title()))
                .bind("forwarding", link.forwarding())
                .bind("validFrom", millis(link.validFrom()))
                .bind("validUntil", millis(link.validUntil()))
                .bind("maxClicks", link.maxClicks())
                .bind("expiredDestination", link.expiredDestination())
                .bind("forwardQuery", link.forwardQuery())
                .bind("utmSource", link.utm().source())
                .bind("utmMedium", link.utm().medium())
                .bind("utmCampaign", link.utm().campaign())
                .bind("utmTerm", link.utm().term())
                .bind("utmContent", link.utm().content())
                .bind("cardTitle", link.card().title())
                .bind("cardDescription", link.card().description())
                .bind("cardImage", link.card().image())
                .bind("trackConversions", link.trackConversions())
                .bind("disabled", link.disabled())
                .bind("updatedAt", link.updatedAt().toEpochMilli());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    void replaceTags(Handle handle, Link link) {
        handle.execute("DELETE FROM link_tags WHERE link_id = ?", link.id());
        try (PreparedBatch tags = tagBatch(handle)) {
            addTags(tags, link);
            executeIfAny(tags);
        }
    }

    private static PreparedBatch tagBatch(Handle handle) {
        return handle.prepareBatch("INSERT INTO link_tags (link_id, tag) VALUES (:linkId, :tag)");
    }

    private static void addTags(PreparedBatch batch, Link link) {
        for (String tag : link.tags()) {
            batch.bind("linkId", link.id()).bind("tag", tag).add();
        }
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** The link that is not deleted. */
    Optional<StoredLink> find(Handle handle, LinkKey key) {
        return find(handle, key, "");
    }

    /** As {@link #find}, and nobody else changes the link before the transaction ends. */
    Optional<StoredLink> findForChange(Handle handle, LinkKey key) {
        return find(handle, key, " FOR UPDATE");
    }

    private Optional<StoredLink> find(Handle handle, LinkKey key, String lock) {
        return handle.createQuery("SELECT " + COLUMNS
                        + " FROM links l WHERE l.code = :code AND l.domain = :domain AND l.deleted_at IS NULL" + lock)
                .bind("code", key.code())
                .bind("domain", key.domain())
                .map(mapper)
                .findOne();
    }

    /** Links by id, the deleted ones too. @param ids at least one */
    List<Link> listByIds(Handle handle, Collection<Long> ids) {
        return links(handle.createQuery("SELECT " + COLUMNS + " FROM links l WHERE l.id IN (<ids>)")
                .bindList("ids", ids));
    }

    /**
     * The links that share sets were issued with and that are not deleted, in the order they were issued; those
     * that were passed on are left out.
     *
     * @param ids at least one
     */
    List<Link> listByShareSets(Handle handle, Collection<String> ids) {
        return links(handle.createQuery("SELECT " + COLUMNS
                        + " FROM links l WHERE l.share_set IN (<ids>) AND l.deleted_at IS NULL AND l.generation = 0"
                        + " ORDER BY l.id")
                .bindList("ids", ids));
    }

    /**
     * The links that were passed on from any of {@code parents}, be they deleted or not, the oldest first.
     *
     * @param parents at least one
     */
    List<LinkTree.Found> listChildren(Handle handle, List<Long> parents, int limit) {
        return found(handle.createQuery("SELECT " + COLUMNS
                                + " FROM links l WHERE l.parent IN (<parents>) ORDER BY l.id LIMIT :limit")
                        .bindList("parents", parents)
                        .bind("limit", limit))
                .toList();
    }

    /** The link, be it deleted or not. */
    Optional<LinkTree.Found> findEver(Handle handle, long id) {
        return found(handle.createQuery("SELECT " + COLUMNS + " FROM links l WHERE l.id = :id")
                        .bind("id", id))
                .findFirst();
    }

    private Stream<LinkTree.Found> found(Query query) {
        return query
                .map((row, context) ->
                        new LinkTree.Found(mapper.map(row, context).link(), row.getObject("deleted_at") != null))
                .list()
                .stream();
    }

    /** The id of a link, be it deleted or not. */
    Optional<Long> findId(Handle handle, LinkKey key) {
        return handle.createQuery("SELECT id FROM links WHERE code = :code AND domain = :domain")
                .bind("code", key.code())
                .bind("domain", key.domain())
                .mapTo(Long.class)
                .findOne();
    }

    private List<Link> links(Query query) {
        return query.map(mapper).map(StoredLink::link).list();
    }

    /** @return whether there was one to delete */
    boolean delete(Handle handle, LinkKey key, Instant now) {
        return handle.createUpdate("""
                                UPDATE links SET deleted_at = :now
                                WHERE code = :code AND domain = :domain AND deleted_at IS NULL
                                """)
                        .bind("now", now.toEpochMilli())
                        .bind("code", key.code())
                        .bind("domain", key.domain())
                        .execute()
                == 1;
    }

    /** Undoes a deletion. @return whether there was one to undo */
    boolean restore(Handle handle, LinkKey key) {
        return handle.createUpdate("""
                                UPDATE links SET deleted_at = NULL
                                WHERE code = :code AND domain = :domain AND deleted_at IS NOT NULL
                                """)
                        .bind("code", key.code())
                        .bind("domain", key.domain())
                        .execute()
                == 1;
    }

    /** @return whether there was one left */
    boolean takeUse(Handle handle, long id) {
        return handle.createUpdate("""
                                UPDATE links SET uses = uses + 1
                                WHERE id = :id AND (max_clicks IS NULL OR uses < max_clicks)
                                """).bind("id", id).execute() == 1;
    }
}
