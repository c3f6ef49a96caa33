package app.grapevine.campaigns;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.campaigns.Campaign.Cost;
import app.grapevine.campaigns.Campaign.Place;
import app.grapevine.campaigns.Campaign.Price;
import app.grapevine.channels.ChannelCatalogue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a campaign's costs may be, and the terms of its return. Safe for use by many threads. */
final class ReturnCheck {
    private static final int MAX_DECIMALS = 4;

    /** The column has 18 digits, 4 of them decimals. */
    private static final BigDecimal TOO_MUCH = BigDecimal.TEN.pow(14);

    /** So that sums of them are numbers still. */
    private static final long MOST_SENT = 1_000_000_000_000L;

    private static final Comparator<Cost> BY_PLACE = Comparator.comparing(
                    Cost::channel, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Cost::audience, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    private final ChannelCatalogue channels;

    ReturnCheck(ChannelCatalogue channels) {
        this.channels = channels;
    }

    /**
     * @param present the campaign whose costs they are to be, or null for a new one
     * @return the costs as they are stored, by channel and audience; what is faulty is in {@code faults}
     */
    List<Cost> costs(Faults faults, List<Cost> given, @Nullable Campaign present) {
        if (given.size() > Campaign.MOST_COSTS) {
            faults.add("costs", FaultCode.TOO_MANY, Map.of("most", Campaign.MOST_COSTS));
            return List.of();
        }
        List<Cost> costs = new ArrayList<>();
        Set<Place> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            costs.add(cost(faults, "costs[" + i + "]", given.get(i), seen, present));
        }
        costs.sort(BY_PLACE);
        return costs;
    }

    private Cost cost(Faults faults, String field, Cost given, Set<Place> seen, @Nullable Campaign present) {
        String channel = given.channel();
        if (channel != null && !isKnown(channel, present)) {
            faults.add(field + ".channel", FaultCode.UNKNOWN_CHANNEL);
        }
        String audience = Labels.label(faults, field + ".audience", given.audience(), Labels.LONGEST_AUDIENCE);
        if (!seen.add(new Place(channel, audience == null ? shown(given.audience()) : audience))) {
            boolean ofAudience = channel == null && audience != null;
            faults.add(field + (ofAudience ? ".audience" : ".channel"), FaultCode.COST_TWICE);
        }
        Price price = given.price();
        Long sent = given.sent();
        if (price == null && sent == null) {
            faults.add(field + ".cost", FaultCode.ONE_OF_THESE, Map.of("known", "sent"));
        }
        checkNumber(faults, field + ".sent", sent, 0);
        return new Cost(channel, audience, price == null ? null : price(faults, field + ".cost", price), sent);
    }

    /** What is told apart of an audience that will not do. */
    private static @Nullable String shown(@Nullable String audience) {
        return audience == null || Characters.clean(audience).isEmpty() ? null : audience;
    }

    private boolean isKnown(String channel, @Nullable Campaign present) {
        return channels.find(channel).isPresent()
                || (present != null && present.costs().stream().anyMatch(old -> channel.equals(old.channel())));
    }

    private static Price price(Faults faults, String field, Price price) {
        boolean isFit = true;
        if (price.amount().signum() < 0) {
            faults.add(field + ".amount", FaultCode.NEGATIVE);
            isFit = false;
        } else if (price.amount().compareTo(TOO_MUCH) >= 0 || decimals(price.amount()) > MAX_DECIMALS) {
            faults.add(field + ".amount", FaultCode.AMOUNT_OUT_OF_RANGE);
            isFit = false;
        }
        checkCurrency(faults, field + ".currency", price.currency());
        return isFit ? inItsCurrency(price) : price;
    }

    private static void checkCurrency(Faults faults, String field, @Nullable String currency) {
        if (currency != null && digits(currency) < 0) {
            faults.add(field, FaultCode.UNKNOWN_CURRENCY);
        }
    }

    private static void checkNumber(Faults faults, String field, @Nullable Long number, long least) {
        if (number != null && (number < least || number > MOST_SENT)) {
            faults.add(field, FaultCode.OUT_OF_RANGE, Map.of("least", least, "most", MOST_SENT));
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

    /** The amount as people write it: with its currency's decimals, and more only where they count. */
    static Price inItsCurrency(Price price) {
        int scale = Math.max(decimals(price.amount()), Math.max(digits(price.currency()), 0));
        return new Price(price.amount().setScale(scale), price.currency());
    }

    /** @return the terms as they are stored; what is faulty is in {@code faults} */
    ReturnTerms terms(Faults faults, ReturnTerms given, @Nullable LocalDate startsOn) {
        checkCurrency(faults, "currency", given.currency());
        Long days = given.windowDays();
        if (days != null && (days < 1 || days > ConversionTerms.LONGEST_WINDOW)) {
            faults.add(
                    "conversionWindowDays",
                    FaultCode.OUT_OF_RANGE,
                    Map.of("least", 1, "most", ConversionTerms.LONGEST_WINDOW));
        }
        Baseline baseline = given.baseline();
        return new ReturnTerms(
                given.currency(), days, given.rule(), baseline == null ? null : baseline(faults, baseline, startsOn));
    }

    private static @Nullable Baseline baseline(Faults faults, Baseline given, @Nullable LocalDate startsOn) {
        if (given instanceof Baseline.KeptOut keptOut) {
            String field = "baseline.audience";
            String audience = Labels.label(faults, field, keptOut.audience(), Labels.LONGEST_AUDIENCE);
            if (audience == null) {
                faults.add(field, FaultCode.EMPTY);
                return null;
            }
            checkNumber(faults, "baseline.sent", keptOut.people(), 1);
            return new Baseline.KeptOut(audience, keptOut.people());
        }
        if (given instanceof Baseline.Figures figures) {
            checkNumber(faults, "baseline.sent", figures.people(), 1);
            if (figures.conversions() < 0 || figures.conversions() > figures.people()) {
                faults.add(
                        "baseline.conversions",
                        FaultCode.OUT_OF_RANGE,
                        Map.of("least", 0, "most", Math.max(0, figures.people())));
            }
        } else if (startsOn == null) {
            faults.add("baseline.before", FaultCode.ONLY_WITH, Map.of("other", "startsOn"));
        }
        return given;
    }
}
