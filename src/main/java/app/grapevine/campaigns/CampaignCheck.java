package app.grapevine.campaigns;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.channels.ChannelCatalogue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a campaign may be. Safe for use by many threads. */
final class CampaignCheck {
    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);
    private static final Pattern UNKNOWN_PLACEHOLDER = Pattern.compile("\\{(?!(channel|audience|date)})");

    private final ReturnCheck returns;

    CampaignCheck(ChannelCatalogue channels) {
        this.returns = new ReturnCheck(channels);
    }

    /**
     * @param present the campaign that is to become what {@code draft} says, or null for a new one
     * @return the draft as it is stored, its costs by channel and audience
     * @throws RefusedException INVALID with every faulty field
     */
    CampaignDraft check(CampaignDraft draft, @Nullable Campaign present) {
        Faults faults = new Faults();
        checkSlug(faults, draft.slug(), present);
        String name = faults.line("name", draft.name(), 200);
        if (draft.name() == null || Characters.clean(draft.name()).isEmpty()) {
            faults.add("name", FaultCode.MISSING);
        }
        LocalDate startsOn = draft.startsOn();
        LocalDate endsOn = draft.endsOn();
        checkDate(faults, "startsOn", startsOn);
        checkDate(faults, "endsOn", endsOn);
        if (startsOn != null && endsOn != null && endsOn.isBefore(startsOn)) {
            faults.add("endsOn", FaultCode.BEFORE_STARTS_ON);
        }
        List<Cost> costs = returns.costs(faults, draft.costs(), present);
        ReturnTerms terms = returns.terms(faults, draft.terms(), startsOn);
        Utm utm = draft.utm().checked(faults);
        checkPlaceholders(faults, utm);
        faults.refuseIfAny();
        return new CampaignDraft(draft.slug(), name, startsOn, endsOn, costs, utm, terms, draft.archived());
    }

    private static void checkPlaceholders(Faults faults, Utm utm) {
        checkPlaceholders(faults, "utm.source", utm.source());
        checkPlaceholders(faults, "utm.medium", utm.medium());
        checkPlaceholders(faults, "utm.campaign", utm.campaign());
        checkPlaceholders(faults, "utm.term", utm.term());
        checkPlaceholders(faults, "utm.content", utm.content());
    }

    private static void checkPlaceholders(Faults faults, String field, @Nullable String template) {
        if (template != null && UNKNOWN_PLACEHOLDER.matcher(template).find()) {
            faults.add(field, FaultCode.UNKNOWN_PLACEHOLDER, Map.of("known", "{channel}, {audience}, {date}"));
        }
    }

    private static void checkSlug(Faults faults, @Nullable String slug, @Nullable Campaign present) {
        if (present != null && !present.slug().equals(slug)) {
            faults.add("slug", FaultCode.FIXED);
        } else if (slug == null) {
            faults.add("slug", FaultCode.MISSING);
        } else {
            Labels.slug(faults, "slug", slug);
        }
    }

    private static void checkDate(Faults faults, String field, @Nullable LocalDate date) {
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            faults.add(field, FaultCode.YEAR_OUT_OF_RANGE, Map.of("least", "1970", "most", "9999"));
        }
    }
}
