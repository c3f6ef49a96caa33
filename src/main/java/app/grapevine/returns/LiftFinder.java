package app.grapevine.returns;

import app.grapevine.campaigns.Baseline;
import app.grapevine.campaigns.Campaign;
import app.grapevine.returns.Lift.Kind;
import app.grapevine.returns.Lift.Lacking;
import app.grapevine.returns.Lift.Of;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Holds what came of a campaign against its baseline. Used once, by one thread. */
final class LiftFinder {
    private final Campaign campaign;
    private final ZoneId zone;
    private final ReturnRow total;
    private final Brought keptOut;
    private final boolean seesAll;

    /**
     * @param zone whose days the campaign's are
     * @param total of those who were addressed
     * @param keptOut what came of those who were not
     * @param seesAll whether what other campaigns led to may be told
     */
    LiftFinder(Campaign campaign, ZoneId zone, ReturnRow total, Brought keptOut, boolean seesAll) {
        this.campaign = campaign;
        this.zone = zone;
        this.total = total;
        this.keptOut = keptOut;
        this.seesAll = seesAll;
    }

    /** Null where the campaign has no baseline. */
    @Nullable
    Lift find(Handle handle, Instant now) {
        @Nullable Baseline baseline = campaign.terms().baseline();
        if (baseline instanceof Baseline.KeptOut keptOutOnes) {
            return ofAudience(keptOutOnes.people());
        }
        if (baseline instanceof Baseline.Figures figures) {
            return shares(
                    Kind.FIGURES,
                    Of.SENT,
                    total.rateOfSent(),
                    Proportion.find(figures.conversions(), figures.people()));
        }
        return baseline == null ? null : ofDays(handle, now);
    }

    /** Of those whom it was sent to, where that is known of both; else of those who came. */
    private Lift ofAudience(@Nullable Long people) {
        return people != null && total.sent() != null
                ? shares(Kind.AUDIENCE, Of.SENT, total.rateOfSent(), Proportion.find(keptOut.converted(), people))
                : shares(Kind.AUDIENCE, Of.VISITORS, total.brought().rate(), keptOut.rate());
    }

    private static Lift shares(Kind kind, Of of, Optional<Proportion> group, Optional<Proportion> baseline) {
        return group.isEmpty() || baseline.isEmpty()
                ? Lift.without(kind, of, of == Of.SENT ? Lacking.SENT : Lacking.VISITORS)
                : new Lift(kind, of, new Comparison(group.get(), baseline.get()), null, null);
    }

    /**
     * All conversions that the service was told of, for before the campaign none were of its links: in its days until now, and in as many
     * before its first.
     */
    private Lift ofDays(Handle handle, Instant now) {
        @Nullable LocalDate first = campaign.startsOn();
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (first == null || first.isAfter(today)) {
            return Lift.without(Kind.BEFORE, Of.DAYS, Lacking.DAYS);
        }
        if (!seesAll) {
            return Lift.without(Kind.BEFORE, Of.DAYS, Lacking.REACH);
        }
        @Nullable LocalDate last = campaign.endsOn();
        // Of today only a part is over, so as long a part of its counterpart counts.
        long begin = millis(first);
        long end = last == null || !last.isBefore(today) ? now.toEpochMilli() : millis(last.plusDays(1));
        return new Lift(
                Kind.BEFORE,
                Of.DAYS,
                null,
                new CountComparison(
                        EffectDao.countAll(handle, begin, end),
                        EffectDao.countAll(handle, begin - (end - begin), begin)),
                null);
    }

    private long millis(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
