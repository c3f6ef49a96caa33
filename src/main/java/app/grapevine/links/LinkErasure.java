package app.grapevine.links;

import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Subject;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.cards.CardPictures;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import app.grapevine.storage.LinkKey;
import app.grapevine.tags.LinkTags;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes links away without a trace, which an owner's deletion does not: their codes may be issued again. For what
 * never was in use. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class LinkErasure {
    private final Database database;
    private final ChangeFeed feed;
    private final Clock clock;

    public LinkErasure(Database database, ChangeFeed feed, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.clock = clock;
    }

    /** The link, also one that was deleted. */
    public Optional<Long> find(LinkKey key) {
        return database.read(handle -> handle.createQuery("SELECT id FROM links WHERE domain = ? AND code = ?")
                .bind(0, key.domain())
                .bind(1, key.code())
                .mapTo(Long.class)
                .findOne());
    }

    /** The links of a campaign, the deleted ones too. */
    public List<Long> ofCampaign(String slug) {
        return database.read(handle -> handle.createQuery("SELECT id FROM links WHERE campaign = ? ORDER BY id")
                .bind(0, slug)
                .mapTo(Long.class)
                .list());
    }

    /** The links with a tag in one of these campaigns, the deleted ones too. */
    public List<Long> find(String tag, Collection<String> campaigns) {
        return database.read(handle -> handle.createQuery("""
                        SELECT l.id FROM links l JOIN link_tags t ON t.link_id = l.id
                        WHERE t.tag = :tag AND l.campaign IN (<campaigns>) ORDER BY l.id
                        """)
                .bind("tag", LinkTags.find(handle, tag).orElse(tag))
                .bindList("campaigns", List.copyOf(campaigns))
                .mapTo(Long.class)
                .list());
    }

    /** Ends the redirects of links, on all nodes. */
    public void takeDown(Collection<Long> ids) {
        for (long id : ids) {
            feed.writeOnly((handle, changes) -> {
                int deleted = handle.createUpdate(
                                "UPDATE links SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL")
                        .bind("now", clock.millis())
                        .bind("id", id)
                        .execute();
                if (deleted > 0) {
                    findKey(handle, id).ifPresent(key -> changes.add(key, LinkChange.ENDED));
                }
            });
        }
    }

    private static Optional<LinkKey> findKey(Handle handle, long id) {
        return handle.createQuery("SELECT domain, code FROM links WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new LinkKey(row.getString(1), row.getString(2)))
                .findOne();
    }

    private static Optional<String> shareSet(Handle handle, long id) {
        return handle.createQuery("SELECT share_set FROM links WHERE id = :id AND share_set IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<String> picture(Handle handle, long id) {
        return handle.createQuery("SELECT card_picture FROM links WHERE id = :id AND card_picture IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** {@link #erase(long)} for several. */
    public void erase(Collection<Long> ids) {
        ids.forEach(this::erase);
    }

    /**
     * Erases a link, the share set that has none left, and what the audit log tells of both: that there was something of this code, and
     * who made it, stays; with the last link that shows a picture that goes too. Its visits must be gone before.
     *
     * @return whether it was there
     */
    public boolean erase(long id) {
        return feed.<Boolean>write((handle, changes) -> {
            Optional<LinkKey> found = findKey(handle, id);
            found.ifPresent(key -> {
                changes.add(key);
                erase(handle, id, key);
            });
            return found.isPresent();
        });
    }

    private static void erase(Handle handle, long id, LinkKey key) {
        AuditLog.forgetDetails(handle, Subject.link(key));
        shareSet(handle, id).ifPresent(set -> AuditLog.forgetDetails(handle, Subject.shareSet(set)));
        LinkTags.clear(handle, id);
        handle.execute("""
                DELETE FROM share_sets WHERE id = (SELECT l.share_set FROM links l WHERE l.id = ?)
                AND NOT EXISTS (SELECT 1 FROM links l WHERE l.share_set = share_sets.id AND l.id <> ?)
                """, id, id);
        Optional<String> picture = picture(handle, id);
        handle.execute("DELETE FROM links WHERE id = ?", id);
        picture.ifPresent(shown -> CardPictures.eraseIfUnused(handle, shown));
    }

    /** Erases campaigns that no link names. */
    public void eraseCampaigns(Collection<String> slugs) {
        for (String slug : slugs) {
            database.writeOnly(handle -> {
                AuditLog.forgetDetails(handle, Subject.campaign(slug));
                if (!isNamed(handle, slug)) {
                    Campaigns.erase(handle, slug);
                }
            });
        }
    }

    /** Whether a link names the campaign, be it a deleted one. */
    private static boolean isNamed(Handle handle, String campaign) {
        return handle.createQuery(
                                "SELECT COUNT(*) FROM (SELECT 1 FROM links WHERE campaign = :campaign LIMIT 1) AS named")
                        .bind("campaign", campaign)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
