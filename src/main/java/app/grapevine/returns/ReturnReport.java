package app.grapevine.returns;

import app.grapevine.campaigns.Campaign;
import app.grapevine.conversions.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign brought, from its first link on and until now. Those who were kept out as its baseline are in nothing but the lift.
 *
 * @param currency of the campaign, or else of the service
 * @param zone whose days the campaign's dates are
 * @param by what the rows are
 * @param rows with the most clicks first
 * @param total of the whole campaign
 * @param spentOnNone what was spent on no one of the rows, and is in the total
 * @param evidence what it rests on; null where it is withheld
 * @param lift null where the campaign has no baseline
 * @param unattributed what is tied to no click, by reason; null where it is withheld
 * @param selfReported null where it is withheld
 * @param smallCells of how many people a row must be to be shown; 0 where all are
 * @param asOf visits recorded up to then may be counted, later ones are not
 */
public record ReturnReport(
        Campaign campaign,
        String currency,
        ZoneId zone,
        Breakdown by,
        List<ReturnRow> rows,
        ReturnRow total,
        SpentOnNone spentOnNone,
        @Nullable Evidence evidence,
        PassingOn passingOn,
        @Nullable Lift lift,
        @Nullable List<Unattributed> unattributed,
        @Nullable SelfReported selfReported,
        int smallCells,
        Instant asOf) {
    public ReturnReport {
        rows = List.copyOf(rows);
        unattributed = unattributed == null ? null : List.copyOf(unattributed);
    }

    /** The same without what was spent, and without what follows from it. To how many it was sent stays. */
    public ReturnReport withoutCosts() {
        return new ReturnReport(
                campaign,
                currency,
                zone,
                by,
                rows.stream().map(ReturnRow::withoutCosts).toList(),
                total.withoutCosts(),
                new SpentOnNone(spentOnNone.sent(), List.of()),
                evidence,
                passingOn,
                lift,
                unattributed,
                selfReported,
                smallCells,
                asOf);
    }

    /**
     * What was spent on no one row.
     *
     * @param sent null where nobody said
     * @param costs by currency
     */
    public record SpentOnNone(@Nullable Long sent, List<Money> costs) {
        public SpentOnNone {
            costs = List.copyOf(costs);
        }
    }
}
