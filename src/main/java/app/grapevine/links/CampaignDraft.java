package app.grapevine.links;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asks a campaign to be, unchecked: {@link Campaigns#create} checks it. */
public record CampaignDraft(
        @Nullable String slug,
        @Nullable String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<Campaign.Cost> costs) {
    public CampaignDraft {
        costs = List.copyOf(costs);
    }
}
