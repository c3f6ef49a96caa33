package app.grapevine.links;

import app.grapevine.MutableClock;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.ChangeListener;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import app.grapevine.storage.TestDatabase;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Links, campaigns and share sets on an empty database, and the keys that the feed of changes told of. */
final class TestLinks implements AutoCloseable {
    static final String DOMAIN = "go.example.com";
    static final String OTHER_DOMAIN = "short.example";
    static final LinkSettings SETTINGS = new LinkSettings(URI.create("https://" + DOMAIN), List.of(OTHER_DOMAIN));
    static final ChannelCatalogue CHANNELS = ChannelCatalogue.load(null);

    final MutableClock clock = new MutableClock("2026-03-01T12:00:00.123456Z");
    final TestDatabase test;
    final ChangeFeed feed;
    final Links links;
    final LinkLists lists;
    final Campaigns campaigns;
    final ShareSets shareSets;
    final Set<LinkKey> heard = ConcurrentHashMap.newKeySet();

    TestLinks(Dialect dialect) {
        test = TestDatabase.fresh(dialect);
        feed = new ChangeFeed(database());
        feed.subscribe(new ChangeListener() {
            @Override
            public void onChange(Collection<LinkKey> keys) {
                heard.addAll(keys);
            }

            @Override
            public void onAll() {}
        });
        links = new Links(database(), feed, SETTINGS, CHANNELS, clock);
        lists = new LinkLists(database(), SETTINGS, CHANNELS, clock);
        campaigns = new Campaigns(database(), feed, CHANNELS, Links::eachKeyOf, clock);
        shareSets = new ShareSets(database(), feed, SETTINGS, CHANNELS, links, clock);
    }

    Database database() {
        return test.database();
    }

    /** The same links with other codes. */
    Links withCodes(Codes codes) {
        return new Links(database(), feed, SETTINGS, CHANNELS, clock, codes);
    }

    static LinkKey key(String code) {
        return new LinkKey(DOMAIN, code);
    }

    @Override
    public void close() {
        feed.close();
        test.close();
    }
}
