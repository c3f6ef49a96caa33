package app.grapevine.conversions;

import app.grapevine.campaigns.ConversionRule;
import app.grapevine.campaigns.ConversionTerms;
import app.grapevine.visits.Click;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * To which of some clicks a conversion is counted. Each click counts for as long as its campaign says. The last that counts says whose
 * conversion it is; where that campaign counts the first, it is the first of its own that counts. A correction takes back of what was
 * counted, however long after: of what it is told all clicks count. Pure.
 */
final class ClickChoice {
    /** Of two clicks at one moment always the same. */
    private static final Comparator<Candidate> IN_TIME = Comparator.<Candidate>comparingLong(
                    candidate -> candidate.click().atMillis())
            .thenComparingLong(candidate -> candidate.click().node())
            .thenComparingLong(candidate -> candidate.click().sequence());

    private ClickChoice() {}

    /** @param campaign of the click's link; null where it has none */
    record Candidate(Click click, @Nullable String campaign, ConversionTerms terms) {
        private boolean isBefore(long occurredAt) {
            return click.atMillis() <= occurredAt + ConversionCheck.CLOCKS.toMillis();
        }

        private boolean isWithin(long occurredAt) {
            return occurredAt - click.atMillis()
                    <= Duration.ofDays(terms.windowDays()).toMillis();
        }
    }

    /** @param occurredAt when the conversion was, in milliseconds */
    static Tie of(Collection<Candidate> found, long occurredAt, boolean isCorrection) {
        if (found.isEmpty()) {
            return Tie.none(UnattributedReason.UNKNOWN, null);
        }
        List<Candidate> before = found.stream()
                .filter(candidate -> candidate.isBefore(occurredAt))
                .sorted(IN_TIME)
                .toList();
        if (before.isEmpty()) {
            return Tie.none(
                    UnattributedReason.BEFORE_CLICK,
                    found.stream().max(IN_TIME).map(Candidate::campaign).orElse(null));
        }
        List<Candidate> counting = before.stream()
                .filter(candidate -> isCorrection || candidate.isWithin(occurredAt))
                .toList();
        if (counting.isEmpty()) {
            return Tie.none(
                    UnattributedReason.EXPIRED, before.get(before.size() - 1).campaign());
        }
        Candidate last = counting.get(counting.size() - 1);
        Candidate chosen = last.terms().rule() == ConversionRule.LAST_CLICK
                ? last
                : counting.stream()
                        .filter(candidate -> Objects.equals(candidate.campaign(), last.campaign()))
                        .findFirst()
                        .orElse(last);
        return Tie.to(chosen.click());
    }
}
