package app.grapevine.web.api;

import app.grapevine.campaigns.Baseline;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.ConversionRule;
import app.grapevine.campaigns.ReturnTerms;
import app.grapevine.web.http.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A campaign as the API has it. */
record CampaignJson(
        String slug,
        String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable String currency,
        List<CostJson> costs,
        @Nullable Long conversionWindowDays,
        @Nullable String conversionRule,
        @Nullable BaselineJson baseline,
        UtmJson utm,
        boolean archived,
        Instant createdAt,
        Instant updatedAt) {
    static CampaignJson of(Campaign campaign) {
        Changeable changeable = Changeable.of(CampaignDraft.of(campaign));
        return new CampaignJson(
                campaign.slug(),
                campaign.name(),
                changeable.startsOn,
                changeable.endsOn,
                changeable.currency,
                changeable.costs,
                changeable.conversionWindowDays,
                changeable.conversionRule,
                changeable.baseline,
                changeable.utm,
                changeable.archived,
                campaign.createdAt(),
                campaign.updatedAt());
    }

    /** What can be changed of a campaign, as JSON that {@link #read} reads. */
    record Changeable(
            @Nullable String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable String currency,
            List<CostJson> costs,
            @Nullable Long conversionWindowDays,
            @Nullable String conversionRule,
            @Nullable BaselineJson baseline,
            UtmJson utm,
            boolean archived) {
        static Changeable of(CampaignDraft present) {
            ReturnTerms terms = present.terms();
            ConversionRule rule = terms.rule();
            Baseline baseline = terms.baseline();
            return new Changeable(
                    present.name(),
                    present.startsOn(),
                    present.endsOn(),
                    terms.currency(),
                    present.costs().stream().map(CostJson::of).toList(),
                    terms.windowDays(),
                    rule == null ? null : rule.label(),
                    baseline == null ? null : BaselineJson.of(baseline),
                    UtmJson.of(present.utm()),
                    present.archived());
        }
    }

    record CostJson(
            @Nullable String channel,
            @Nullable String audience,
            @Nullable MoneyJson cost,
            @Nullable Long sent) {
        static CostJson of(Campaign.Cost cost) {
            Campaign.Price price = cost.price();
            return new CostJson(
                    cost.channel(),
                    cost.audience(),
                    price == null ? null : MoneyJson.of(price.amount(), price.currency()),
                    cost.sent());
        }

        /** A price that could not be read as a whole is left out: {@link Fields#finish} tells what it lacks. */
        static Campaign.Cost read(Fields fields) {
            Campaign.Price price = null;
            Fields cost = fields.object("cost");
            if (cost != null) {
                BigDecimal amount = cost.required("amount", cost.amount("amount"));
                String currency = cost.required("currency", cost.string("currency"));
                price = amount == null || currency == null ? null : new Campaign.Price(amount, currency);
            }
            return new Campaign.Cost(fields.string("channel"), fields.string("audience"), price, fields.number("sent"));
        }
    }

    /** What the fields ask for, unchecked; the caller finishes them. */
    static CampaignDraft read(Fields fields, @Nullable String slug) {
        String name = fields.string("name");
        LocalDate startsOn = fields.date("startsOn");
        LocalDate endsOn = fields.date("endsOn");
        List<Campaign.Cost> costs = new ArrayList<>();
        fields.objects("costs").forEach(cost -> costs.add(CostJson.read(cost)));
        ReturnTerms terms = new ReturnTerms(
                fields.string("currency"),
                fields.number("conversionWindowDays"),
                fields.choice("conversionRule", ConversionRule.BY_LABEL),
                BaselineJson.read(fields));
        return new CampaignDraft(
                slug, name, startsOn, endsOn, costs, UtmJson.read(fields), terms, fields.bool("archived", false));
    }
}
