package app.grapevine.links;

import static app.grapevine.links.Refusals.assertInvalid;
import static app.grapevine.links.Refusals.assertNotFound;
import static app.grapevine.links.TestLinks.CHANNELS;
import static app.grapevine.links.TestLinks.OTHER_DOMAIN;
import static app.grapevine.links.TestLinks.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.Page;
import app.grapevine.campaigns.Utm;
import app.grapevine.storage.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ShareSetsDbTest {
    private static final String SHOP = "https://example.com/shop";

    @Parameter
    Dialect dialect;

    private TestLinks test;
    private ShareSets shareSets;

    @BeforeEach
    void open() {
        test = new TestLinks(dialect);
        shareSets = test.shareSets;
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aSetHasOneLinkPerChannelInTheOrderGiven() {
        ShareSet made = shareSets.create(new ShareSetDraft(
                Drafts.to(SHOP).campaign("spring").tags(List.of("a")).draft(),
                List.of("telegram", "whatsapp", "signal", "whatsapp"),
                List.of(),
                "Look!\r\nNow"));
        assertThat(made.items()).extracting(ShareSet.Item::channel).containsExactly("telegram", "whatsapp", "signal");
        assertThat(made.text()).isEqualTo("Look!\nNow");
        for (ShareSet.Item item : made.items()) {
            Link link = item.link();
            assertThat(link.shareSet()).isEqualTo(made.id());
            assertThat(link.channel()).isEqualTo(item.channel());
            assertThat(link.visibility()).isEqualTo(Visibility.PRIVATE);
            assertThat(link.destination()).isEqualTo(SHOP);
            assertThat(link.campaign()).isEqualTo("spring");
            assertThat(link.tags()).containsExactly("a");
            assertThat(item.audience()).isNull();
            assertThat(item.shareText()).isEqualTo("Look!\nNow " + SETTINGS.shortUrl(link.domain(), link.code()));
            assertThat(test.links.get(link.key())).isEqualTo(link);
            assertThat(test.heard).contains(link.key());
        }
        assertThat(made.items().get(0).shareUri())
                .startsWith("https://t.me/share/url?url=https%3A%2F%2Fgo.example.com%2F");
        assertThat(made.items().get(1).shareUri()).startsWith("https://wa.me/?text=Look%21%0ANow%20https%3A%2F%2F");
        assertThat(made.items().get(2).shareUri()).isNull();
        assertThat(shareSets.get(made.id())).isEqualTo(made);
        assertThat(test.lists
                        .list(new LinkFilter(null, null, null, null, null, made.id(), null, null, null), 10, null)
                        .items())
                .hasSize(3);
    }

    @Test
    void aSetWithAudiencesHasOneLinkPerChannelAndAudience() {
        ShareSet made = shareSets.create(new ShareSetDraft(
                LinkDraft.to(SHOP), List.of("whatsapp", "email"), List.of("press", " Milan group ", "press"), null));
        assertThat(made.items())
                .extracting(item -> item.channel() + "/" + item.audience())
                .containsExactly("whatsapp/press", "whatsapp/Milan group", "email/press", "email/Milan group");
        assertThat(made.items()).extracting(item -> item.link().code()).doesNotHaveDuplicates();
        assertThat(shareSets.get(made.id())).isEqualTo(made);
    }

    @Test
    void whatIsAskedOfTheSetIsAskedOfEveryLink() {
        LinkDraft common = Drafts.to(SHOP)
                .title("Boots")
                .domain(OTHER_DOMAIN)
                .card(new Card("Boots", "Warm ones", "https://example.com/boots.jpg"))
                .utm(new Utm("s", "m", null, null, null))
                .validUntil(Instant.parse("2030-01-01T00:00:00Z"))
                .forwardQuery(LinkDraft.ForwardQuery.ALL)
                .draft();
        ShareSet made = shareSets.create(new ShareSetDraft(common, List.of("whatsapp", "x"), List.of("a", "b"), null));
        assertThat(made.items()).hasSize(4).allSatisfy(item -> {
            Link link = item.link();
            assertThat(link.title()).isEqualTo("Boots");
            assertThat(link.domain()).isEqualTo(OTHER_DOMAIN);
            assertThat(link.card()).isEqualTo(common.card());
            assertThat(link.utm()).isEqualTo(common.utm());
            assertThat(link.validUntil()).isEqualTo(common.validUntil());
            assertThat(link.forwardQuery()).isEqualTo(LinkDraft.ForwardQuery.ALL);
        });
        assertThat(made.items())
                .extracting(item -> item.link().visibility())
                .containsExactly(Visibility.PRIVATE, Visibility.PRIVATE, Visibility.PUBLIC, Visibility.PUBLIC);
    }

    @Test
    void codeChannelAndAudienceOfTheCommonPartCountForNothing() {
        LinkDraft common =
                Drafts.to(SHOP).code("mine").channel("sms").audience("nobody").draft();
        ShareSet made = shareSets.create(new ShareSetDraft(common, List.of("email"), List.of("press"), null));
        Link link = made.items().get(0).link();
        assertThat(link.code()).isNotEqualTo("mine");
        assertThat(link.channel()).isEqualTo("email");
        assertThat(link.audience()).isEqualTo("press");
    }

    @Test
    void aLinkIsSharedWithTheWordsOfItsSetOrOthers() {
        Link link = shareSets
                .create(with(List.of(), "Look: {url}", null))
                .items()
                .get(0)
                .link();
        String url = SETTINGS.shortUrl(link.domain(), link.code());
        assertThat(shareSets.share(link, null).text()).isEqualTo("Look: " + url);
        assertThat(shareSets.share(link, " ").text()).isEqualTo("Look: " + url);
        assertThat(shareSets.share(link, "Now").text()).isEqualTo("Now " + url);
        assertThat(shareSets.share(link, "Now").uri()).startsWith("mailto:?body=Now%20https");
        Link alone = test.links.create(LinkDraft.to(SHOP));
        assertThat(shareSets.share(alone, null))
                .isEqualTo(new Share(SETTINGS.shortUrl(alone.domain(), alone.code()), null));
        assertInvalid(() -> shareSets.share(link, "a".repeat(2001)), "text");
    }

    @Test
    void aDeletedLinkLeavesItsSet() {
        ShareSet made = shareSets.create(draft(SHOP, "whatsapp", "email"));
        test.links.delete(made.items().get(0).link().key());
        assertThat(shareSets.get(made.id()).items())
                .extracting(ShareSet.Item::channel)
                .containsExactly("email");
    }

    @Test
    void aLinkOfASetKeepsSomeChannel() {
        Link link = shareSets.create(draft(SHOP, "whatsapp")).items().get(0).link();
        assertInvalid(
                () -> test.links.change(
                        link.key(),
                        present -> present.draft().but().channel(null).draft()),
                "channel");
        test.links.change(
                link.key(), present -> present.draft().but().channel("sms").draft());
        assertThat(shareSets.get(link.shareSet()).items())
                .extracting(ShareSet.Item::channel)
                .containsExactly("sms");
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        List<String> everyChannel = CHANNELS.all().stream().map(Channel::id).toList();
        return Stream.of(
                bad("no destination", draft(null, "email"), "destination"),
                bad("a script as destination", draft("javascript:alert(1)", "email"), "destination"),
                bad("no channels", draft(SHOP), "channels"),
                bad("a channel of no catalogue", draft(SHOP, "email", "pigeon"), "channels[1]"),
                bad("an empty audience", with(List.of("a", " "), null, null), "audiences[1]"),
                bad("an audience of 201", with(List.of("a".repeat(201)), null, null), "audiences[0]"),
                bad("an audience with NUL", with(List.of("\0"), null, null), "audiences[0]"),
                bad("a text of 2,001", with(List.of(), "a".repeat(2001), null), "text"),
                bad("a text with half a surrogate pair", with(List.of(), "\ud800", null), "text"),
                bad("a campaign in capitals", with(List.of(), null, "Spring"), "campaign"),
                bad(
                        "an empty tag",
                        new ShareSetDraft(Drafts.to(SHOP).tags(List.of("")).draft(), List.of("x"), List.of(), null),
                        "tags[0]"),
                bad(
                        "more than 500 links",
                        new ShareSetDraft(LinkDraft.to(SHOP), everyChannel, numbers(100), null),
                        "audiences"),
                bad(
                        "all at once",
                        new ShareSetDraft(
                                Drafts.to("")
                                        .campaign("?")
                                        .tags(List.of("\0"))
                                        .title("\0")
                                        .draft(),
                                List.of("?"),
                                List.of(""),
                                "\0"),
                        "destination",
                        "channels[0]",
                        "audiences[0]",
                        "text",
                        "campaign",
                        "tags[0]",
                        "title"));
    }

    private DynamicTest bad(String name, ShareSetDraft draft, String... fields) {
        return DynamicTest.dynamicTest(name, () -> {
            assertInvalid(() -> shareSets.create(draft), fields);
            assertThat(shareSets.list(1, null).items()).isEmpty();
        });
    }

    @Test
    void aSetThatCannotHaveAllItsLinksIsNotMade() {
        Links hopeless = test.withCodes(new Codes(new Rigged(1)));
        ShareSets failing = new ShareSets(test.database(), test.feed, SETTINGS, CHANNELS, hopeless, test.clock);
        assertThatThrownBy(() -> failing.create(draft(SHOP, "whatsapp", "email")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shareSets.list(10, null).items()).isEmpty();
        assertThat(test.lists.list(LinkFilter.ANY, 10, null).items()).isEmpty();
    }

    @Test
    void aWalkMeetsEverySetOnceNewestFirst() {
        List<ShareSet> made = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            made.add(0, shareSets.create(draft(SHOP, "whatsapp", "email")));
        }
        assertThat(walk(3)).isEqualTo(made);
        assertThat(walk(11)).isEqualTo(made);
    }

    @Test
    void aPageOfLargeSetsEndsEarlyAndTheWalkGoesOn() {
        List<ShareSet> made = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            made.add(
                    0,
                    shareSets.create(
                            new ShareSetDraft(LinkDraft.to(SHOP), List.of("whatsapp", "email"), numbers(250), null)));
        }
        Page<ShareSet> first = shareSets.list(500, null);
        assertThat(first.items()).hasSize(10);
        assertThat(first.next()).isNotNull();
        assertThat(walk(500)).isEqualTo(made);
    }

    private List<ShareSet> walk(int limit) {
        List<ShareSet> walked = new ArrayList<>();
        String cursor = null;
        do {
            Page<ShareSet> page = shareSets.list(limit, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            walked.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return walked;
    }

    @Test
    void aCursorFromElsewhereOrALimitOutOfBoundsIsRefused() {
        assertInvalid(() -> shareSets.list(10, "x"), "cursor");
        assertInvalid(() -> shareSets.list(0, null), "limit");
    }

    @Test
    void whatIsNoIdIsNotFound() {
        for (String id : List.of("", "0000000000000", "x", "\0", "\ud800", "0".repeat(100))) {
            assertThat(shareSets.find(id)).isEmpty();
            assertNotFound(() -> shareSets.get(id));
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static ShareSetDraft draft(String destination, String... channels) {
        return new ShareSetDraft(LinkDraft.to(destination), List.of(channels), List.of(), null);
    }

    private static ShareSetDraft with(List<String> audiences, String text, String campaign) {
        return new ShareSetDraft(Drafts.to(SHOP).campaign(campaign).draft(), List.of("email"), audiences, text);
    }
}
