package app.grapevine.returns;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.stats.Selection;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A question for what a campaign brought.
 *
 * @param campaign its slug
 * @param by what the rows are
 * @param zone whose days the campaign's dates are
 */
public record ReturnQuery(String campaign, Breakdown by, ZoneId zone) {
    /**
     * Reads it from the parameters of a request. Left out, {@code by} means the channel, {@code tz} UTC.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static ReturnQuery parse(String campaign, Parameters parameters) {
        @Nullable Breakdown by = parameters.choice("by", Breakdown.labels());
        ZoneId zone = Selection.zone(parameters);
        parameters.finish();
        return new ReturnQuery(campaign, by == null ? Breakdown.CHANNEL : by, zone);
    }

    /**
     * The same where the campaign is among the parameters.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static ReturnQuery parse(Parameters parameters) {
        @Nullable String campaign = parameters.single("campaign");
        if (campaign == null) {
            parameters.fault("campaign", FaultCode.MISSING);
        }
        return parse(campaign == null ? "" : campaign, parameters);
    }
}
