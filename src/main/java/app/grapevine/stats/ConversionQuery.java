package app.grapevine.stats;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.conversions.UnattributedReason;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question for single conversions, newest first. What a row of {@link Stats} adds up is listed by the same selection; what was
 * called off and what is tied to no click, which no report of clicks counts, is among them unless the state says otherwise.
 *
 * @param selection when they occurred, and what they, their clicks and these clicks' links must be. What is tied to no click has
 *     neither click nor link, and of all that is asked of links only a campaign: the one whose it is said to be
 * @param limit how many make a page
 * @param after where the page begins; null for the first
 */
public record ConversionQuery(
        Selection selection,
        State state,
        int limit,
        @Nullable ConversionPlace after) {
    private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);
    private static final int MOST_VALUES = 100;

    /**
     * What has become of them.
     *
     * @param reasons why they are tied to no click, of which any will do; none for whatever reason, or a click
     * @param attributed whether they are tied to a click, or wait for one that is not stored yet; null for either
     * @param cancelled whether they were called off; null for either
     * @param externalIds what their callers know them by, of which any will do; none for whatever
     */
    record State(
            Set<UnattributedReason> reasons,
            @Nullable Boolean attributed,
            @Nullable Boolean cancelled,
            Set<String> externalIds) {
        /** In one order, for a cursor names the list by them. */
        State {
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
            externalIds = Collections.unmodifiableSet(new TreeSet<>(externalIds));
        }

        static State of(Parameters parameters) {
            return new State(
                    reasons(parameters),
                    parameters.choice("attributed", YES_OR_NO),
                    parameters.choice("cancelled", YES_OR_NO),
                    externalIds(parameters));
        }

        private static Set<UnattributedReason> reasons(Parameters parameters) {
            Set<UnattributedReason> reasons = EnumSet.noneOf(UnattributedReason.class);
            for (String label : parameters.all("reason")) {
                UnattributedReason reason = UnattributedReason.BY_LABEL.get(label);
                if (reason == null) {
                    String known = String.join(", ", new TreeSet<>(UnattributedReason.BY_LABEL.keySet()));
                    parameters.fault("reason", FaultCode.NOT_ONE_OF, Map.of("known", known));
                } else {
                    reasons.add(reason);
                }
            }
            return reasons;
        }

        private static Set<String> externalIds(Parameters parameters) {
            Set<String> ids = new TreeSet<>(parameters.all("externalId"));
            for (String id : ids) {
                @Nullable Fault fault = Filter.text("externalId", id).fault();
                if (fault != null) {
                    parameters.fault(fault);
                }
            }
            if (ids.size() > MOST_VALUES) {
                parameters.fault("externalId", FaultCode.TOO_MANY, Map.of("most", MOST_VALUES));
            }
            return ids;
        }
    }

    /**
     * Reads the question for a page. {@code from} and {@code to} are widened to quarter-hours, and mean all time where they are left
     * out; {@code days} means so many, with today.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static ConversionQuery page(Parameters parameters, Clock clock) {
        ConversionQuery all = all(parameters, clock);
        int limit = parameters.number("limit", 1, Page.MOST, Page.USUAL);
        @Nullable String cursor = parameters.single("cursor");
        @Nullable ConversionPlace after = null;
        if (cursor != null) {
            after = ConversionPlace.parse(all.list(), cursor).orElse(null);
            if (after == null) {
                parameters.fault("cursor", FaultCode.UNKNOWN_CURSOR);
            }
        }
        parameters.finish();
        return new ConversionQuery(all.selection, all.state, limit, after);
    }

    /**
     * Reads the question for all conversions that match, which has no limit and no cursor.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static ConversionQuery export(Parameters parameters, Clock clock) {
        ConversionQuery all = all(parameters, clock);
        parameters.finish();
        return all;
    }

    private static ConversionQuery all(Parameters parameters, Clock clock) {
        Selection selection = Selection.ever(parameters, StatsQuery.FILTERS, Selection.zone(parameters), clock);
        return new ConversionQuery(selection, State.of(parameters), Page.MOST, null);
    }

    /** Names the list and its filters. */
    String list() {
        return "conversions " + selection + state;
    }
}
