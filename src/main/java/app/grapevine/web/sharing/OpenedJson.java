package app.grapevine.web.sharing;

import app.grapevine.campaigns.Campaign;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.sharing.Section;
import app.grapevine.stats.Selection;
import app.grapevine.stats.SmallCells;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shared report as who opened it reads of it: what it is of, and what it shows. Null all but {@code locked} where its password is yet to
 * be given.
 *
 * @param filters what it is narrowed to
 * @param from the first moment
 * @param ever whether it is of all time
 * @param to the first moment after; in the future where the time that it is of goes on
 * @param channels the names of channels
 */
record OpenedJson(
        boolean locked,
        @Nullable String name,
        @Nullable CampaignJson campaign,
        @Nullable Map<String, List<String>> filters,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean ever,
        @Nullable String tz,
        @Nullable List<String> sections,
        @Nullable Boolean costs,
        @Nullable Integer smallCells,
        @Nullable Instant expiresAt,
        @Nullable List<ChannelJson> channels,
        @Nullable Instant asOf) {
    static final OpenedJson LOCKED =
            new OpenedJson(true, null, null, null, null, null, null, null, null, null, null, null, null, null);

    record ChannelJson(String id, String name) {}

    record CampaignJson(
            String slug,
            String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn) {
        static CampaignJson of(Campaign campaign) {
            return new CampaignJson(campaign.slug(), campaign.name(), campaign.startsOn(), campaign.endsOn());
        }
    }

    static OpenedJson of(
            SharedQuestion question,
            @Nullable Campaign campaign,
            SmallCells smallCells,
            ChannelCatalogue channels,
            Instant now) {
        Selection period = question.period();
        Map<String, List<String>> filters = new LinkedHashMap<>();
        question.filters().forEach((filter, values) -> filters.put(filter.label(), values));
        return new OpenedJson(
                false,
                question.draft().name(),
                campaign == null ? null : CampaignJson.of(campaign),
                filters,
                period.from(),
                period.to(),
                period.isEver(),
                question.whole().zone().getId(),
                question.draft().sections().stream().map(Section::label).toList(),
                question.draft().costs(),
                smallCells.hides() ? smallCells.least() : null,
                question.draft().expiresAt(),
                channels.all().stream()
                        .map(channel -> new ChannelJson(channel.id(), channel.name()))
                        .toList(),
                now);
    }
}
