package app.grapevine.returns;

import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some of a campaign's visits came to.
 *
 * @param shares attempts to share, as the fetching of previews shows them
 * @param clicks visits by people
 * @param visitors daily visitors, added up over days
 * @param suppressed visits by people who asked not to be tracked
 * @param conversions what was told of them, and not called off; corrections are none
 * @param converted clicks that led to a conversion, each once
 * @param events the conversions by what they are
 * @param revenue less what was taken back, by the code of its currency
 */
public record Brought(
        long shares,
        long clicks,
        long visitors,
        long suppressed,
        long conversions,
        long converted,
        SortedMap<String, Event> events,
        SortedMap<String, BigDecimal> revenue) {
    static final Brought NOTHING = new Brought(0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>());

    public Brought {
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
        revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
    }

    /**
     * Conversions of one kind.
     *
     * @param converted clicks that led to one, each once
     */
    public record Event(long conversions, long converted, SortedMap<String, BigDecimal> revenue) {
        public Event {
            revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
        }

        private Event plus(Event other) {
            return new Event(conversions + other.conversions, converted + other.converted, sum(revenue, other.revenue));
        }

        /** By currency, in the order of their codes. */
        public List<Money> money() {
            return Brought.money(revenue);
        }
    }

    /** Of both together, where no visit is in both. */
    Brought plus(Brought other) {
        SortedMap<String, Event> together = new TreeMap<>(events);
        other.events.forEach((name, event) -> together.merge(name, event, Event::plus));
        return new Brought(
                shares + other.shares,
                clicks + other.clicks,
                visitors + other.visitors,
                suppressed + other.suppressed,
                conversions + other.conversions,
                converted + other.converted,
                together,
                sum(revenue, other.revenue));
    }

    private static SortedMap<String, BigDecimal> sum(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        SortedMap<String, BigDecimal> sum = new TreeMap<>(one);
        other.forEach((currency, amount) -> sum.merge(currency, amount, BigDecimal::add));
        return sum;
    }

    /** In one currency; zero where nothing was earned in it. */
    public BigDecimal revenueIn(String currency) {
        return revenue.getOrDefault(currency, BigDecimal.ZERO);
    }

    /** By currency, in the order of their codes. */
    public List<Money> money() {
        return money(revenue);
    }

    private static List<Money> money(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(amount -> new Money(amount.getValue(), amount.getKey()))
                .toList();
    }

    /**
     * How many of the visitors converted. Empty where there were none; and where more clicks converted than there were visitors, as when one
     * who comes back on the same day buys twice: that is no share of them.
     */
    public Optional<Proportion> rate() {
        return Proportion.find(converted, visitors);
    }

    /** The same by one kind of conversion. */
    public Optional<Proportion> rate(Event event) {
        return Proportion.find(event.converted(), visitors);
    }

    /** Whether nothing of it is shown in a row. */
    boolean isEmpty() {
        return shares == 0 && clicks == 0 && conversions == 0 && revenue.isEmpty();
    }
}
