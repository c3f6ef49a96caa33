package app.grapevine.links;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.LinkKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Links as a unit of work of somebody else's finds them, be they deleted or not. Safe for use by many threads.
 */
public final class LinkStates {
    private static final int AT_ONCE = 1000;

    private final LinkDao links;

    public LinkStates(ChannelCatalogue channels) {
        this.links = new LinkDao(channels);
    }

    /** By their keys; without those that there never were. */
    public Map<LinkKey, Link> byKey(Handle handle, Collection<LinkKey> keys) {
        List<Long> ids = handle.createQuery("""
                        SELECT l.id FROM UNNEST(CAST(:domains AS VARCHAR ARRAY), CAST(:codes AS VARCHAR ARRAY))
                          AS w (domain, code)
                        JOIN links l ON l.domain = w.domain AND l.code = w.code
                        """)
                .bindArray("domains", keys.stream().map(LinkKey::domain).toArray(String[]::new))
                .bindArray("codes", keys.stream().map(LinkKey::code).toArray(String[]::new))
                .mapTo(Long.class)
                .list();
        Map<LinkKey, Link> found = new HashMap<>();
        byId(handle, ids).values().forEach(link -> found.put(link.key(), link));
        return found;
    }

    /** By their ids; without those that there are no more. */
    public Map<Long, Link> byId(Handle handle, Collection<Long> ids) {
        Map<Long, Link> found = new HashMap<>();
        List<Long> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            links.listByIds(handle, all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .forEach(link -> found.put(link.id(), link));
        }
        return found;
    }

    /** Which campaigns links are of, by the links' ids, deleted ones too; without those of no campaign. */
    public static Map<Long, String> campaigns(Handle handle, Collection<Long> links) {
        List<Long> all = new ArrayList<>(links);
        Map<Long, String> campaigns = new HashMap<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery("SELECT id, campaign FROM links WHERE id IN (<ids>) AND campaign IS NOT NULL")
                    .bindList("ids", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .map((row, context) -> Map.entry(row.getLong("id"), row.getString("campaign")))
                    .forEach(one -> campaigns.put(one.getKey(), one.getValue()));
        }
        return campaigns;
    }

    /** Those whose time ends at a moment or later, and before another, that are neither deleted nor switched off. */
    public List<Link> ending(Handle handle, long from, long to) {
        return new ArrayList<>(byId(
                        handle,
                        handle.createQuery("""
                                        SELECT id FROM links
                                        WHERE valid_until >= :from AND valid_until < :to AND deleted_at IS NULL
                                          AND disabled = FALSE
                                        """)
                                .bind("from", from)
                                .bind("to", to)
                                .mapTo(Long.class)
                                .list())
                .values());
    }
}
