package app.grapevine.campaigns;

import app.grapevine.base.Characters;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody asks a campaign to be, unchecked: {@link Campaigns#create} checks it. */
public record CampaignDraft(
        @Nullable String slug,
        @Nullable String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<Campaign.Cost> costs,
        Utm utm,
        ReturnTerms terms,
        boolean archived) {
    public CampaignDraft {
        costs = List.copyOf(costs);
    }

    /** One that is not archived. */
    public CampaignDraft(
            @Nullable String slug,
            @Nullable String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            List<Campaign.Cost> costs,
            Utm utm,
            ReturnTerms terms) {
        this(slug, name, startsOn, endsOn, costs, utm, terms, false);
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
                campaign.terms(),
                campaign.archived());
    }

    /** The same with costs that each replace that of its place; those given come first. */
    public CampaignDraft withCosts(List<Campaign.Cost> given) {
        Set<Campaign.Place> places = given.stream().map(CampaignDraft::place).collect(Collectors.toSet());
        return withOnlyCosts(Stream.concat(
                        given.stream(), costs.stream().filter(cost -> !places.contains(cost.place())))
                .toList());
    }

    /** The place of an unchecked cost as it would be stored. */
    private static Campaign.Place place(Campaign.Cost cost) {
        String audience = cost.audience() == null ? "" : Characters.clean(cost.audience());
        return new Campaign.Place(cost.channel(), audience.isEmpty() ? null : audience);
    }

    /** The same with these costs and no others. */
    public CampaignDraft withOnlyCosts(List<Campaign.Cost> given) {
        return new CampaignDraft(slug, name, startsOn, endsOn, given, utm, terms, archived);
    }
}
