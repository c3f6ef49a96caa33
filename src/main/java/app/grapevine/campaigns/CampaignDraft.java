package app.grapevine.campaigns;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asks a campaign to be, unchecked: {@link Campaigns#create} checks it. */
public record CampaignDraft(
        @Nullable String slug,
        @Nullable String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<Campaign.Cost> costs,
        Utm utm) {
    public CampaignDraft {
        costs = List.copyOf(costs);
    }

    /** One that says nothing of utm parameters. */
    public CampaignDraft(
            @Nullable String slug,
            @Nullable String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            List<Campaign.Cost> costs) {
        this(slug, name, startsOn, endsOn, costs, Utm.NONE);
    }
}
