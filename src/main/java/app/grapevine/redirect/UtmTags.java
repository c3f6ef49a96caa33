package app.grapevine.redirect;

import app.grapevine.attribution.Visibility;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.Link;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which utm parameters a destination gets. Each is the link's own word; else what its campaign says, with the link's
 * channel, audience and day of making in place of {@code {channel}}, {@code {audience}} and {@code {date}}; else a
 * default: {@code utm_source=<channel>} and the medium of its visibility for a link with a channel, and the campaign's slug
 * where there is a source. A link that has nothing for a placeholder of its campaign's is as if the campaign did not say it.
 *
 * @param ofCampaign what the link's campaign says
 * @param namesCampaign whether the slug is the default of {@code utm_campaign}
 * @param media the default of {@code utm_medium}
 */
record UtmTags(Utm ofCampaign, boolean namesCampaign, Utm.Media media) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(channel|audience|date)}");

    /**
     * The parameters by name, in the order in which they are added.
     *
     * @param channel the link's, or the one that a visit is known to come from
     */
    Map<String, String> of(Link link, @Nullable String channel) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Utm own = link.utm();
        if (own.off()) {
            return wanted;
        }
        put(wanted, "utm_source", own.source(), filled(ofCampaign.source(), link, channel), channel);
        put(
                wanted,
                "utm_medium",
                own.medium(),
                filled(ofCampaign.medium(), link, channel),
                link.channel() == null ? null : defaultMedium(link));
        String slug = namesCampaign && wanted.containsKey("utm_source") ? link.campaign() : null;
        put(wanted, "utm_campaign", own.campaign(), filled(ofCampaign.campaign(), link, channel), slug);
        put(wanted, "utm_term", own.term(), filled(ofCampaign.term(), link, channel), null);
        put(wanted, "utm_content", own.content(), filled(ofCampaign.content(), link, channel), null);
        return wanted;
    }

    private String defaultMedium(Link link) {
        return link.visibility() == Visibility.PRIVATE ? media.ofPrivate() : media.ofOthers();
    }

    private static void put(
            Map<String, String> wanted,
            String name,
            @Nullable String own,
            @Nullable String ofCampaign,
            @Nullable String otherwise) {
        String value = own != null ? own : ofCampaign != null ? ofCampaign : otherwise;
        if (value != null && !value.isEmpty()) {
            wanted.put(name, value);
        }
    }

    private static @Nullable String filled(@Nullable String template, Link link, @Nullable String channel) {
        if (template == null || template.indexOf('{') < 0) {
            return template;
        }
        Matcher placeholders = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (placeholders.find()) {
            String value = switch (placeholders.group(1)) {
                case "channel" -> channel;
                case "audience" -> link.audience();
                default -> link.createdAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
            };
            if (value == null) {
                return null;
            }
            placeholders.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return placeholders.appendTail(filled).toString();
    }
}
