package app.grapevine.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done that leaves an entry. */
public enum Action {
    LINK_CREATED,
    /** Many at once; the entry says how many, and the first and the last code. */
    LINKS_CREATED,
    LINK_CHANGED,
    /** All that a filter found at once; the entry says which filter, how many, and what they became. */
    LINKS_CHANGED,
    LINK_DELETED,
    LINK_RESTORED,
    LINKS_EXPORTED,
    SHARESET_CREATED,
    SHARESET_CHANGED,
    SHARESET_DELETED,
    SHARESET_RESTORED,
    /** A picture for cards was uploaded. */
    PICTURE_CREATED,
    /** The page that a link is to lead to was asked what it says of itself. */
    CARD_FETCHED,
    CAMPAIGN_CREATED,
    CAMPAIGN_CHANGED,
    /** Something was written down of a campaign. */
    NOTE_ADDED,
    NOTE_REMOVED,
    COSTS_EXPORTED,
    DOMAIN_CHANGED,
    /** Renamed, on all links that have it; the entry says how many. */
    TAG_CHANGED,
    /** Several became one. */
    TAGS_MERGED,
    TAG_DELETED,
    CLICKS_EXPORTED,
    CONVERSIONS_EXPORTED,
    STATS_EXPORTED,
    AUDIT_EXPORTED,
    BACKUP_TAKEN,
    /** What a recipient reported of a link was looked at. */
    REPORT_CLOSED,
    SESSION_BEGUN,
    /** An attempt to sign in that failed. */
    SESSION_REFUSED,
    SESSION_ENDED,
    /** One's own; another's is a change of the account. */
    PASSWORD_CHANGED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    ACCOUNT_DELETED,
    INVITATION_CREATED,
    INVITATION_DELETED,
    /** Who was invited has made an account. */
    INVITATION_ACCEPTED,
    KEY_CREATED,
    KEY_CHANGED,
    KEY_ROTATED,
    KEY_REVOKED,
    /** An answer to a question got an address. */
    FEED_CREATED,
    FEED_DELETED,
    /** A report got an address, for whoever is given it. */
    SHAREDREPORT_CREATED,
    SHAREDREPORT_CHANGED,
    SHAREDREPORT_REVOKED,
    /** It was opened by its address for the first time; who did, nobody knows. */
    SHAREDREPORT_OPENED,
    /** A report was saved under a name. */
    VIEW_CREATED,
    VIEW_CHANGED,
    VIEW_DELETED,
    NOTICE_CREATED,
    NOTICE_CHANGED,
    NOTICE_DELETED,
    /** Its reader has agreed to it. */
    NOTICE_CONFIRMED,
    /** Its reader has ended it. */
    NOTICE_STOPPED,
    /** Something was sent by it at once, to show that it arrives. */
    NOTICE_TESTED,
    ERASURE_ENTERED,
    REATTRIBUTION_ENTERED,
    /** What judging anew would change was counted; it changes nothing. */
    REATTRIBUTION_REHEARSED,
    /** It was looked at what would become of links elsewhere; the entry says of which program, and where. */
    MOVE_REHEARSED,
    /** They are being brought. */
    MOVE_BEGUN,
    /** They are, or as far as it went; the entry says how many. */
    MOVE_ENDED,
    /** It is ended early, or its report is taken away. */
    MOVE_DELETED,
    WEBHOOK_CREATED,
    WEBHOOK_CHANGED,
    /** It has another secret; the one before signs on for a day. */
    WEBHOOK_ROTATED,
    /** What was given up is sent again. */
    WEBHOOK_REPLAYED,
    WEBHOOK_DELETED,
    DEMO_FILLED,
    DEMO_REMOVED,
    SERVICE_STARTED,
    /** Since the start before, of the same chain. */
    SETTINGS_CHANGED,
    /** Retention took the begin of this chain away. */
    AUDIT_CUT;

    private static final Map<String, Action> BY_LABEL = Map.copyOf(Words.of(values()));

    /** As the API writes it: {@code link.created}. */
    public String label() {
        return Words.label(this);
    }

    /** All, by their labels. */
    public static Map<String, Action> labels() {
        return BY_LABEL;
    }

    /** Null for one of a later version. */
    static @Nullable Action find(String label) {
        return BY_LABEL.get(label);
    }
}
