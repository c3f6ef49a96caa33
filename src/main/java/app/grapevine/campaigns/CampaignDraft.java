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
        Utm utm,
        ReturnTerms terms) {
    public CampaignDraft {
        costs = List.copyOf(costs);
    }

    /** One that says nothing of utm parameters, and of how its return is reckoned. */
    public CampaignDraft(
            @Nullable String slug,
            @Nullable String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            List<Campaign.Cost> costs) {
        this(slug, name, startsOn, endsOn, costs, Utm.NONE, ReturnTerms.NONE);
    }

    /** That a campaign stays as it is. */
    public static CampaignDraft of(Campaign campaign) {
        return new CampaignDraft(
                campaign.slug(),
                campaign.name(),
                campaign.startsOn(),
                campaign.endsOn(),
                campaign.costs(),
                campaign.utm(),
                campaign.terms());
    }

    /** The same with other costs. */
    CampaignDraft withCosts(List<Campaign.Cost> others) {
        return new CampaignDraft(slug, name, startsOn, endsOn, others, utm, terms);
    }
}
