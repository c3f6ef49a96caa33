package app.grapevine.web.feeds;

import app.grapevine.base.CsvForm;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.http.Query;
import java.time.Clock;

/** What a feed asks: the query of {@code GET /stats}, and how its CSV is written, held to its maker's reach. */
record FeedQuestion(StatsQuery query, CsvForm form) {
    /**
     * A question as of this moment: what is left out of its times means now.
     *
     * @throws app.grapevine.base.RefusedException INVALID with every fault
     */
    static FeedQuestion read(String text, Reach reach, Clock clock) {
        Parameters parameters = Query.of(text);
        String campaign = reach.campaign();
        if (campaign != null) {
            parameters.hold("campaign", campaign, FaultCode.OTHER_CAMPAIGN);
        }
        CsvForm form = CsvForm.of(parameters);
        return new FeedQuestion(StatsQuery.parse(parameters, clock), form);
    }
}
