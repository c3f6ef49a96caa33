package app.grapevine.campaigns;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.channels.ChannelCatalogue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a campaign may be. Safe for use by many threads. */
final class CampaignCheck {
    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);
    private static final int MAX_DECIMALS = 4;

    /** The column has 18 digits, 4 of them decimals. */
    private static final BigDecimal TOO_MUCH = BigDecimal.TEN.pow(14);

    private static final Pattern UNKNOWN_PLACEHOLDER = Pattern.compile("\\{(?!(channel|audience|date)})");

    private final ChannelCatalogue channels;

    CampaignCheck(ChannelCatalogue channels) {
        this.channels = channels;
    }

    /**
     * @param present the campaign that is to become what {@code draft} says, or null for a new one
     * @return the draft as it is stored, its costs by channel
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
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < draft.costs().size(); i++) {
            checkCost(faults, "costs[" + i + "]", draft.costs().get(i), seen, present);
        }
        Utm utm = draft.utm().checked(faults);
        checkPlaceholders(faults, utm);
        faults.refuseIfAny();
        List<Cost> costs = draft.costs().stream()
                .map(CampaignCheck::inItsCurrency)
                .sorted(Comparator.comparing(Cost::channel))
                .toList();
        return new CampaignDraft(draft.slug(), name, startsOn, endsOn, costs, utm);
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

    private void checkCost(Faults faults, String field, Cost cost, Set<String> seen, @Nullable Campaign present) {
        boolean known = channels.find(cost.channel()).isPresent()
                || (present != null
                        && present.costs().stream()
                                .anyMatch(old -> old.channel().equals(cost.channel())));
        if (!known) {
            faults.add(field + ".channel", FaultCode.UNKNOWN_CHANNEL);
        } else if (!seen.add(cost.channel())) {
            faults.add(field + ".channel", FaultCode.COST_TWICE);
        }
        if (cost.amount().signum() < 0) {
            faults.add(field + ".cost.amount", FaultCode.NEGATIVE);
        } else if (cost.amount().compareTo(TOO_MUCH) >= 0 || decimals(cost.amount()) > MAX_DECIMALS) {
            faults.add(field + ".cost.amount", FaultCode.AMOUNT_OUT_OF_RANGE);
        }
        if (digits(cost.currency()) < 0) {
            faults.add(field + ".cost.currency", FaultCode.UNKNOWN_CURRENCY);
        }
    }

    /** How many decimals {@code amount} has beside zeros at its end. */
    private static int decimals(BigDecimal amount) {
        return amount.signum() == 0 ? 0 : amount.stripTrailingZeros().scale();
    }

    /** How many decimals amounts of a currency are written with; negative where it is no money or not known. */
    private static int digits(String currency) {
        try {
            return Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** The cost with its amount as people write it: with its currency's decimals, and more only where they count. */
    static Cost inItsCurrency(Cost cost) {
        int scale = Math.max(decimals(cost.amount()), Math.max(digits(cost.currency()), 0));
        return new Cost(cost.channel(), cost.amount().setScale(scale), cost.currency());
    }
}
