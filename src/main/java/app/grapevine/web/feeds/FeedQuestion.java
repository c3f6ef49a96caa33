package app.grapevine.web.feeds;

import app.grapevine.base.CsvForm;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.feeds.Feed;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.stats.ConversionQuery;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.http.Query;
import java.time.Clock;

/** What a feed asks, read as the route reads it that answers the same, and how its CSV is written; held to its maker's reach. */
sealed interface FeedQuestion {
    /** As {@code GET /stats}. */
    record OfStats(StatsQuery query, CsvForm form) implements FeedQuestion {}

    /**
     * As {@code GET /campaigns/{slug}/return}, whose campaign is a parameter here.
     *
     * @param seesAll whether its maker may be told what all campaigns together led to
     */
    record OfReturn(ReturnQuery query, boolean seesAll, CsvForm form) implements FeedQuestion {}

    /** As {@code GET /conversions}. */
    record OfConversions(ConversionQuery query, CsvForm form) implements FeedQuestion {}

    /**
     * A question as of this moment: what is left out of its times means now.
     *
     * @throws app.grapevine.base.RefusedException INVALID with every fault
     */
    static FeedQuestion read(Feed.Of of, String text, Reach reach, Clock clock) {
        Parameters parameters = Query.of(text);
        String campaign = reach.campaign();
        if (campaign != null) {
            parameters.hold("campaign", campaign, FaultCode.OTHER_CAMPAIGN);
        }
        CsvForm form = CsvForm.of(parameters);
        return switch (of) {
            case STATS -> new OfStats(StatsQuery.parse(parameters, clock), form);
            case RETURN -> new OfReturn(ReturnQuery.parse(parameters), reach.isAll(), form);
            case CONVERSIONS -> new OfConversions(ConversionQuery.export(parameters, clock), form);
        };
    }
}
