package app.grapevine.importing;

import app.grapevine.attribution.Visibility;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Links as a table that is taken away, and can be brought back: {@link LinkFile} makes the same links of it. What is somebody's
 * word stands there as such: a visibility that is the channel's, or forwarding that was never switched, is left empty.
 */
public final class LinkTable {
    /** The names of its columns. */
    public static final List<String> COLUMNS = List.of(
            "code",
            "domain",
            "shortUrl",
            "destination",
            "channel",
            "visibility",
            "audience",
            "people",
            "campaign",
            "tags",
            "title",
            "clicks",
            "status",
            "forwarding",
            "validFrom",
            "validUntil",
            "maxClicks",
            "expiredDestination",
            "forwardQuery",
            "forwarded",
            "trackConversions",
            "utm",
            "utm.source",
            "utm.medium",
            "utm.campaign",
            "utm.term",
            "utm.content",
            "card.title",
            "card.description",
            "card.image",
            "aliases",
            "openingBalance.visits",
            "openingBalance.until",
            "openingBalance.source",
            "createdAt",
            "archived");

    private static final List<String> MARKS = List.of("code", "domain", "shortUrl", "destination");
    private static final Pattern TAG = Pattern.compile("(?:[^\\\\|]|\\\\.)+");

    private LinkTable() {}

    /** Whether a file with these columns is such a table, of which some may be left: in it formulas were defused. */
    static boolean isOurs(List<String> header) {
        return header.containsAll(MARKS);
    }

    /** Tags, or aliases, in a cell, with a bar between, and a backslash before bars and backslashes within. */
    private static String tags(List<String> tags) {
        return tags.stream()
                .map(tag -> tag.replace("\\", "\\\\").replace("|", "\\|"))
                .collect(Collectors.joining("|"));
    }

    /** The tags of such a cell. */
    static List<String> tags(String cell) {
        return TAG.matcher(cell)
                .results()
                .map(tag -> tag.group().replaceAll("\\\\(.)", "$1").strip())
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /** As the API has it; nothing where the setting says it. */
    private static @Nullable String forwardQuery(Link link) {
        LinkDraft.ForwardQuery which = link.draft().forwardQuery();
        if (which == null) {
            return null;
        }
        return switch (which) {
            case ALL -> "true";
            case NONE -> "false";
            case IDS -> "ids";
        };
    }

    /**
     * The cells of a link.
     *
     * @param clicks null where they are unknown or hidden
     * @param at when its status is told
     */
    public static @Nullable Object[] cells(Link link, String shortUrl, @Nullable Long clicks, Instant at) {
        Visibility visibility = link.draft().visibility();
        OpeningBalance balance = link.balance();
        return new @Nullable Object[] {
            link.code(),
            link.domain(),
            shortUrl,
            link.destination(),
            link.channel(),
            visibility == null ? null : visibility.label(),
            link.audience(),
            link.people(),
            link.campaign(),
            tags(link.tags()),
            link.title(),
            clicks,
            link.status(at).label(),
            link.draft().forwarding(),
            link.validFrom(),
            link.validUntil(),
            link.maxClicks(),
            link.expiredDestination(),
            forwardQuery(link),
            link.forwardedWins() ? "wins" : "yields",
            link.trackConversions(),
            link.utm().off() ? false : null,
            link.utm().source(),
            link.utm().medium(),
            link.utm().campaign(),
            link.utm().term(),
            link.utm().content(),
            link.card().title(),
            link.card().description(),
            link.card().image(),
            tags(link.aliases()),
            balance == null ? null : balance.visits(),
            balance == null ? null : balance.until(),
            balance == null ? null : balance.source(),
            link.createdAt(),
            link.archived()
        };
    }
}
