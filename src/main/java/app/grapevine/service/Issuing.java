package app.grapevine.service;

import app.grapevine.abuse.AbuseReports;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.cards.CardPictures;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.domains.Domains;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkLists;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkSwitch;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.tags.Tags;
import java.time.Clock;

/** The second step: what issues links, for marketers and for recipients who pass one on, and takes bad ones down. */
record Issuing(
        Campaigns campaigns,
        Links links,
        LinkLists lists,
        Tags tags,
        LinkSwitch linkSwitch,
        ShareSets shareSets,
        Forwards forwards,
        AbuseReports reports,
        Domains sites,
        CardPictures pictures) {

    /** @param clock by which links are as old as they are; the demonstration's can be put back */
    static Issuing on(
            Database database, ChangeFeed feed, LinkSettings domains, ChannelCatalogue channels, Clock clock) {
        Links links = new Links(database, feed, domains, channels, clock);
        links.unite();
        LinkLists lists = new LinkLists(database, domains, channels, clock);
        ShareSets shareSets = new ShareSets(database, feed, domains, channels, links, clock);
        return new Issuing(
                new Campaigns(database, feed, channels, Links::eachKeyOf, clock),
                links,
                lists,
                new Tags(database),
                new LinkSwitch(database, feed, channels, lists, clock),
                shareSets,
                new Forwards(database, feed, channels, links, shareSets, clock),
                new AbuseReports(database, links, clock),
                new Domains(database, feed, domains, clock),
                new CardPictures(database, clock));
    }
}
