package app.grapevine.returns;

import app.grapevine.stats.Figures;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what visits came to. Conversions of one visit are to be added directly behind each other: so a visit that converted is
 * counted once, and which ones did need not be remembered. Not safe for use by many threads.
 */
final class Tally {
    private long shares;
    private long clicks;
    private long visitors;
    private long suppressed;
    private final OfEvent all = new OfEvent();
    private final SortedMap<String, OfEvent> events = new TreeMap<>();

    /** Conversions of one kind, or of all. */
    private static final class OfEvent {
        private long conversions;
        private long converted;
        private @Nullable VisitKey lastConverted;
        private final SortedMap<String, BigDecimal> revenue = new TreeMap<>();

        void add(Effect effect) {
            if (!effect.isCorrection()) {
                conversions++;
                if (effect.ofClick() && !effect.visit().equals(lastConverted)) {
                    converted++;
                    lastConverted = effect.visit();
                }
            }
            @Nullable BigDecimal amount = effect.amount();
            @Nullable String currency = effect.currency();
            if (amount != null && currency != null) {
                revenue.merge(currency, amount, BigDecimal::add);
            }
        }
    }

    void add(Figures figures) {
        shares += figures.shares();
        clicks += figures.clicks();
        visitors += figures.visitors();
        suppressed += figures.suppressed();
    }

    void add(Effect effect) {
        all.add(effect);
        events.computeIfAbsent(effect.event(), none -> new OfEvent()).add(effect);
    }

    Brought brought() {
        SortedMap<String, Brought.Event> byName = new TreeMap<>();
        events.forEach((name, event) ->
                byName.put(name, new Brought.Event(event.conversions, event.converted, event.revenue)));
        return new Brought(shares, clicks, visitors, suppressed, all.conversions, all.converted, byName, all.revenue);
    }
}
