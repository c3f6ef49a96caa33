package app.grapevine.audit;

import app.grapevine.storage.LinkKey;
import org.jspecify.annotations.Nullable;

/**
 * To what something was done.
 *
 * @param kind such as {@code link}; null where it is done to nothing of its own
 * @param id the code of a link, the slug of a campaign, the id of anything else
 * @param domain of a link
 */
public record Subject(
        @Nullable String kind,
        @Nullable String id,
        @Nullable String domain) {
    public static final Subject NONE = new Subject(null, null, null);

    private static final String LINK = "link";
    private static final String SHARE_SET = "shareSet";
    private static final String CAMPAIGN = "campaign";

    public static Subject link(LinkKey key) {
        return new Subject(LINK, key.code(), key.domain());
    }

    public static Subject shareSet(String id) {
        return new Subject(SHARE_SET, id, null);
    }

    /** A picture for cards. */
    public static Subject picture(String id) {
        return new Subject("picture", id, null);
    }

    public static Subject campaign(String slug) {
        return new Subject(CAMPAIGN, slug, null);
    }

    /** A domain that links are issued on. */
    public static Subject domain(String host) {
        return new Subject("domain", host, null);
    }

    public static Subject account(String id) {
        return new Subject("account", id, null);
    }

    public static Subject invitation(String id) {
        return new Subject("invitation", id, null);
    }

    public static Subject key(String id) {
        return new Subject("key", id, null);
    }

    /** An answer that has an address. */
    public static Subject feed(String id) {
        return new Subject("feed", id, null);
    }

    /** A report that has an address. */
    public static Subject sharedReport(String id) {
        return new Subject("sharedReport", id, null);
    }

    /** A report that is saved under a name. */
    public static Subject view(String id) {
        return new Subject("view", id, null);
    }

    /** What a recipient reported of a link. */
    public static Subject report(String id) {
        return new Subject("report", id, null);
    }

    public static Subject notice(String id) {
        return new Subject("notice", id, null);
    }

    public static Subject erasure(String id) {
        return new Subject("erasure", id, null);
    }

    /** Who is told what happens here. */
    public static Subject webhook(String id) {
        return new Subject("webhook", id, null);
    }

    /** Links that are brought from somewhere. */
    public static Subject move(String id) {
        return new Subject("move", id, null);
    }

    public static Subject reattribution(String id) {
        return new Subject("reattribution", id, null);
    }
}
