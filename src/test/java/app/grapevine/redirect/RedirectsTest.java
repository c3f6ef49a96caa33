package app.grapevine.redirect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Kind;
import app.grapevine.campaigns.Utm;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.hostlists.HostListSettings;
import app.grapevine.hostlists.HostLists;
import app.grapevine.links.DestinationSettings;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
    private static final String DOMAIN = "go.example.com";
    private static final LinkSettings DOMAINS = new LinkSettings(URI.create("https://" + DOMAIN), List.of());

    private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
    private final AtomicLong nanos = new AtomicLong();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "go.example.com, go.example.com",
        "GO.example.COM:8443, go.example.com",
        "go.example.com., go.example.com",
        "go.example.com.:443, go.example.com",
        "other.example.com., other.example.com",
        "[2001:db8::1]:8080, go.example.com",
        "unknown.example, go.example.com",
    })
    void aHostIsTheSameInAnyCaseWithAPortAndWithTheRootsDot(String host, String domain) {
        LinkSettings domains = new LinkSettings(URI.create("https://" + DOMAIN), List.of("other.example.com"));
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2);
                ChangeFeed feed = new ChangeFeed(test.database())) {
            Links links = new Links(test.database(), feed, domains, ChannelCatalogue.load(null), clock);
            Redirects redirects = new Redirects(links, domains, new RedirectSettings(100, false), feed, clock);
            assertThat(redirects.key(host, "abc")).contains(new LinkKey(domain, "abc"));
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void whatIsRememberedIsReadAnewByAnotherThreadThanTheVisits() {
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2);
                ChangeFeed feed = new ChangeFeed(test.database())) {
            Links links = new Links(test.database(), feed, DOMAINS, ChannelCatalogue.load(null), clock);
            RedirectSettings settings = new RedirectSettings(100, false);
            Redirects redirects = new Redirects(links, DOMAINS, settings, feed, clock, nanos::get);
            Link link = links.create(LinkDraft.to("https://example.com/old"));
            LinkKey key = new LinkKey(DOMAIN, link.code());
            redirects.resolve(key);

            // As another node would, whose message was lost.
            test.database()
                    .writeOnly(handle -> handle.execute(
                            "UPDATE links SET destination = ? WHERE id = ?", "https://example.com/new", link.id()));
            nanos.addAndGet(Duration.ofMinutes(4).toNanos());
            assertThat(location(redirects, key)).isEqualTo("https://example.com/old");
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            test.database().writeOnly(handle -> {
                handle.execute("SET EXCLUSIVE 1");
                assertThat(location(redirects, key))
                        .as("nobody else can read, and the visit does not wait")
                        .isEqualTo("https://example.com/old");
                handle.execute("SET EXCLUSIVE 0");
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> location(redirects, key).equals("https://example.com/new"));
        }
    }

    @Test
    void aListThatChangesIsHeededAtTheNextVisitWithoutTheDatabase(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("blocked"), "# none yet\n");
        HostLists hosts = new HostLists(new HostListSettings(List.of(file), List.of(), false, false));
        LinkSettings domains = new LinkSettings(
                URI.create("https://" + DOMAIN),
                List.of(),
                new DestinationSettings(false, DestinationSettings.STRICT.listener(), hosts));
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2);
                ChangeFeed feed = new ChangeFeed(test.database())) {
            Links links = new Links(test.database(), feed, domains, ChannelCatalogue.load(null), clock);
            Redirects redirects = new Redirects(links, domains, new RedirectSettings(100, false), feed, clock);
            Link bad = links.create(LinkDraft.to("https://login.bad.example/?a=1"));
            Link good = links.create(LinkDraft.to("https://good.example/"));
            Link over = links.create(LinkDraft.to("https://good.example/")
                    .but()
                    .validUntil(clock.instant().minusSeconds(1))
                    .expiredDestination("https://bad.example/")
                    .draft());
            for (Link link : List.of(bad, good, over)) {
                redirects.resolve(link.key());
            }
            long loaded = redirects.cacheStats().loadCount();

            Files.writeString(file, "bad.example\n");
            hosts.refresh();
            assertThat(redirects.plain(bad.key(), clock.instant(), null)).isNull();
            assertThat(redirects.answer(bad.key(), Kind.CLICK, null, false, link -> null))
                    .isInstanceOf(Answer.Blocked.class);
            assertThat(redirects.answer(over.key(), Kind.CLICK, null, false, link -> null))
                    .isInstanceOf(Answer.Blocked.class);
            assertThat(location(redirects, good.key())).isEqualTo("https://good.example/");
            Files.writeString(file, "# none any more\n");
            hosts.refresh();
            assertThat(location(redirects, bad.key())).isEqualTo("https://login.bad.example/?a=1");
            assertThat(redirects.answer(over.key(), Kind.CLICK, null, false, link -> null))
                    .isInstanceOf(Answer.Elsewhere.class);
            assertThat(redirects.cacheStats().loadCount()).isEqualTo(loaded);
        }
    }

    @Test
    void aLinkThatNamesItsClicksIsPlainUntilAnIdMayMakeItTooLong() {
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2);
                ChangeFeed feed = new ChangeFeed(test.database())) {
            Links links = new Links(test.database(), feed, DOMAINS, ChannelCatalogue.load(null), clock);
            Redirects redirects = new Redirects(links, DOMAINS, new RedirectSettings(100, false), feed, clock);
            Link tracked = links.create(LinkDraft.to("https://shop.example/?a=1#part")
                    .but()
                    .trackConversions(true)
                    .draft());
            Link placed = links.create(LinkDraft.to("https://shop.example/{click}"));
            // Each place is 7 characters in the destination, 1 without an id, and 22 with one.
            Link crowded = links.create(LinkDraft.to("https://shop.example/" + "{click}".repeat(280)));
            String word = "ü".repeat(200); // six bytes a character
            Link many = links.create(LinkDraft.to("https://shop.example/" + "{click}".repeat(280))
                    .but()
                    .utm(new Utm(word, word, word, word, word))
                    .draft());
            for (Link link : List.of(tracked, placed, crowded, many)) {
                redirects.resolve(link.key());
            }
            String id = "0123456789abcdefghijkl";
            Target target = requireNonNull(redirects.plain(tracked.key(), clock.instant(), null));
            assertThat(target.location(target.way(null), null, id))
                    .isEqualTo("https://shop.example/?a=1&gv_click=" + id + "#part");
            assertThat(target.location(target.way(null), null, null)).isEqualTo("https://shop.example/?a=1#part");
            target = requireNonNull(redirects.plain(placed.key(), clock.instant(), null));
            assertThat(target.location(target.way(null), null, id)).isEqualTo("https://shop.example/" + id);
            assertThat(redirects.plain(crowded.key(), clock.instant(), null)).isNotNull();
            assertThat(redirects.plain(many.key(), clock.instant(), null)).isNull();
        }
    }

    /** To look at a password takes a while, in which its link may become another's. */
    @Test
    void whoGaveThePasswordThatALinkHadIsAskedForTheOneThatItHas() {
        try (TestDatabase test = TestDatabase.fresh(Dialect.H2);
                ChangeFeed feed = new ChangeFeed(test.database())) {
            Links links = new Links(test.database(), feed, DOMAINS, ChannelCatalogue.load(null), clock);
            Redirects redirects = new Redirects(links, DOMAINS, new RedirectSettings(100, false), feed, clock);
            Link link = links.create(LinkDraft.to("https://example.com/old")
                    .but()
                    .passwordHash("$old")
                    .draft());
            assertThat(redirects.answerPassed(link.key(), "$old", Kind.CLICK, null, false, one -> null))
                    .isInstanceOf(Answer.Redirect.class);
            links.change(
                    link.key(),
                    present -> present.draft()
                            .but()
                            .destination("https://example.com/new")
                            .passwordHash("$new")
                            .draft());
            assertThat(redirects.answerPassed(link.key(), "$old", Kind.CLICK, null, false, one -> null))
                    .isInstanceOf(Answer.Asks.class);
            assertThat(redirects.answerPassed(link.key(), "$old", Kind.BOT, null, false, one -> null))
                    .isInstanceOf(Answer.Veiled.class);
            assertThat(redirects.answerPassed(link.key(), "$new", Kind.CLICK, null, false, one -> null))
                    .isInstanceOf(Answer.Redirect.class);
        }
    }

    private String location(Redirects redirects, LinkKey key) {
        return redirects.plain(key, clock.instant(), null).location();
    }
}
