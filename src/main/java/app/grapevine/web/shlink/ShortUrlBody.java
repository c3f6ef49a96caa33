package app.grapevine.web.shlink;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.shlink.AsGiven;
import app.grapevine.shlink.ShortUrls;
import app.grapevine.web.http.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a link to be. Only what is there is changed. Not safe for use by many threads.
 */
final class ShortUrlBody {
    static final Set<String> KNOWN = Set.of(
            "longUrl",
            "customSlug",
            "pathPrefix",
            "shortCodeLength",
            "domain",
            "tags",
            "title",
            "validSince",
            "validUntil",
            "maxVisits",
            "crawlable",
            "forwardQuery",
            "findIfExists");

    private static final int SHORTEST = 4;
    private static final int LONGEST = 32;

    private final Fields fields;
    private final @Nullable String longUrl;
    private final @Nullable String slug;
    private final @Nullable String prefix;
    private final @Nullable Integer length;
    private final @Nullable String domain;
    private final List<String> tags;
    private final @Nullable String title;
    private final @Nullable Instant validSince;
    private final @Nullable Instant validUntil;
    private final @Nullable Long maxVisits;
    private final @Nullable Boolean crawlable;
    private final @Nullable Boolean forwardQuery;
    private final boolean findIfExists;

    /** @throws app.grapevine.base.RefusedException INVALID with all that has another type than it should */
    ShortUrlBody(JsonNode body) {
        fields = ShlinkBodies.known(body, KNOWN);
        longUrl = trimmed("longUrl");
        slug = code("customSlug");
        prefix = code("pathPrefix");
        length = lengthOf();
        domain = trimmed("domain");
        tags = fields.strings("tags");
        title = trimmed("title");
        validSince = moment("validSince");
        validUntil = moment("validUntil");
        maxVisits = fields.number("maxVisits");
        crawlable = fields.bool("crawlable");
        forwardQuery = fields.bool("forwardQuery");
        findIfExists = fields.bool("findIfExists", false);
        fields.finish();
    }

    /** Without blanks around it; null where nothing is left. */
    private @Nullable String trimmed(String name) {
        String text = fields.string(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Without what cannot stand in one, as Shlink does where a code is one part of a path. */
    private @Nullable String code(String name) {
        String text = trimmed(name);
        return text == null ? null : text.replace(' ', '-').replace('/', '-');
    }

    private @Nullable Integer lengthOf() {
        Long number = fields.number("shortCodeLength");
        if (number != null && (number < SHORTEST || number > LONGEST)) {
            fields.fault("shortCodeLength", FaultCode.OUT_OF_RANGE, Map.of("least", SHORTEST, "most", LONGEST));
        }
        return number == null ? null : number.intValue();
    }

    private @Nullable Instant moment(String name) {
        String text = trimmed(name);
        try {
            return text == null ? null : ShlinkDates.parse(text);
        } catch (DateTimeException e) {
            fields.fault(name, FaultCode.NOT_A_TIME);
            return null;
        }
    }

    @Nullable
    String longUrl() {
        return longUrl;
    }

    /** The code that was chosen; null where one is to be made. */
    @Nullable
    String slug() {
        return slug;
    }

    /** What a code begins with, chosen or made. */
    String prefix() {
        return prefix == null ? "" : prefix;
    }

    /** How long a code is to be that is made; null where nobody says. */
    @Nullable
    Integer length() {
        return length;
    }

    @Nullable
    String domain() {
        return domain;
    }

    /** Whether a link that is there will do. */
    boolean findIfExists() {
        return findIfExists;
    }

    /**
     * A new link. It leads where it says, with all of a visit's query unless somebody says otherwise: no utm parameters are added.
     *
     * @param host on which it is made
     * @param code null for one that is yet to be made
     */
    LinkDraft draft(String host, @Nullable String code) {
        return new LinkDraft.Builder()
                .destination(longUrl)
                .code(code)
                .domain(host)
                .tags(tags)
                .title(title)
                .validFrom(validSince)
                .validUntil(validUntil)
                .maxClicks(maxVisits)
                .forwardQuery(forwardQuery(!Boolean.FALSE.equals(forwardQuery)))
                .forwardedWins(true)
                .utm(Utm.OFF)
                .draft();
    }

    private static LinkDraft.ForwardQuery forwardQuery(boolean all) {
        return all ? LinkDraft.ForwardQuery.ALL : LinkDraft.ForwardQuery.NONE;
    }

    /** A link as it is to be, of what it is. What is given as it is shown stays as it is. */
    LinkDraft changed(Link present, AsGiven given, LinkSettings settings) {
        LinkDraft.Builder draft = present.draft().but();
        if (longUrl != null && !longUrl.equals(given.address(present.destination()))) {
            draft.destination(longUrl);
        }
        if (fields.has("tags")) {
            draft.tags(tags);
        }
        if (fields.has("title")) {
            draft.title(title);
        }
        if (fields.has("validSince") && !isShown(validSince, present.validFrom())) {
            draft.validFrom(validSince);
        }
        if (fields.has("validUntil") && !isShown(validUntil, present.validUntil())) {
            draft.validUntil(validUntil);
        }
        if (fields.has("maxVisits")) {
            draft.maxClicks(maxVisits);
        }
        if (forwardQuery != null && forwardQuery != ShortUrlJson.forwardsQuery(present, settings)) {
            draft.forwardQuery(forwardQuery(forwardQuery)).forwardedWins(forwardQuery || present.forwardedWins());
        }
        return draft.draft();
    }

    /** Moments are shown to the second. */
    private static boolean isShown(@Nullable Instant given, @Nullable Instant kept) {
        return Objects.equals(given, kept == null ? null : kept.truncatedTo(ChronoUnit.SECONDS));
    }

    /** What is kept besides of a link that was made or changed so. */
    UnaryOperator<AsGiven> given(Link link) {
        return present -> {
            AsGiven given = present;
            if (longUrl != null) {
                given = given.withAddresses(Map.of(link.destination(), longUrl), ShortUrls.addresses(link));
            }
            if (crawlable != null) {
                given = given.withCrawlable(crawlable);
            }
            return fields.has("tags") ? given.withTags(inAnotherOrder(link)) : given;
        };
    }

    /** The tags as they were given; none where that is the order of their letters. */
    private List<String> inAnotherOrder(Link link) {
        List<String> inOrder = AsGiven.NOTHING.withTags(tags).inOrder(link.tags());
        return inOrder.equals(link.tags()) ? List.of() : inOrder;
    }

    private static Set<String> folded(List<String> tags) {
        return tags.stream()
                .map(tag -> Characters.folded(Characters.clean(tag)))
                .collect(Collectors.toSet());
    }

    /** Whether a link that is there is what is asked for. @param code null for any @param host on which it is to be */
    boolean isMetBy(Link link, @Nullable String code, String host) {
        return link.domain().equals(host)
                && (code == null || code.equals(link.code()))
                && (!fields.has("tags") || folded(tags).equals(folded(link.tags())))
                && (validSince == null || validSince.equals(link.validFrom()))
                && (validUntil == null || validUntil.equals(link.validUntil()))
                && (maxVisits == null || maxVisits.equals(link.maxClicks()));
    }
}
