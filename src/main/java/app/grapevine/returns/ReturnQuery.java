package app.grapevine.returns;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A question for what a campaign brought.
 *
 * @param campaign its slug
 * @param by what the rows are
 */
public record ReturnQuery(String campaign, Breakdown by) {
    /**
     * Reads it from the parameters of a request. Left out, {@code by} means the channel.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static ReturnQuery parse(String campaign, Parameters parameters) {
        @Nullable Breakdown by = parameters.choice("by", Breakdown.labels());
        parameters.finish();
        return new ReturnQuery(campaign, by == null ? Breakdown.CHANNEL : by);
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
