package app.grapevine.returns;

import app.grapevine.stats.Figures;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what visits came to. Not safe for use by many threads. */
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
        private final Set<VisitKey> converted = new HashSet<>();
        private final SortedMap<String, BigDecimal> revenue = new TreeMap<>();

        void add(Effect effect) {
            if (!effect.isCorrection()) {
                conversions++;
                if (effect.ofClick()) {
                    converted.add(effect.visit());
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
                byName.put(name, new Brought.Event(event.conversions, event.converted.size(), event.revenue)));
        return new Brought(
                shares, clicks, visitors, suppressed, all.conversions, all.converted.size(), byName, all.revenue);
    }
}
