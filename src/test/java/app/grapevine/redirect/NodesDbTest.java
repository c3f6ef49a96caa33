package app.grapevine.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Kind;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.Maker;
import app.grapevine.rules.Rule;
import app.grapevine.rules.When;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.LinkKey;
import app.grapevine.storage.TestDatabase;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is changed at one node and remembered at another, on one PostgreSQL. */
class NodesDbTest {
    private static final String HOST = "go.example";
    private static final LinkSettings SETTINGS = new LinkSettings(URI.create("https://" + HOST), List.of());

    private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
    private TestDatabase test;
    private Database second;
    private ChangeFeed nearFeed;
    private ChangeFeed farFeed;
    private Links near;
    private Redirects far;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
        second = Database.open(test.settings());
        nearFeed = new ChangeFeed(test.database());
        farFeed = new ChangeFeed(second);
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        near = new Links(test.database(), nearFeed, SETTINGS, channels, clock);
        far = new Redirects(
                new Links(second, farFeed, SETTINGS, channels, clock),
                SETTINGS,
                new RedirectSettings(100, false),
                farFeed,
                clock);
    }

    @AfterEach
    void close() {
        farFeed.close();
        nearFeed.close();
        second.close();
        test.close();
    }

    private Link change(Link link, UnaryOperator<LinkDraft.Builder> to) {
        return near.change(
                link.key(), present -> to.apply(present.draft().but()).draft());
    }

    private Answer answer(LinkKey key) {
        return far.answer(far.meant(key, false), Kind.CLICK, null, false, link -> null);
    }

    @Test
    void theOtherNodeFollowsRulesAndPasswords() {
        Link link = near.create(LinkDraft.to("https://example.com/"));
        assertThat(far.meant(link.key(), false)).isEqualTo(link.key());
        // News of its making may come after it was read, and then it is read once more.
        Awaitility.await()
                .until(() ->
                        far.resolve(link.key()).isPresent() && far.plain(link.key(), clock.instant(), null) != null);

        When android = new When(Set.of("android"), Set.of(), Set.of(), Set.of(), Set.of(), null, null, List.of(), null);
        change(link, draft -> draft.rules(List.of(new Rule(null, android, "https://example.com/app", null))));
        Awaitility.await().until(() -> far.resolve(link.key()).orElseThrow().hasRules());
        change(link, draft -> draft.rules(List.of()).passwordHash("$one"));
        Awaitility.await().until(() -> answer(link.key()) instanceof Answer.Asks);
        assertThat(far.plain(link.key(), clock.instant(), null)).isNull();
        change(link, draft -> draft.passwordHash("$two"));
        Awaitility.await()
                .until(() -> far.answerPassed(link.key(), "$one", Kind.CLICK, null, false, one -> null)
                        instanceof Answer.Asks);
        assertThat(far.answerPassed(link.key(), "$two", Kind.CLICK, null, false, one -> null))
                .isInstanceOf(Answer.Redirect.class);
        change(link, draft -> draft.passwordHash(null));
        Awaitility.await().until(() -> answer(link.key()) instanceof Answer.Redirect);
    }

    /** It was nobody's in any case, and is remembered so. */
    @Test
    void theOtherNodeFindsACodeThatIsChosenNowInEachCase() {
        LinkKey typed = new LinkKey(HOST, "SPRING");
        assertThat(answer(typed)).isInstanceOf(Answer.NotFound.class);
        assertThat(answer(new LinkKey(HOST, "Spring_"))).isInstanceOf(Answer.NotFound.class);
        Link link = near.create(
                LinkDraft.to("https://example.com/").but().code("Spring").draft());
        Awaitility.await().until(() -> answer(typed) instanceof Answer.Redirect);
        assertThat(far.meant(typed, true)).isEqualTo(link.key());
        assertThat(far.meant(new LinkKey(HOST, "spring_"), true)).isEqualTo(link.key());
        near.delete(link.key());
        Awaitility.await().until(() -> answer(typed) instanceof Answer.NotFound);
        near.restore(link.key());
        Awaitility.await().until(() -> answer(typed) instanceof Answer.Redirect);
    }

    /** Its codes are longer in bytes than in characters, and are told of in several pieces. */
    @Test
    void theOtherNodeFindsWhatWasBroughtHere() {
        LinkKey printed = new LinkKey(HOST, "日本/" + "語".repeat(90));
        assertThat(far.areOddCodes()).isFalse();
        assertThat(far.meant(List.of(printed))).isEqualTo(printed);
        List<BroughtLink> all = IntStream.range(0, 100)
                .mapToObj(i -> new BroughtLink(
                        LinkDraft.to("https://example.com/" + i),
                        i == 99 ? printed.code() : printed.code() + i,
                        List.of(),
                        null,
                        null))
                .toList();
        Link link = near.brought().makeAll(all, Maker.NOBODY).get(99).link();
        Awaitility.await().until(() -> far.meant(List.of(printed)).equals(link.key()));
        assertThat(far.areOddCodes()).isTrue();
        // News that comes late takes it out of the cache once more.
        Awaitility.await().untilAsserted(() -> {
            assertThat(answer(link.key())).isInstanceOf(Answer.Redirect.class);
            assertThat(far.plain(printed, clock.instant(), null)).isNotNull();
        });
        change(link, draft -> draft.aliases(List.of()));
        Awaitility.await().until(() -> far.meant(List.of(printed)).equals(printed));
        change(link, draft -> draft.aliases(List.of(printed.code())));
        Awaitility.await().until(() -> far.meant(List.of(printed)).equals(link.key()));
    }
}
