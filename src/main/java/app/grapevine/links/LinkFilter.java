package app.grapevine.links;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which links are listed; null stands for any. {@code search} looks in code, title and destination; {@code parent}
 * is the code of the link that they were passed on from, on {@code domain} or else the default one.
 */
public record LinkFilter(
        @Nullable String domain,
        @Nullable String channel,
        @Nullable String campaign,
        @Nullable String tag,
        @Nullable String search,
        @Nullable String shareSet,
        Link.@Nullable Status status,
        @Nullable Integer generation,
        @Nullable String parent,
        Trace trace,
        @Nullable Boolean archived) {
    public static final LinkFilter ANY = new LinkFilter(null, null, null, null, null, null, null, null, null);

    /** Whatever they are traced by. */
    public LinkFilter(
            @Nullable String domain,
            @Nullable String channel,
            @Nullable String campaign,
            @Nullable String tag,
            @Nullable String search,
            @Nullable String shareSet,
            Link.@Nullable Status status,
            @Nullable Integer generation,
            @Nullable String parent) {
        this(domain, channel, campaign, tag, search, shareSet, status, generation, parent, Trace.ANY);
    }

    /** Archived or not. */
    public LinkFilter(
            @Nullable String domain,
            @Nullable String channel,
            @Nullable String campaign,
            @Nullable String tag,
            @Nullable String search,
            @Nullable String shareSet,
            Link.@Nullable Status status,
            @Nullable Integer generation,
            @Nullable String parent,
            Trace trace) {
        this(domain, channel, campaign, tag, search, shareSet, status, generation, parent, trace, null);
    }

    /** The same of those that are archived, or of those that are not; null for both. */
    public LinkFilter archived(@Nullable Boolean only) {
        return new LinkFilter(
                domain, channel, campaign, tag, search, shareSet, status, generation, parent, trace, only);
    }

    /**
     * What bad links have in common; null stands for any.
     *
     * @param host that they lead to, now or when they are over, or a subdomain of it: in ASCII and lower case
     * @param createdBy the id of the key or the account that made them
     * @param createdFrom the first moment of making that counts
     * @param createdTo the first that does not count any more
     * @param changedAt exactly when they were last changed, as what was switched off at once was
     */
    public record Trace(
            @Nullable String host,
            @Nullable String createdBy,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo,
            @Nullable Instant changedAt) {
        public static final Trace ANY = new Trace(null, null, null, null, null);
    }

    LinkFilter traced(Trace by) {
        return new LinkFilter(
                domain, channel, campaign, tag, search, shareSet, status, generation, parent, by, archived);
    }

    LinkFilter searched(@Nullable String words) {
        return new LinkFilter(
                domain, channel, campaign, tag, words, shareSet, status, generation, parent, trace, archived);
    }
}
