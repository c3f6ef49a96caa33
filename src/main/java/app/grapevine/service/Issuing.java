package app.grapevine.service;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.Campaigns;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import java.time.Clock;

/** The second step: what issues links, for marketers and for recipients who pass one on. */
record Issuing(Campaigns campaigns, Links links, ShareSets shareSets, Forwards forwards) {

    /** @param clock by which links are as old as they are; the demonstration's can be put back */
    static Issuing on(
            Database database, ChangeFeed feed, LinkSettings domains, ChannelCatalogue channels, Clock clock) {
        Links links = new Links(database, feed, domains, channels, clock);
        ShareSets shareSets = new ShareSets(database, feed, domains, channels, links, clock);
        return new Issuing(
                new Campaigns(database, channels, clock),
                links,
                shareSets,
                new Forwards(database, feed, channels, links, shareSets, clock));
    }
}
