package app.grapevine.web.returns;

import app.grapevine.returns.Bounds;
import app.grapevine.returns.Comparison;
import app.grapevine.returns.CountComparison;
import app.grapevine.returns.Lift;
import app.grapevine.returns.Proportion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign beside its baseline as the API writes it. Without {@code lacking} there is a comparison; numbers are null where there are
 * none, and an end of an interval where nothing limits it.
 */
record LiftJson(
        String baseline,
        String of,
        @Nullable String lacking,
        @Nullable SideJson group,
        @Nullable SideJson base,
        @Nullable EstimateJson difference,
        @Nullable EstimateJson ratio,
        boolean small) {
    /** One of both. @param of null where days are compared */
    record SideJson(long hits, @Nullable Long of, @Nullable Double share) {
        static SideJson of(Proportion proportion) {
            return new SideJson(proportion.hits(), proportion.of(), proportion.share());
        }
    }

    record EstimateJson(
            @Nullable Double estimate,
            @Nullable Double low,
            @Nullable Double high) {
        static EstimateJson of(Optional<Double> estimate, Optional<Bounds> interval) {
            return new EstimateJson(
                    estimate.orElse(null),
                    interval.map(Bounds::low).orElse(null),
                    interval.map(Bounds::high).filter(Double::isFinite).orElse(null));
        }
    }

    static @Nullable LiftJson of(@Nullable Lift lift) {
        if (lift == null) {
            return null;
        }
        Comparison shares = lift.shares();
        CountComparison counts = lift.counts();
        Lift.Lacking lacking = lift.lacking();
        String baseline = lift.baseline().label();
        String of = lift.of().label();
        if (shares != null) {
            return new LiftJson(
                    baseline,
                    of,
                    null,
                    SideJson.of(shares.group()),
                    SideJson.of(shares.baseline()),
                    EstimateJson.of(Optional.of(shares.difference()), Optional.of(shares.differenceInterval())),
                    EstimateJson.of(shares.ratio(), shares.ratioInterval()),
                    shares.isSmall());
        }
        if (counts != null) {
            return new LiftJson(
                    baseline,
                    of,
                    null,
                    new SideJson(counts.during(), null, null),
                    new SideJson(counts.before(), null, null),
                    null,
                    EstimateJson.of(counts.ratio(), counts.ratioInterval()),
                    counts.isSmall());
        }
        return new LiftJson(baseline, of, lacking == null ? null : lacking.label(), null, null, null, null, false);
    }
}
